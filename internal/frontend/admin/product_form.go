package admin

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

var ladder = []string{productapi.Standard, productapi.Deluxe, productapi.Premium}

// editProduct shows a product as staff change it.
func editProduct(v *web.Visit) error {
	pr, err := web.Call(v, productapi.Edit, &productapi.BySlug{Slug: v.R.PathValue("slug")})
	if err != nil {
		return err
	}
	return showProduct(v, pr, bodyOf(pr), web.Faults{})
}

func newProduct(v *web.Visit) error {
	return showProduct(v, nil, productapi.ProductBody{PreparationMinutes: 60}, web.Faults{})
}

func bodyOf(pr *productapi.Product) productapi.ProductBody {
	b := productapi.ProductBody{
		Name: pr.Name, Line: pr.Line, Description: pr.Description, Care: pr.Care, Category: pr.Category,
		Occasions: pr.Occasions, Colours: pr.Colours, Flowers: pr.Flowers, PreparationMinutes: pr.PreparationMinutes, Featured: pr.Featured, Season: pr.Season,
	}
	for _, x := range pr.Variants {
		b.Variants = append(b.Variants, productapi.VariantBody{SKU: x.SKU, Size: x.Size, Contents: x.Contents, PriceCLP: x.PriceCLP, CompareAtCLP: x.CompareAtCLP, Unlimited: x.Unlimited, LowAt: x.LowAt})
	}
	return b
}

// showProduct draws the form; pr is nil for a new product.
func showProduct(v *web.Visit, pr *productapi.Product, b productapi.ProductBody, f web.Faults) error {
	t := v.Words.T
	p := productPage{AdminLayout: layout(v, t("admin.product.new")), Action: "/admin/productos", Key: id.New(), Notice: v.TakeNotice()}
	if pr == nil {
		p.Texts = append(p.Texts, f.Input(ui.Input{Name: "slug", Label: t("admin.product.address"), Hint: t("admin.product.address.hint"), Value: v.FormValue("slug"), Required: true}, "/slug"))
	} else {
		p.Title, p.Action, p.Shop = pr.Name.In(v.Lang()), "/admin/productos/"+pr.Slug, "/producto/"+pr.Slug
		p.Switch = &ui.Move{Text: t("admin.product.off"), Action: p.Action + "/activo", Fields: []ui.Pair{{Name: "activo", Value: ""}}}
		p.Subtitle = t("admin.active")
		if !pr.Active {
			p.Switch.Text, p.Switch.Fields[0].Value, p.Subtitle = t("admin.product.on"), "1", t("admin.inactive")
		}
		p.Facts = append(p.Facts, ui.Input{Name: "version", Type: "hidden", Value: num(pr.Version)})
	}
	text := func(name, pointer string, x productapi.Text, long bool) {
		for _, one := range []struct{ lang, value string }{{"es", x.ES}, {"en", x.EN}} {
			in := ui.Input{Name: name + "_" + one.lang, Label: t("admin.product."+name) + " (" + one.lang + ")", Value: one.value, MaxLength: 4000}
			if long {
				in.Type = "textarea"
			}
			p.Texts = append(p.Texts, f.Input(in, pointer+"/"+one.lang))
		}
	}
	text("name", "/name", b.Name, false)
	text("line", "/line", b.Line, false)
	text("description", "/description", b.Description, true)
	text("care", "/care", b.Care, true)
	// What this form does not change yet goes through it unharmed.
	p.Facts = append(p.Facts, ui.Input{Name: "season_from", Type: "hidden", Value: b.Season.From}, ui.Input{Name: "season_until", Type: "hidden", Value: b.Season.Until})
	terms, err := web.Call(v, productapi.Vocabulary, &contract.None{})
	if err != nil {
		return err
	}
	category := ui.Input{Name: "category", Label: t("facet.category"), Type: "select", Value: b.Category}
	for _, c := range terms.Categories {
		category.Options = append(category.Options, ui.Option{Value: c.Slug, Text: c.Name.In(v.Lang())})
	}
	p.Facts = append(p.Facts, f.Input(category, "/category"),
		f.Input(ui.Input{Name: "occasions", Label: t("facet.occasion"), Hint: t("admin.product.list.hint"), Value: strings.Join(b.Occasions, ", ")}, "/occasions"),
		f.Input(ui.Input{Name: "colours", Label: t("facet.color"), Value: strings.Join(b.Colours, ", ")}, "/colours"),
		f.Input(ui.Input{Name: "flowers", Label: t("facet.flower"), Value: strings.Join(b.Flowers, ", ")}, "/flowers"),
		f.Input(ui.Input{Name: "minutes", Label: t("admin.product.minutes"), Type: "number", Min: "0", Value: strconv.Itoa(b.PreparationMinutes)}, "/preparation_minutes"),
		ui.Input{Name: "featured", Label: t("admin.product.featured"), Type: "checkbox", Checked: b.Featured})
	sizeForm(v, &p, b, f, pr == nil)
	p.Faults = ui.Errors(append(append([]ui.Input{}, p.Texts...), p.Facts...)...)
	for _, s := range p.Sizes {
		p.Faults = append(p.Faults, ui.Errors(s.Fields...)...)
	}
	if f.Whole != "" {
		p.Faults = append(p.Faults, ui.FieldError{Text: f.Whole})
	}
	status := http.StatusOK
	if f.Any() {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, productTempl(p))
}

// sizeForm has a group of fields for every size of the ladder; an empty SKU is a size that is not sold.
func sizeForm(v *web.Visit, p *productPage, b productapi.ProductBody, f web.Faults, isNew bool) {
	t := v.Words.T
	for _, size := range ladder {
		i := -1
		var x productapi.VariantBody
		for j := range b.Variants {
			if b.Variants[j].Size == size {
				i, x = j, b.Variants[j]
			}
		}
		at := func(in ui.Input, member string) ui.Input {
			return f.Input(in, fmt.Sprintf("/variants/%d/%s", i, member))
		}
		s := sizeFields{Title: t("size." + size), Fields: []ui.Input{
			at(ui.Input{Name: size + "_sku", Label: "SKU", Value: x.SKU, Optional: true}, "sku"),
			at(ui.Input{Name: size + "_price", Label: t("admin.product.price"), InputMode: "numeric", Value: plainCLP(x.PriceCLP), Optional: true}, "price_clp"),
			at(ui.Input{Name: size + "_was", Label: t("admin.product.was"), InputMode: "numeric", Value: plainCLP(x.CompareAtCLP), Optional: true}, "compare_at_clp"),
			at(ui.Input{Name: size + "_es", Label: t("admin.product.contents") + " (es)", Value: x.Contents.ES, Optional: true}, "contents/es"),
			at(ui.Input{Name: size + "_en", Label: t("admin.product.contents") + " (en)", Value: x.Contents.EN, Optional: true}, "contents/en"),
		}}
		s.Fields = append(s.Fields, at(ui.Input{Name: size + "_low", Label: t("admin.stock.low_at"), Type: "number", Min: "0", Value: num(x.LowAt), Optional: true}, "low_at"))
		if x.Unlimited {
			p.Facts = append(p.Facts, ui.Input{Name: size + "_unlimited", Type: "hidden", Value: "1"})
		}
		if isNew {
			s.Fields = append(s.Fields, at(ui.Input{Name: size + "_stock", Label: t("admin.product.stock"), Type: "number", Min: "0", Value: num(x.Stock), Optional: true}, "stock"))
		}
		p.Sizes = append(p.Sizes, s)
	}
}

func readBody(v *web.Visit) productapi.ProductBody {
	text := func(name string) productapi.Text {
		return productapi.Text{ES: v.FormValue(name + "_es"), EN: v.FormValue(name + "_en")}
	}
	list := func(name string) []string {
		out := []string{}
		for part := range strings.SplitSeq(v.FormValue(name), ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
		return out
	}
	minutes, _ := strconv.Atoi(v.FormValue("minutes"))
	b := productapi.ProductBody{
		Name: text("name"), Line: text("line"), Description: text("description"), Care: text("care"), Category: v.FormValue("category"),
		Occasions: list("occasions"), Colours: list("colours"), Flowers: list("flowers"), PreparationMinutes: minutes, Featured: v.Checked("featured"),
	}
	b.Season = productapi.Season{From: v.FormValue("season_from"), Until: v.FormValue("season_until")}
	for _, size := range ladder {
		if v.FormValue(size+"_sku") == "" {
			continue
		}
		stock, _ := strconv.ParseInt(v.FormValue(size+"_stock"), 10, 64)
		low, _ := strconv.ParseInt(v.FormValue(size+"_low"), 10, 64)
		b.Variants = append(b.Variants, productapi.VariantBody{
			SKU: v.FormValue(size + "_sku"), Size: size, Contents: text(size), Stock: stock, LowAt: low, Unlimited: v.Checked(size + "_unlimited"),
			PriceCLP: readCLP(v.FormValue(size + "_price")), CompareAtCLP: readCLP(v.FormValue(size + "_was")),
		})
	}
	return b
}

// readCLP reads an amount as people write it: 45000, 45.000 or $45.000.
func readCLP(s string) int64 {
	n, _ := strconv.ParseInt(strings.NewReplacer("$", "", ".", "", " ", "").Replace(s), 10, 64)
	return n
}

func createProduct(v *web.Visit) error {
	in := productapi.CreateInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}}
	in.Body.Slug, in.Body.ProductBody = v.FormValue("slug"), readBody(v)
	pr, err := web.Call(v, productapi.Create, &in)
	if err != nil {
		f, ok := productFaults(v, err)
		if !ok {
			return err
		}
		return showProduct(v, nil, in.Body.ProductBody, f)
	}
	v.Notice(v.Words.T("admin.product.saved"))
	return v.Redirect("/admin/productos/" + pr.Slug)
}

func changeProduct(v *web.Visit) error {
	slug := v.R.PathValue("slug")
	in := productapi.ChangeInput{BySlug: productapi.BySlug{Slug: slug}}
	in.Body.Version, _ = strconv.ParseInt(v.FormValue("version"), 10, 64)
	in.Body.ProductBody = readBody(v)
	if _, err := web.Call(v, productapi.Change, &in); err != nil {
		f, ok := productFaults(v, err)
		if !ok {
			return err
		}
		pr, again := web.Call(v, productapi.Edit, &productapi.BySlug{Slug: slug})
		if again != nil {
			return again
		}
		return showProduct(v, pr, in.Body.ProductBody, f) // what was written is kept beside the newer version
	}
	v.Notice(v.Words.T("admin.product.saved"))
	return v.Redirect("/admin/productos/" + slug)
}

// productFaults puts a taken address or SKU beside its field.
func productFaults(v *web.Visit, err error) (web.Faults, bool) {
	f, ok := v.Faults(err)
	if ok && problem.Code(err) == "slug_taken" {
		f = web.Faults{Fields: map[string]string{"/slug": f.Whole}}
	}
	return f, ok
}

func switchProduct(v *web.Visit) error {
	in := productapi.SwitchInput{BySlug: productapi.BySlug{Slug: v.R.PathValue("slug")}}
	in.Body.Active = v.Checked("activo")
	if _, err := web.Call(v, productapi.Switch, &in); err != nil {
		return err
	}
	v.Notice(v.Words.T("admin.product.saved"))
	return v.Redirect("/admin/productos/" + in.Slug)
}
