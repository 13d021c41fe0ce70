package app

import (
	"net/http"
	"net/url"

	"floresvictoria.cl/flores/internal/platform/health"
)

// withProbes serves the probes on a service's own port. A door's port is also where
// the ingress hands over what the public asks: from there they are not answered, and
// the door refuses them like any page that is none.
func withProbes(probes, inner http.Handler, door bool, public *url.URL) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if health.IsProbe(r.URL.Path) && !(door && fromOutside(r, public)) {
			probes.ServeHTTP(w, r)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// fromOutside tells whether a proxy handed the request on, or it was sent to the
// shop's public name: whoever probes does neither.
func fromOutside(r *http.Request, public *url.URL) bool {
	for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded"} {
		if len(r.Header.Values(name)) > 0 {
			return true
		}
	}
	return public != nil && r.Host == public.Host
}
