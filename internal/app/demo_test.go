package app

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

const bannerES = "Tienda de demostración"

// read is a page's text.
func (u *upright) read(t *testing.T, path string) string {
	t.Helper()
	resp, err := http.Get(u.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (u *upright) products(t *testing.T) int {
	t.Helper()
	all, err := productapi.List.Call(t.Context(), u.api, &productapi.ListInput{})
	if err != nil {
		t.Fatal(err)
	}
	return all.Total
}

// sandboxed tells whether a sandbox payment can be chosen and its pages exist.
func (u *upright) sandboxed(t *testing.T, sku string) bool {
	t.Helper()
	add := cartapi.AddInput{}
	add.Body.SKU, add.Body.Quantity = sku, 1
	cart, err := cartapi.Add.Call(t.Context(), u.api, &add)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Now().AddDate(0, 0, 3)
	for day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	in := orderapi.PlaceInput{Keyed: contract.Keyed{Key: id.New()}, CartToken: cart.Token, Body: orderapi.PlaceBody{
		Buyer: orderapi.Buyer{Name: "Ana Díaz", Email: "ana@example.cl"}, Recipient: orderapi.Recipient{Name: "Luz Peña"},
		Delivery: orderapi.ChosenDelivery{Kind: orderapi.ByPickup, Date: day.Format(time.DateOnly), Slot: "12-15"},
		Terms:    true, Payment: "sandbox", ExpectedTotalCLP: cart.Body.GoodsCLP,
	}}
	placed, err := orderapi.Place.Call(t.Context(), u.api, &in)
	if err != nil {
		p, _ := problem.From(err)
		if p == nil || p.Code != "payment_unavailable" && (len(p.Errors) != 1 || p.Errors[0].Code != "payment_unavailable") {
			t.Fatalf("placing is refused with %v", err)
		}
		return false
	}
	pay := orderapi.PayInput{ByNumber: orderapi.ByNumber{Number: placed.Order.Number, Guest: orderapi.Guest{Link: placed.Link}}}
	started, err := orderapi.Pay.Call(t.Context(), u.api, &pay)
	if err != nil {
		t.Fatal(err)
	}
	_, err = orderapi.Sandbox.Call(t.Context(), u.api, &orderapi.SandboxInput{Token: started.URL[strings.LastIndex(started.URL, "/")+1:]})
	return err == nil
}

func TestAShopThatIsNoDemoBeginsEmptyAndReal(t *testing.T) {
	dir := t.TempDir()
	shop := standUp(t, dir, upFlags(t, dir, "--demo=false", "--rate-limit=0")...)
	if n := shop.products(t); n != 0 {
		t.Errorf("it has %d products", n)
	}
	for _, path := range []string{"/", "/flores", "/bolsa", "/pago", "/entrar", "/terminos", "/no-hay"} {
		if page := shop.read(t, path); strings.Contains(page, bannerES) || strings.Contains(page, `class="demo`) {
			t.Errorf("%s has the banner", path)
		}
	}
	for _, path := range []string{"/api/payments/sandbox/x", orderapi.SandboxPath + "x"} {
		resp, err := http.Get(shop.url + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
	do := orderapi.SandboxDecision{SandboxInput: orderapi.SandboxInput{Token: "x"}}
	do.Body.Decision = "approve"
	if _, err := orderapi.SandboxDo.Call(t.Context(), shop.api, &do); problem.Code(err) != "payment_not_found" {
		t.Errorf("the sandbox decides: %v", err)
	}
}

func TestTheFirstProductOfARealShopCanBeSeen(t *testing.T) {
	dir := t.TempDir()
	shop := standUp(t, dir, upFlags(t, dir, "--demo=false", "--rate-limit=0")...)
	manager := shop.staff(t, authapi.Manager)
	terms, err := productapi.Vocabulary.Call(t.Context(), shop.api, &contract.None{})
	if err != nil || len(terms.Categories) < 16 || len(terms.Occasions) < 13 {
		t.Fatalf("a new shop knows %d categories and %d occasions: %v", len(terms.Categories), len(terms.Occasions), err)
	}
	text := productapi.Text{ES: "Ramo de la casa", EN: "House bouquet"}
	in := productapi.CreateInput{}
	in.Body.Slug = "ramo-de-la-casa"
	in.Body.ProductBody = productapi.ProductBody{
		Name: text, Line: text, Description: text, Care: text, Category: "ramos", Occasions: []string{"cumpleanos"}, Colours: []string{}, Flowers: []string{},
		Variants: []productapi.VariantBody{{SKU: "FV-CASA-S", Size: "standard", Contents: text, PriceCLP: 19990, Stock: 5}},
	}
	if _, err := productapi.Create.Call(manager, shop.api, &in); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { return shop.products(t) == 1 })
	for _, path := range []string{"/producto/ramo-de-la-casa", "/flores", "/flores/ramos", "/buscar?q=casa"} {
		waitFor(t, func() bool { return strings.Contains(shop.read(t, path), "Ramo de la casa") })
	}
	if shop.sandboxed(t, "FV-CASA-S") {
		t.Error("it sells for nothing")
	}
}

func TestANewDirectoryAtALoopbackAddressIsADemoAndRemembersIt(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		shop := standUp(t, dir, upFlags(t, dir, "--rate-limit=0")...)
		if n := shop.products(t); n < 60 {
			t.Errorf("it has %d products", n)
		}
		for _, path := range []string{"/", "/flores", "/bolsa", "/entrar", "/terminos", "/no-hay"} {
			if !strings.Contains(shop.read(t, path), bannerES) {
				t.Errorf("%s lacks the banner", path)
			}
		}
		if !shop.sandboxed(t, "FV-ROSREC-S") {
			t.Error("it has no sandbox")
		}
		shop.stop()
	}
	real := standUp(t, dir, upFlags(t, dir, "--demo=false", "--rate-limit=0")...)
	if real.sandboxed(t, "FV-ROSREC-S") || strings.Contains(real.read(t, "/"), bannerES) {
		t.Error("--demo=false is not heard")
	}
	real.stop()
	after := standUp(t, dir, upFlags(t, dir, "--rate-limit=0")...)
	if after.sandboxed(t, "FV-ROSREC-S") {
		t.Error("--demo=false is forgotten")
	}
}

func TestWhereADirectoryBecomesADemo(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		said       *bool
		remembered string // "" is a new directory
		loopback   bool
		demo       bool
		refused    bool
	}{
		"new at a loopback address":                 {loopback: true, demo: true},
		"new at a public address":                   {},
		"a real one at a loopback address":          {remembered: "no", loopback: true},
		"a real one at a public address":            {remembered: "no"},
		"a demo at a loopback address":              {remembered: "yes", loopback: true, demo: true},
		"a demo at a public address":                {remembered: "yes", refused: true},
		"a demo at a public address, as said":       {said: &yes, remembered: "yes", demo: true},
		"a demo that is said to be none, in public": {said: &no, remembered: "yes"},
		"new in public, said to be a demo":          {said: &yes, demo: true},
		"new at home, said to be none":              {said: &no, loopback: true},
	} {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir()
			dir, err := OpenDataDir(path)
			if err != nil {
				t.Fatal(err)
			}
			if c.remembered != "" {
				if err := dir.Started(c.remembered == "yes"); err != nil {
					t.Fatal(err)
				}
				_ = dir.Close()
				if dir, err = OpenDataDir(path); err != nil {
					t.Fatal(err)
				}
			}
			defer func() { _ = dir.Close() }()
			cfg := Config{Data: path, Demo: c.said}
			demo, err := cfg.decideDemo(dir, c.loopback)
			if demo != c.demo || (err != nil) != c.refused {
				t.Errorf("a demo: %v, %v", demo, err)
			}
			if err != nil && (strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "--demo")) {
				t.Errorf("it says %q", err)
			}
		})
	}
}

// Behind a proxy the shop listens at a loopback address and is public all the same.
func TestAPublicNameMakesNoDemo(t *testing.T) {
	dir := t.TempDir()
	shop := standUp(t, dir, upFlags(t, dir, "--public-url", "https://flores.example")...)
	if n := shop.products(t); n != 0 {
		t.Errorf("it has %d products", n)
	}
	if strings.Contains(shop.read(t, "/"), bannerES) {
		t.Error("it has the banner")
	}
	shop.stop()
	// What it remembers is that it is real.
	again := standUp(t, dir, upFlags(t, dir)...)
	if n := again.products(t); n != 0 {
		t.Errorf("at home it has %d products", n)
	}
}

func TestTheEnvironmentSaysItToo(t *testing.T) {
	t.Setenv("FLORES_DEMO", "false")
	dir := t.TempDir()
	shop := standUp(t, dir, upFlags(t, dir)...)
	if n := shop.products(t); n != 0 {
		t.Errorf("it has %d products", n)
	}
}

func TestServeNeverImpliesADemo(t *testing.T) {
	args := func(dir string, more ...string) []string {
		at := freeAddress(t)
		_, port, _ := net.SplitHostPort(at)
		return append([]string{"serve", "auth-service", "product-service", "--ports", "auth-service=0;product-service=" + port, "--data", dir, "--listen", at}, more...)
	}
	dir := t.TempDir()
	shop := standUp(t, dir, args(dir)...)
	if n := shop.products(t); n != 0 {
		t.Errorf("serve without --demo has %d products", n)
	}
	shop.stop()
	// A directory that serve has used is not new: nothing is invented in it later.
	later := standUp(t, dir, upFlags(t, dir)...)
	if n := later.products(t); n != 0 {
		t.Errorf("up after serve has %d products", n)
	}
	later.stop()

	demo := t.TempDir()
	said := standUp(t, demo, args(demo, "--demo")...)
	if n := said.products(t); n < 60 {
		t.Errorf("serve --demo has %d products", n)
	}
	said.stop()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if code, _, errs := line(t, ctx, false, upFlags(t, demo, "--public-url", "https://flores.example")...); code == 0 || !strings.Contains(errs, "holds a demo") {
		t.Errorf("what serve --demo made goes public: %d %s", code, errs)
	}
}
