package static

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, res *http.Response) []byte {
	t.Helper()
	var r io.Reader = res.Body
	switch res.Header.Get("Content-Encoding") {
	case "gzip":
		zr, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = zr
	case "zstd":
		zr, err := zstd.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		defer zr.Close()
		r = zr
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEachFileIsServedForEverUnderTheHashOfItsBytes(t *testing.T) {
	address := regexp.MustCompile(`^/static/[a-z-]+\.[0-9a-f]{12}\.(css|js|woff2)$`)
	for name, wantType := range map[string]string{
		"app.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8",
		"htmx.js": "text/javascript; charset=utf-8", "instrument-sans.woff2": "font/woff2",
		"bricolage-grotesque.woff2": "font/woff2",
	} {
		if !address.MatchString(URL(name)) {
			t.Errorf("%s has the address %s", name, URL(name))
		}
		plain := body(t, get(t, URL(name)))
		for _, encoding := range []string{"", "gzip", "zstd", "gzip, deflate, br, zstd"} {
			res := get(t, URL(name), "Accept-Encoding", encoding)
			if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != wantType {
				t.Errorf("%s as %q: %d %s", name, encoding, res.StatusCode, res.Header.Get("Content-Type"))
			}
			if !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s may not be kept: %q", name, res.Header.Get("Cache-Control"))
			}
			if got := body(t, res); !bytes.Equal(got, plain) {
				t.Errorf("%s as %q: %d bytes differ from the plain %d", name, encoding, len(got), len(plain))
			}
		}
	}
}

func TestTheBestEncodingIsChosenAndARefusedOneIsNot(t *testing.T) {
	for accept, want := range map[string]string{
		"gzip, deflate, br, zstd": "zstd", "gzip, zstd;q=0": "gzip", "gzip;q=0": "", "br": "", "": "", "gzip;q=0.5": "gzip",
	} {
		if got := get(t, URL("app.css"), "Accept-Encoding", accept).Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q is answered with %q, want %q", accept, got, want)
		}
	}
	if got := get(t, URL("instrument-sans.woff2"), "Accept-Encoding", "gzip, zstd").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("a typeface is packed twice: %q", got)
	}
}

func TestAKnownFileIsNotSentAgain(t *testing.T) {
	etag := get(t, URL("app.css"), "Accept-Encoding", "zstd").Header.Get("ETag")
	res := get(t, URL("app.css"), "Accept-Encoding", "zstd", "If-None-Match", etag)
	if res.StatusCode != http.StatusNotModified || len(body(t, res)) != 0 {
		t.Errorf("asked with its own ETag: %d", res.StatusCode)
	}
	if res := get(t, URL("app.css"), "If-None-Match", etag); res.StatusCode != http.StatusOK {
		t.Errorf("the ETag of another encoding answers %d", res.StatusCode)
	}
}

func TestAnAddressOfAnotherReleaseIsNotFoundAndNotKept(t *testing.T) {
	for _, path := range []string{"/static/app.000000000000.css", "/static/app.css", "/static/", "/static/../bundle.go"} {
		res := get(t, path)
		if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %q", path, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
}

func TestTheStyleSheetNamesTheTypefacesByTheirOwnAddresses(t *testing.T) {
	css := string(body(t, get(t, URL("app.css"))))
	for _, font := range []string{"instrument-sans.woff2", "bricolage-grotesque.woff2"} {
		if !strings.Contains(css, URL(font)) {
			t.Errorf("app.css does not load %s", URL(font))
		}
	}
	for _, m := range urlInCSS.FindAllStringSubmatch(css, -1) {
		if !strings.HasPrefix(m[1], Prefix) && !strings.HasPrefix(m[1], "data:") {
			t.Errorf("app.css asks for %s, which nobody serves", m[1])
		}
	}
}

func TestTheIdentityHasNoShadowsRoundCornersOrGradients(t *testing.T) {
	css := string(body(t, get(t, URL("app.css"))))
	// Browsers round some boxes by themselves: setting them square is the opposite.
	css = strings.ReplaceAll(css, "border-radius: 0;", "")
	for _, banned := range []string{"box-shadow", "text-shadow", "drop-shadow", "border-radius", "radial-gradient"} {
		if strings.Contains(css, banned) {
			t.Errorf("app.css uses %s", banned)
		}
	}
	// The hatch of a closed day is drawn with hard-edged stripes, the one allowed use.
	if n := strings.Count(css, "linear-gradient"); n != strings.Count(css, "repeating-linear-gradient") {
		t.Errorf("app.css uses a soft gradient")
	}
}

func TestAnUnknownNameIsAProgrammingError(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("URL of a file that does not exist did not panic")
		}
	}()
	URL("missing.css")
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, URL("app.css"), nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d %q", w.Code, w.Header().Get("Allow"))
	}
	w = httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodHead, URL("app.css"), nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}
