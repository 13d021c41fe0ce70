package manifests

import (
	"fmt"
	"strings"
)

// file is where kinds lie that a file collects.
var file = map[string]string{
	"Namespace": "namespace.yaml", "ResourceQuota": "namespace.yaml", "LimitRange": "namespace.yaml",
	"ConfigMap":               "configmaps.yaml",
	"NetworkPolicy":           "network-policies.yaml",
	"HorizontalPodAutoscaler": "hpa.yaml",
	"Ingress":                 "ingress.yaml", "Gateway": "ingress.yaml", "HTTPRoute": "ingress.yaml",
}

// beside are what stands in the file of another.
var beside = map[string]string{"redis-sessions": "redis", "postgres-roles": "postgres", "mongodb-users": "mongodb"}

// Files lays objects in the requirements document's files, by name. A Secret is refused:
// none may be in a file that Git keeps.
func Files(from string, objects []Object) (map[string]string, error) {
	out := map[string]string{}
	for _, o := range objects {
		name := file[o.Kind]
		switch {
		case o.Kind == "Secret":
			return nil, fmt.Errorf("the Secret %s would be written into a file for everybody", o.Name)
		case name == "":
			owner := o.Name
			if b := beside[owner]; b != "" {
				owner = b
			}
			name = owner + "-deployment.yaml"
		}
		if out[name] == "" {
			out[name] = "# Rendered from " + from + " by make manifests; what is changed here is lost.\n"
		}
		out[name] += "---\n" + strings.TrimSpace(o.YAML) + "\n"
	}
	return out, nil
}
