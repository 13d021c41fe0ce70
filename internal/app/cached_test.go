package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// What callers share they only read: every test of the whole shop checks it at its
// end, and here it is seen that the check sees.
func TestNobodyChangesASharedAnswer(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	story(t, shop)
	pages := newBrowser(t, shop.URL)
	for _, path := range []string{"/", "/flores", "/flores/rosas?lang=en", "/producto/rosas-de-recoleta", "/buscar?q=tulipan", "/despacho"} {
		pages.get(path)
	}
	if altered := shop.App.Altered(); len(altered) != 0 {
		t.Errorf("changed: %v", altered)
	}
	kept, err := productapi.Get.Call(t.Context(), shop.App.Held("frontend", "product-service"), &productapi.BySlug{Slug: "rosas-de-recoleta"})
	must(t, err)
	name := kept.Name.ES
	kept.Name.ES = "mine"
	if altered := shop.App.Altered(); len(altered) != 1 || !strings.Contains(altered[0], "rosas-de-recoleta") {
		t.Errorf("one answer was changed, and %v were found", altered)
	}
	kept.Name.ES = name
}

// Whatever a page does, the API can do: pages have no way to an internal operation.
func TestPagesCallPublicOperationsOnly(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	table := shop.App.Table()
	o := web.Options{}
	for _, s := range table {
		if !s.Door() {
			o.Services = append(o.Services, web.Behind{Name: s.Name, Operations: s.Operations, Operator: s.Operator, Conn: contract.Join(s.Name, nil, nil)})
		}
	}
	site := web.NewSite(o)
	public, internal := 0, 0
	for _, s := range table {
		for _, op := range s.Operations {
			if op.Internal() {
				internal++
			} else {
				public++
			}
			if site.MayCall(op) == op.Internal() {
				t.Errorf("pages may call %s: %v", op, site.MayCall(op))
			}
		}
	}
	if public < 90 || internal < 10 {
		t.Errorf("looked at %d public and %d internal operations", public, internal)
	}

	// Nor would the door's own connections let them: a door has no credential.
	for _, door := range []string{"frontend", "api-gateway"} {
		conn, err := shop.App.Conn(door, "product-service")
		must(t, err)
		if _, err := productapi.AuditStock.Call(t.Context(), conn, &contract.None{}); err == nil || !strings.Contains(err.Error(), "credential") {
			t.Errorf("%s calls an internal operation: %v", door, err)
		}
	}
}

// web.Call is the one place where pages call services.
func TestPagesCallThroughTheSite(t *testing.T) {
	calls := regexp.MustCompile(`\b\w+api\.\w+\.Call\(|\.Conn\b|contract\.(Dial|Join)`)
	looked := 0
	for _, dir := range []string{"shop", "admin", "ui"} {
		files, err := filepath.Glob(filepath.Join("..", "frontend", dir, "*.go"))
		must(t, err)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			looked++
			b, err := os.ReadFile(f)
			must(t, err)
			if at := calls.Find(b); at != nil {
				t.Errorf("%s calls a service past the site: %s", f, at)
			}
		}
	}
	if looked < 50 {
		t.Errorf("looked at %d files", looked)
	}
}
