package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type productPage struct {
	ui.AdminLayout
	Action  string
	Version string // empty for a new product
	Texts   [][]ui.Input
	Facts   []ui.Input
	Lists   []tickList
	First   ui.Input
	Sizes   []sizeFields
	Faults  []ui.FieldError
	Key     string
	Notice  told
	Switch  *ui.Move
	Shop    string // its page in the shop; empty while it has none
	Picture string
}

// editProduct shows a product as staff change it.
func editProduct(v *web.Visit) error {
	pr, err := web.Call(v, productapi.Edit, &productapi.BySlug{Slug: v.R.PathValue("slug")})
	if err != nil {
		return err
	}
	return showProduct(v, pr, web.Faults{}, false)
}

func newProduct(v *web.Visit) error { return showProduct(v, nil, web.Faults{}, false) }

// showProduct draws the form; pr is nil for a new product. What was written and
// refused is kept; after a conflict what is stored by now stands beside it.
func showProduct(v *web.Visit, pr *productapi.Product, f web.Faults, conflict bool) error {
	terms, err := web.Call(v, productapi.Vocabulary, &contract.None{})
	if err != nil {
		return err
	}
	t := v.Words.T
	p := productPage{AdminLayout: layout(v, t("admin.product.new")), Action: "/admin/productos", Key: id.New(), Notice: taken(v)}
	p.Path = "/admin/productos/nuevo"
	p.Back = ui.Link{Href: "/admin/productos", Text: t("admin.products")}
	if pr != nil {
		p.of(v, pr)
	}
	form := &productForm{v: v, faults: f, posted: v.R.Method == http.MethodPost, conflict: conflict, shown: map[string]bool{}}
	form.fill(&p, pr, terms)
	status := http.StatusOK
	if f.Any() {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, productTempl(p))
}

// of is what the page says of a product that there is.
func (p *productPage) of(v *web.Visit, pr *productapi.Product) {
	t := v.Words.T
	p.Title, p.Action, p.Version = pr.Name.In(v.Lang()), "/admin/productos/"+pr.Slug, num(pr.Version)
	p.Path, p.Subtitle, p.Shop = p.Action, t("admin.active"), "/producto/"+pr.Slug
	p.Switch = &ui.Move{Text: t("admin.product.off"), Action: p.Action + "/activo", Fields: []ui.Pair{{Name: "activo", Value: ""}}}
	if !pr.Active {
		p.Switch.Text, p.Switch.Fields[0].Value, p.Subtitle, p.Shop = t("admin.product.on"), "1", t("admin.inactive"), ""
	}
	if len(pr.Variants) > 0 {
		p.Picture = pr.Variants[0].Picture
	}
	p.Aside = productAside(*p)
	if v.R.URL.Query().Has("cambio") && p.Notice.Text != "" {
		p.Notice.Undo = p.Switch
	}
}

func createProduct(v *web.Visit) error {
	in := productapi.CreateInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}}
	body, f := readProduct(v, nil)
	if in.Body.Slug = v.FormValue("slug"); in.Body.Slug == "" {
		f["/slug"] = v.Words.Problem("required", nil)
	}
	if len(f) > 0 {
		return showProduct(v, nil, web.Faults{Fields: f}, false)
	}
	in.Body.ProductBody = body
	pr, err := web.Call(v, productapi.Create, &in)
	if err != nil {
		faults, ok := productFaults(v, err, body, nil)
		if !ok {
			return err
		}
		return showProduct(v, nil, faults, false)
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.product.created", "Name", pr.Name.In(v.Lang())), Link: ui.Link{Href: "/producto/" + pr.Slug, Text: v.Words.T("admin.product.see")}})
	return v.Redirect("/admin/productos/" + pr.Slug)
}

func changeProduct(v *web.Visit) error {
	in := productapi.ChangeInput{BySlug: productapi.BySlug{Slug: v.R.PathValue("slug")}}
	pr, err := web.Call(v, productapi.Edit, &in.BySlug)
	if err != nil {
		return err
	}
	body, f := readProduct(v, pr)
	if len(f) > 0 {
		return showProduct(v, pr, web.Faults{Fields: f}, false)
	}
	in.Body.Version, _ = readQuantity(v.FormValue("version"))
	in.Body.ProductBody = body
	saved, err := web.Call(v, productapi.Change, &in)
	if err != nil {
		faults, ok := productFaults(v, err, body, pr)
		if !ok {
			return err
		}
		return showProduct(v, pr, faults, problem.Code(err) == "version_conflict")
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.product.saved", "Name", saved.Name.In(v.Lang()))})
	return v.Redirect("/admin/productos/" + saved.Slug)
}

// switchProduct takes a product off the shelf or puts it back; the next page can
// take that back.
func switchProduct(v *web.Visit) error {
	in := productapi.SwitchInput{BySlug: productapi.BySlug{Slug: v.R.PathValue("slug")}}
	in.Body.Active = v.Checked("activo")
	pr, err := web.Call(v, productapi.Switch, &in)
	if err != nil {
		return err
	}
	said := "admin.product.is_off"
	if pr.Active {
		said = "admin.product.is_on"
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T(said, "Name", pr.Name.In(v.Lang()))})
	return v.Redirect("/admin/productos/" + pr.Slug + "?cambio=1")
}
