package shop

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/platform/tokens"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/user/usertest"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// accountRig is the account's pages before real services of log-in, profiles,
// orders and messages; wishlist, bag and catalogue are neighbours in memory.
type accountRig struct {
	*browser
	t      *testing.T
	auth   *authtest.Shop
	users  *usertest.Shop
	orders *ordertest.Shop
	shelf  *wishShelf
	site   *web.Site
}

func newAccountRig(t *testing.T, cfg auth.Config, without ...string) *accountRig {
	t.Helper()
	a := &accountRig{t: t, auth: authtest.Open(t, authtest.SQLite(t), cfg), users: usertest.Open(t, usertest.SQLite(t)), orders: ordertest.New(t), shelf: &wishShelf{}}
	messages := openContact(t, a.auth.Clock)
	serve := func(name string, ops []*contract.Op, routes func(*contract.Router)) web.Behind {
		return web.Behind{Name: name, Operations: ops, Conn: a.join(name, routes, slices.Contains(without, name))}
	}
	a.site = web.NewSite(web.Options{
		Sessions: kv.NewMemory(a.auth.Clock, 1000), Limiter: edge.NewMemory(a.auth.Clock), Demo: true, Clock: a.auth.Clock, Log: slog.New(slog.DiscardHandler),
		Shop: ui.Shop{Address: "Av. Valdivieso 593", Phone: "+56 9 6123 4567", Email: "hola@example.cl", WhatsApp: "https://wa.me/56961234567"},
		Services: []web.Behind{
			serve("auth-service", authapi.Operations(), a.auth.Service.Routes),
			serve("user-service", userapi.Operations(), a.users.Service.Routes),
			serve("order-service", orderapi.Operations(), a.orders.Service.Routes),
			serve("contact-service", contactapi.Operations(), messages.Routes),
			serve("wishlist-service", wishlistapi.Operations(), a.shelf.routes),
			serve("cart-service", cartapi.Operations(), a.shelf.bag),
			serve("product-service", productapi.Operations(), func(r *contract.Router) {
				contract.HandleCached(r, productapi.Vocabulary, func(*contract.None) string { return `"1"` }, vocabulary)
			}),
		},
	})
	s := &pages{today: newTodays(a.auth.Clock)}
	mountAccount(a.site, s)
	for _, path := range []string{"GET /{$}", "GET /admin", "GET /producto/rosas"} {
		a.site.Page(path, func(v *web.Visit) error {
			return v.Render(200, textTempl(textPage{Layout: v.Layout("Otra página"), Lead: v.TakeNotice()}))
		})
	}
	a.browser = newBrowser(t, a.site)
	return a
}

// join connects the pages to a service that believes auth-service's tokens; one
// that is down answers nobody.
func (a *accountRig) join(name string, routes func(*contract.Router), down bool) *contract.Conn {
	a.t.Helper()
	noToken := func(context.Context, string) (string, error) { return "", nil }
	if down {
		return contract.Join(name, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			problem.Write(w, problem.Unavailable("service_unavailable"))
		}), noToken)
	}
	verifier, err := tokens.NewVerifier(tokens.VerifierOptions{
		Issuer: authapi.Issuer, Audience: name, Clock: a.auth.Clock, Log: slog.New(slog.DiscardHandler), Keys: a.auth.Service.Keys, Revocations: a.auth.Service.RevokedSince,
	})
	if err != nil {
		a.t.Fatal(err)
	}
	r := contract.NewRouter(name, verifier, slog.New(slog.DiscardHandler), nil)
	routes(r)
	return contract.Join(name, r, noToken)
}

func openContact(t *testing.T, clk clock.Clock) *contact.Service {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "contact.db"), Migrations: contact.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s, err := contact.New(contact.Deps{Store: contact.NewSQLite(db, events.NewRelationalOutbox(db, clk, contact.Name)), Clock: clk})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// hear brings user-service what auth-service has published.
func (a *accountRig) hear() {
	a.t.Helper()
	pending, err := events.NewRelationalOutbox(a.auth.DB(), a.auth.Clock, authapi.Service).Pending(a.t.Context(), 1000)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, ev := range pending {
		for _, h := range a.users.Service.Handlers() {
			if h.Type == ev.Type {
				if err := h.Handle(a.t.Context(), ev); err != nil {
					a.t.Fatal(err)
				}
			}
		}
	}
}

const anasMail, anasPassword = "ana@example.cl", "gladiolos al sol"

// signUp makes Ana's account through the pages and is logged in with it.
func (a *accountRig) signUp() {
	a.t.Helper()
	a.open("/registro")
	a.send("/registro", map[string]string{"nombre": "Ana Soto", "correo": anasMail, "nueva": anasPassword})
	if a.page.url.Path == "/verificar" {
		a.open("/verificar?t=" + a.auth.VerifyToken(a.t, anasMail))
		a.send("/verificar", nil)
	}
	a.hear()
	a.logIn(anasMail, anasPassword)
}

func (a *accountRig) logIn(mail, password string) {
	a.t.Helper()
	if !strings.HasPrefix(a.page.url.Path, "/entrar") {
		a.open("/entrar")
	}
	a.send("/entrar", map[string]string{"correo": mail, "clave": password})
}

// at fails unless the browser shows the path.
func (a *accountRig) at(path string) {
	a.t.Helper()
	if a.page.url.RequestURI() != path {
		a.t.Fatalf("the browser is at %s, not %s:\n%s", a.page.url.RequestURI(), path, a.page.text)
	}
}

// silent fails if the page shows any of the texts.
func (a *accountRig) silent(texts ...string) {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.page.text, text) {
			a.t.Errorf("%s says %q:\n%s", a.page.url, text, a.page.text)
		}
	}
}

// wishShelf is one account's wishlist and cart in memory.
type wishShelf struct {
	mu     sync.Mutex
	wishes []string
	moved  []string
}

func (w *wishShelf) routes(r *contract.Router) {
	contract.Handle(r, wishlistapi.List, func(context.Context, *contract.None) (*contract.List[wishlistapi.Item], error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		items := []wishlistapi.Item{}
		for _, sku := range w.wishes {
			items = append(items, wishlistapi.Item{SKU: sku, Slug: sku, Name: productapi.Text{ES: "Ramo " + sku, EN: "Bouquet " + sku}, Size: "standard", PriceCLP: 20000, Available: sku != "lirios", Gone: sku == "dalias"})
		}
		return contract.Listed(items, len(items), contract.Paging{}), nil
	})
	contract.Handle(r, wishlistapi.Add, func(_ context.Context, in *wishlistapi.BySKU) (*contract.None, error) {
		if in.SKU == "nada" {
			return nil, problem.NotFound("sku_not_found")
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if !slices.Contains(w.wishes, in.SKU) {
			w.wishes = append(w.wishes, in.SKU)
		}
		return &contract.None{}, nil
	})
	contract.Handle(r, wishlistapi.Remove, func(_ context.Context, in *wishlistapi.BySKU) (*contract.None, error) {
		w.drop(in.SKU)
		return &contract.None{}, nil
	})
	contract.Handle(r, wishlistapi.ToCart, func(_ context.Context, in *wishlistapi.MoveInput) (*contract.None, error) {
		w.drop(in.SKU)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.moved = append(w.moved, in.SKU)
		return &contract.None{}, nil
	})
}

func (w *wishShelf) drop(sku string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wishes = slices.DeleteFunc(w.wishes, func(s string) bool { return s == sku })
}

func (w *wishShelf) bag(r *contract.Router) {
	contract.Handle(r, cartapi.Get, func(context.Context, *cartapi.Guest) (*cartapi.Answer, error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		return &cartapi.Answer{Body: cartapi.Cart{Items: []cartapi.Item{}, Count: int64(len(w.moved))}}, nil
	})
}
