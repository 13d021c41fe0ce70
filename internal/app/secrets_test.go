package app_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// The kinds of secret, by who may see them where.
const (
	password   = "password"
	access     = "access token"
	refresh    = "refresh token"
	cookie     = "session cookie"
	cartToken  = "cart token"
	orderLink  = "order link"
	oneTime    = "one-time token"
	credential = "service credential"
	planted    = "secret in a wrong place" // of a body or an event that nobody understands
)

type secret struct{ kind, value string }

// TestSecrets lives through a story with everything secret in it that the shop knows,
// and then looks for it everywhere.
func TestSecrets(t *testing.T) {
	tale := tell(t)
	t.Run("are seen by nobody else", func(t *testing.T) { unseen(t, tale) })
	t.Run("are answered only where the answer exists to give them", func(t *testing.T) { unanswered(t, tale) })
	t.Run("open nothing for who has the stores", func(t *testing.T) { unstored(t, tale) })
}

func unseen(t *testing.T, tale *tale) {
	shop := tale.shop
	admin := shop.Staff(authapi.Admin)
	seen := map[string]string{"the log": shop.Logs.String()}
	mails, err := notificationapi.List.Call(admin, tale.api, &notificationapi.ListInput{Paging: contract.Paging{Limit: 100}})
	must(t, err)
	if mails.Total < 6 || mails.Total > 100 {
		t.Errorf("the story made %d mails", mails.Total)
	}
	for _, m := range mails.Items {
		whole, err := notificationapi.Get.Call(admin, tale.api, &notificationapi.ByID{ID: m.ID})
		must(t, err)
		seen["the mail "+m.Kind] += fmt.Sprintf("%+v\n%+v\n", m, whole)
	}
	for _, s := range shop.App.Table() {
		if s.Operator == nil {
			continue
		}
		dead, err := s.Operator.DeadLetters.Call(admin, tale.api, &contract.None{})
		must(t, err)
		status, err := s.Operator.Status.Call(admin, tale.api, &contract.None{})
		must(t, err)
		seen["what an operator sees of "+s.Name] = fmt.Sprintf("%+v %+v", dead, status)
	}
	w := httptest.NewRecorder()
	shop.App.Admin().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/deadletters", nil))
	seen["flores deadletters"] = w.Body.String()
	w = httptest.NewRecorder()
	shop.App.Admin().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	seen["the metrics"] = w.Body.String()

	for place, text := range seen {
		for _, s := range tale.secrets {
			if strings.Contains(text, s.value) {
				t.Errorf("%s holds a %s: …%s…", place, s.kind, around(text, s.value))
			}
		}
		if jwt.MatchString(text) {
			t.Errorf("%s holds a signed token", place)
		}
	}
}

// unanswered reads every answer of the story.
func unanswered(t *testing.T, tale *tale) {
	gives := map[string][]string{
		access:    {"POST /api/auth/login 200", "POST /api/auth/refresh 200", "POST /api/auth/change-password 200"},
		refresh:   {"POST /api/auth/login 200", "POST /api/auth/refresh 200"},
		cartToken: {"POST /api/cart/items 200"},
		orderLink: {"POST /api/orders 201", "POST /api/orders/track 200"},
		// The form behind a mailed link, which sends the token on.
		oneTime: {"GET /verificar 200", "GET /nueva-clave 200", "POST /nueva-clave 422"},
	}
	refusals := 0
	for _, a := range tale.witness.all() {
		where := fmt.Sprintf("%s %s %d", a.method, a.path, a.status)
		if a.status >= 400 {
			refusals++
		}
		for _, s := range tale.secrets {
			if strings.Contains(a.text, s.value) && !slices.Contains(gives[s.kind], where) {
				t.Errorf("%s holds a %s: …%s…", where, s.kind, around(a.text, s.value))
			}
			if s.kind != cookie && strings.Contains(a.cookie, s.value) {
				t.Errorf("%s sets a cookie with a %s", where, s.kind)
			}
		}
	}
	if refusals < 20 {
		t.Errorf("the story was refused %d times only", refusals)
	}
}

// unstored reads the data directory's bytes, also those that SQLite has not
// overwritten yet.
func unstored(t *testing.T, tale *tale) {
	kept := []secret{}
	for _, s := range tale.secrets {
		if s.kind != planted { // what was written past the services' own rules
			kept = append(kept, s)
		}
	}
	err := filepath.WalkDir(filepath.Join(tale.shop.Data, "secrets"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, err := os.ReadFile(path)
			kept = append(kept, secret{"key of the data directory", string(b)})
			return err
		}
		return err
	})
	must(t, err)
	files := storeFiles(t, tale.shop)
	for name, bytes := range files {
		for _, s := range kept {
			if holds(bytes, s.value) {
				t.Errorf("%s holds a %s", name, s.kind)
			}
		}
		if jwt.Match(bytes) {
			t.Errorf("%s holds a signed token", name)
		}
	}
	if len(files["order-service.db"])+len(files["order-service.db-wal"]) == 0 || !slices.ContainsFunc(tale.secrets, func(s secret) bool { return s.kind == orderLink }) {
		t.Error("nothing was looked at")
	}
}

// jwt is any signed token: a user's or a service's.
var jwt = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.`)

// storeFiles are the bytes of every store: databases, journals, and whatever else
// lies beside the secrets' own folder.
func storeFiles(t *testing.T, shop *apptest.Shop) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(shop.Data)
	must(t, err)
	out := map[string][]byte{}
	for _, e := range entries {
		if e.Type().IsRegular() {
			b, err := os.ReadFile(filepath.Join(shop.Data, e.Name()))
			must(t, err)
			out[e.Name()] = b
		}
	}
	return out
}

// holds looks for either half of a secret too: a page of the database may end within it.
func holds(b []byte, secret string) bool {
	if len(secret) < 24 {
		return bytes.Contains(b, []byte(secret))
	}
	half := len(secret) / 2
	return bytes.Contains(b, []byte(secret[:half])) && len(secret) < 200 || bytes.Contains(b, []byte(secret[half:]))
}

func around(text, s string) string {
	at := strings.Index(text, s)
	return text[max(0, at-160):at] + "[SECRET]" + text[at+len(s):min(len(text), at+len(s)+60)]
}
