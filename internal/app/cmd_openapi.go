package app

import "floresvictoria.cl/flores/internal/gateway"

type openapiCmd struct{}

// Run prints the public API's document, as api/openapi.yaml holds it.
func (openapiCmd) Run(s streams) error {
	t, err := Services()
	if err != nil {
		return err
	}
	doc, err := t.OpenAPI()
	if err != nil {
		return err
	}
	_, err = s.out.Write(doc)
	return err
}

// apiVersion is the public contract's. It rises when something is added, and its
// first number when something a client relies on is taken away.
const apiVersion = "1.0.0"

// OpenAPI is the merged document of every public operation, in YAML.
func (t Table) OpenAPI() ([]byte, error) {
	var behind []gateway.Behind
	for _, s := range t {
		if !s.Door() {
			behind = append(behind, gateway.Behind{Name: s.Name, About: s.About, Operations: s.Operations})
		}
	}
	return gateway.DocumentYAML(behind, apiVersion)
}
