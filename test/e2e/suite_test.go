package e2e

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The suite itself has to see what it promises to see.
func TestTheSuiteSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for wrong, c := range map[string]struct{ page, told string }{
		"a script that the policy refuses": {`<script>document.title = "x"</script>`, "Content Security Policy"},
		"a style that the policy refuses":  {`<p style="color: red">x</p>`, "Content Security Policy"},
		"a script that fails":              {`<script src="/fails.js"></script>`, "a script fails"},
		"a script that complains":          {`<script src="/complains.js"></script>`, "the console says: error"},
		"a picture that is not there":      {`<img src="/none.png" alt="">`, "404"},
		"a link that leads nowhere":        {`<a href="/none">x</a>`, "the link"},
		"a text that nobody wrote":         {`<p>buy.summary.title</p>`, "buy.summary.title"},
		"a value that is missing":          {`<p>Total: %!s(MISSING)</p>`, "%!"},
		"nothing":                          {`<p>x</p>`, ""},
	} {
		t.Run(wrong, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="es"><title>x</title><link rel="icon" href="data:,">` + c.page))
			})
			mux.HandleFunc("GET /fails.js", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/javascript")
				_, _ = w.Write([]byte(`nothing.here()`))
			})
			mux.HandleFunc("GET /complains.js", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/javascript")
				_, _ = w.Write([]byte(`console.error("no")`))
			})
			site := httptest.NewServer(mux)
			t.Cleanup(site.Close)
			p := openTab(t, site.URL, 1440, true)
			p.open("/")
			got := strings.Join(p.wrongs(), "\n")
			if got == "" != (c.told == "") || !strings.Contains(got, c.told) {
				t.Errorf("the suite tells of %q", got)
			}
		})
	}
}

// Without scripts nothing of a page runs, and the suite still reads it.
func TestTheSuiteTurnsScriptsOff(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="es"><title>x</title><link rel="icon" href="data:,"><p id="p">sin</p><script>p.textContent = "con"</script>`))
	}))
	t.Cleanup(site.Close)
	for scripts, want := range map[bool]string{true: "con", false: "sin"} {
		p := openTab(t, site.URL, 1440, scripts)
		p.open("/")
		if got := p.text(); got != want {
			t.Errorf("scripts %t: the page says %q", scripts, got)
		}
	}
}
