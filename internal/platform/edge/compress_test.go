package edge

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestAnAnswerSaysOnceThatItDependsOnTheCompressionAsked(t *testing.T) {
	text := strings.Repeat("flores ", 1000)
	door := compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Add("Vary", "Cookie")
		_, _ = w.Write([]byte(text))
	}))
	for asked, zipped := range map[string]bool{"": false, "identity": false, "gzip": true} {
		for range 2 { // what one answer adds, the next has not
			req := httptest.NewRequest(http.MethodGet, "/", nil)
			if asked != "" {
				req.Header.Set("Accept-Encoding", asked)
			}
			got := httptest.NewRecorder()
			door.ServeHTTP(got, req)
			if (got.Header().Get("Content-Encoding") == "gzip") != zipped || (got.Body.Len() < len(text)) != zipped {
				t.Errorf("asked for %q: %v", asked, got.Header())
			}
			if vary := got.Header()["Vary"]; !slices.Equal(vary, []string{"Accept-Encoding", "Cookie"}) {
				t.Errorf("asked for %q: varies by %v", asked, vary)
			}
		}
	}
}
