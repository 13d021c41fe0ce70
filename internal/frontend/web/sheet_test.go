package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/id"
)

func TestASheetIsThePageWithAnotherKeyCompressedOrNot(t *testing.T) {
	text := strings.Repeat("<li>Rosas rojas, <b>$22.000</b></li>\n", 200)
	first, next := id.New(), id.New()
	for name, page := range map[string]string{
		"no key": text, "one key": text + "<input value=%>" + text, "two keys": "%" + text + "%", "nothing but the key": "%", "nothing": "",
	} {
		s := newSheet([]byte(strings.ReplaceAll(page, "%", first)), first)
		want := strings.ReplaceAll(page, "%", next)
		for accept, zips := range map[string]bool{"": false, "gzip, deflate, br": true, "br, gzip;q=0": false, "*;q=0.1, GZIP; q=0.5": true} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept-Encoding", accept)
			w := httptest.NewRecorder()
			s.send(w, r, next)
			length := w.Body.Len()
			body := io.Reader(w.Body)
			if zipped := w.Header().Get("Content-Encoding") == "gzip"; zipped != zips {
				t.Errorf("%s, %q: compressed is %v", name, accept, zipped)
			} else if zipped {
				z, err := gzip.NewReader(body)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				body = z
			}
			got, err := io.ReadAll(body)
			if err != nil || string(got) != want {
				t.Errorf("%s, %q: %d bytes of %d, %v", name, accept, len(got), len(want), err)
			}
			if said := w.Header().Get("Content-Length"); said != strconv.Itoa(length) {
				t.Errorf("%s, %q: says %s bytes, sends %d", name, accept, said, length)
			}
		}
	}
}
