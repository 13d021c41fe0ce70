package admin

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

var ladder = []string{productapi.Standard, productapi.Deluxe, productapi.Premium}

// productForm makes the fields of the product's form.
type productForm struct {
	v        *web.Visit
	faults   web.Faults
	posted   bool // what was written is shown, not what is stored
	conflict bool // somebody else stored something meanwhile
	shown    map[string]bool
	fields   []ui.Input
}

type sizeFields struct {
	Title  string
	Fields []ui.Input
}

// field is an input with what is stored, or what was written, and its fault.
func (b *productForm) field(in ui.Input, pointer, stored string) ui.Input {
	in.Value = stored
	if b.posted {
		in.Value = b.v.FormValue(in.Name)
		b.theirs(&in, stored)
	}
	b.shown[pointer] = true
	in = b.faults.Input(in, pointer)
	b.fields = append(b.fields, in)
	return in
}

// theirs says what somebody else stored where it is not what is written here.
func (b *productForm) theirs(in *ui.Input, stored string) {
	if stored = strings.TrimSpace(stored); b.conflict && stored != in.Value {
		if stored == "" {
			stored = "–"
		}
		in.Hint = b.v.Words.T("admin.product.theirs", "Value", stored)
	}
}

func (b *productForm) check(in ui.Input, pointer string, stored bool) ui.Input {
	in.Type, in.Checked = "checkbox", stored
	if b.posted {
		in.Checked = b.v.Checked(in.Name)
		if b.conflict && in.Checked != stored {
			in.Hint = b.v.Words.T("admin.product.theirs", "Value", b.v.Words.T(map[bool]string{true: "admin.yes", false: "admin.no"}[stored]))
		}
	}
	b.shown[pointer] = true
	in = b.faults.Input(in, pointer)
	b.fields = append(b.fields, in)
	return in
}

func (b *productForm) fill(p *productPage, pr *productapi.Product, terms *productapi.Terms) {
	t := b.v.Words.T
	isNew := pr == nil
	if isNew {
		pr = &productapi.Product{PreparationMinutes: 60}
		p.Facts = append(p.Facts, b.field(ui.Input{Name: "slug", Label: t("admin.product.address"), Hint: t("admin.product.address.hint"), Required: true, MaxLength: 80}, "/slug", ""))
	}
	text := func(name string, x productapi.Text, long, required bool) {
		var pair []ui.Input
		for _, one := range []struct{ lang, value string }{{i18n.ES, x.ES}, {i18n.EN, x.EN}} {
			in := ui.Input{Name: name + "_" + one.lang, Label: t("admin.product."+name) + " (" + one.lang + ")", MaxLength: 4000, Required: required && one.lang == i18n.ES}
			if long {
				in.Type = "textarea"
			}
			pair = append(pair, b.field(in, "/"+name+"/"+one.lang, one.value))
		}
		p.Texts = append(p.Texts, pair)
	}
	text("name", pr.Name, false, true)
	text("line", pr.Line, false, false)
	text("description", pr.Description, true, false)
	text("care", pr.Care, true, false)
	category := ui.Input{Name: "category", Label: t("facet.category"), Type: "select", Required: true}
	if isNew || b.posted && b.v.FormValue("category") == "" {
		category.Options = []ui.Option{{Text: t("admin.choose")}}
	}
	for _, c := range terms.Categories {
		category.Options = append(category.Options, ui.Option{Value: c.Slug, Text: c.Name.In(b.v.Lang())})
	}
	p.Facts = append(p.Facts, b.field(category, "/category", pr.Category),
		b.field(ui.Input{Name: "minutes", Label: t("admin.product.minutes"), Type: "number", Min: "0"}, "/preparation_minutes", strconv.Itoa(pr.PreparationMinutes)),
		b.field(ui.Input{Name: "season_from", Label: t("admin.product.from"), Hint: t("admin.product.season.hint"), Type: "date", Optional: true}, "/season/from", pr.Season.From),
		b.field(ui.Input{Name: "season_until", Label: t("admin.product.until"), Type: "date", Optional: true}, "/season/until", pr.Season.Until),
		b.check(ui.Input{Name: "featured", Label: t("admin.product.featured")}, "/featured", pr.Featured))
	b.lists(p, pr, terms)
	for _, size := range ladder {
		p.Sizes = append(p.Sizes, b.size(size, pr, isNew))
	}
	p.Faults = b.summary()
}

// size has the fields of one size; without SKU and price it is not sold. Faults name
// a size by its place in what was sent.
func (b *productForm) size(size string, pr *productapi.Product, isNew bool) sizeFields {
	t := b.v.Words.T
	var x productapi.Variant
	if i := slices.IndexFunc(pr.Variants, func(x productapi.Variant) bool { return x.Size == size }); i >= 0 {
		x = pr.Variants[i]
	}
	at := "/unsold/" + size
	if i := slices.Index(sentSizes(b.v), size); i >= 0 {
		at = fmt.Sprintf("/variants/%d", i)
	}
	low := ""
	if x.SKU != "" {
		low = num(x.LowAt)
	}
	s := sizeFields{Title: t("size." + size), Fields: []ui.Input{
		b.field(ui.Input{Name: size + "_sku", Label: "SKU", MaxLength: 40}, at+"/sku", x.SKU),
		b.field(ui.Input{Name: size + "_price", Label: t("admin.product.price"), InputMode: "numeric"}, at+"/price_clp", plainCLP(x.PriceCLP)),
		b.field(ui.Input{Name: size + "_was", Label: t("admin.product.was"), InputMode: "numeric", Optional: true}, at+"/compare_at_clp", plainCLP(x.CompareAtCLP)),
		b.field(ui.Input{Name: size + "_es", Label: t("admin.product.contents") + " (es)"}, at+"/contents/es", x.Contents.ES),
		b.field(ui.Input{Name: size + "_en", Label: t("admin.product.contents") + " (en)"}, at+"/contents/en", x.Contents.EN),
		b.check(ui.Input{Name: size + "_unlimited", Label: t("admin.product.unlimited")}, at+"/unlimited", x.Unlimited),
		b.field(ui.Input{Name: size + "_low", Label: t("admin.stock.low_at"), Type: "number", Min: "0"}, at+"/low_at", low),
	}}
	if isNew || x.SKU == "" {
		s.Fields = append(s.Fields, b.field(ui.Input{Name: size + "_stock", Label: t("admin.product.stock"), Type: "number", Min: "0"}, at+"/stock", ""))
	}
	return s
}

// summary is what is wrong, the faults that no field shows included.
func (b *productForm) summary() []ui.FieldError {
	out := ui.Errors(b.fields...)
	for _, pointer := range slices.Sorted(maps.Keys(b.faults.Fields)) {
		if !b.shown[pointer] {
			out = append(out, ui.FieldError{Text: b.faults.Fields[pointer]})
		}
	}
	if b.faults.Whole != "" {
		out = append(out, ui.FieldError{Text: b.faults.Whole})
	}
	return out
}

// plainCLP is an amount in a form, "45.000"; none is an empty box.
func plainCLP(n int64) string {
	if n == 0 {
		return ""
	}
	return i18n.Amount(n)
}
