package app_test

import (
	"net/http"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
)

func TestAnotherSiteCannotMakeABrowserAct(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	add, form := `{"sku":"`+apptest.DefaultSKU+`","quantity":1}`, "sku="+apptest.DefaultSKU+"&quantity=1"
	for name, c := range map[string]struct {
		header []string
		ok     bool
	}{
		"a cross-site form":                  {[]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, false},
		"a form of a sibling host":           {[]string{"Sec-Fetch-Site", "same-site", "Origin", "https://evil.example"}, false},
		"an old browser on another site":     {[]string{"Origin", "https://evil.example"}, false},
		"a page without origin":              {[]string{"Sec-Fetch-Site", "cross-site", "Origin", "null"}, false},
		"an old browser without origin":      {[]string{"Origin", "null"}, false},
		"the shop's own page":                {[]string{"Sec-Fetch-Site", "same-origin", "Origin", shop.URL}, true},
		"the shop's own page, old browser":   {[]string{"Origin", shop.URL}, true},
		"no browser":                         {nil, true},
		"an address typed or a link of mail": {[]string{"Sec-Fetch-Site", "none"}, true},
	} {
		api, pages := http.StatusForbidden, http.StatusForbidden
		if c.ok {
			api, pages = http.StatusOK, http.StatusSeeOther
		}
		if p := call(t, shop, "POST", "/api/cart/items", add, c.header...); p.StatusCode != api || !c.ok && !strings.Contains(p.Text, `"cross_origin"`) {
			t.Errorf("%s, API: %d %s", name, p.StatusCode, p.Text)
		}
		p := call(t, shop, "POST", "/bolsa", form, c.header...)
		if p.StatusCode != pages {
			t.Errorf("%s, pages: %d", name, p.StatusCode)
		}
		if !c.ok && !strings.Contains(p.Text, "<html") {
			t.Errorf("%s: the refusal is no page", name)
		}
		if p := call(t, shop, "GET", "/bolsa", "", c.header...); p.StatusCode != http.StatusOK {
			t.Errorf("%s, only looking: %d", name, p.StatusCode)
		}
		if cors := p.Header.Get("Access-Control-Allow-Origin"); cors != "" {
			t.Errorf("%s may read the answer: %q", name, cors)
		}
	}
}

func TestTheSessionCookie(t *testing.T) {
	for name, c := range map[string]struct {
		public, cookie string
		secure         bool
	}{
		"http at a loopback address": {"", "fv_session", false},
		"https":                      {"https://flores.example", "__Host-fv", true},
	} {
		t.Run(name, func(t *testing.T) {
			shop := apptest.Start(t, apptest.Options{Public: c.public})
			shop.Customer("galleta@example.cl")
			b := newBrowser(t, shop.URL)
			if b.get("/despacho"); len(b.cookies) != 0 {
				t.Errorf("who only looks gets a cookie: %v", b.cookies)
			}
			b.post("/bolsa", "sku", apptest.DefaultSKU, "quantity", "1")
			check := func() {
				t.Helper()
				got := b.cookies[c.cookie]
				if len(b.cookies) != 1 || got == nil {
					t.Fatalf("the cookies are %v", b.cookies)
				}
				if got.Secure != c.secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.Domain != "" {
					t.Errorf("the cookie is %s", got.Raw)
				}
			}
			check()
			guest := b.session()
			if p := b.post("/entrar", "correo", "galleta@example.cl", "clave", apptest.Password); p.StatusCode != http.StatusSeeOther {
				t.Fatalf("log-in: %d", p.StatusCode)
			}
			check()
			signedIn := b.session()
			if signedIn == guest || len(signedIn) < 40 {
				t.Errorf("the session's name after log-in is %q, before %q", signedIn, guest)
			}
			inside := func(session string) bool {
				other := newBrowser(t, shop.URL)
				other.cookies[c.cookie] = &http.Cookie{Name: c.cookie, Value: session}
				return other.get("/cuenta").StatusCode == http.StatusOK
			}
			if inside(guest) || !inside(signedIn) {
				t.Errorf("the old name opens the account: %v, the new one: %v", inside(guest), inside(signedIn))
			}
			// A session that somebody else has chosen is not taken up.
			chosen := newBrowser(t, shop.URL)
			chosen.cookies[c.cookie] = &http.Cookie{Name: c.cookie, Value: strings.Repeat("A", 43)}
			chosen.post("/bolsa", "sku", apptest.DefaultSKU, "quantity", "1")
			if chosen.session() == strings.Repeat("A", 43) {
				t.Error("a session gets the name that the browser came with")
			}
			b.post("/salir")
			if inside(signedIn) {
				t.Error("the session lives on after log-out")
			}
		})
	}
}

func TestEveryAnswerTellsBrowsersWhatTheyMayNot(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{Public: "https://flores.example", Config: func(c *app.Config) { c.Trusted = []string{"127.0.0.0/8"} }})
	for _, path := range []string{"/", "/bolsa", "/entrar", "/no-hay", "/admin", "/pago", "/api/products", "/api/no-hay", "/api/orders/mine", "/favicon.svg", "/robots.txt"} {
		p := call(t, shop, "GET", path, "", "X-Forwarded-Proto", "https")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "X-Frame-Options": "DENY",
			"Strict-Transport-Security": "max-age=31536000",
		} {
			if got := p.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			continue
		}
		policy := p.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy lacks %s: %q", path, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
	}
	// Nobody is told to insist on https by an answer that did not come that way.
	if p := call(t, shop, "GET", "/", ""); p.Header.Get("Strict-Transport-Security") != "" {
		t.Error("http answers with Strict-Transport-Security")
	}
}
