package words

import (
	"strings"
	"text/template"

	"floresvictoria.cl/flores/internal/platform/money"
)

// page is what the two frames are filled with. Everything in it is plain text;
// the HTML frame escapes it.
type page struct {
	Lang, Subject, Title string
	Body, After          []string
	Quote, Wrote         string
	Rows                 []row
	Lines                []bought
	Sums                 []sum
	Price                *sum
	Action, Link         string
	Tissue               string
	Labels               labels
	Home, Contact        string
	Address              string
}

type row struct {
	Label string
	Text  []string
}

type bought struct {
	Quantity     int64
	Name, Amount string
}

type sum struct{ Label, Amount, Note string }

// itemised are the kinds that list the goods and the total; the others name the order.
var itemised = map[string]bool{"order.placed": true, "order.paid": true, "order.confirmed": true}

func (c *Composer) page(set *template.Template, l *language, kind string, f Facts, link string) (*page, error) {
	url := c.shop.URL()
	p := &page{Lang: l.code, Tissue: plainTissue, Labels: l.labels, Link: link, Home: url + "/", Contact: url + "/contacto", Address: c.shop.Address}
	var err error
	piece := func(name string) (out string) {
		if err == nil && set.Lookup(name) != nil {
			var b strings.Builder
			err = set.ExecuteTemplate(&b, name, f)
			out = strings.TrimSpace(b.String())
		}
		return out
	}
	p.Subject, p.Title, p.Action, p.Quote = oneLine(piece("subject")), oneLine(piece("title")), oneLine(piece("action")), piece("quote")
	p.Body, p.After = paragraphs(piece("body")), paragraphs(piece("after"))
	if err != nil {
		return nil, err
	}
	if f.Message != nil && f.Message.Reply != "" {
		p.Wrote = f.Message.Text
	}
	if f.Order != nil {
		p.order(l, kind, f.Order)
	}
	return p, nil
}

func (p *page) order(l *language, kind string, o *Order) {
	if t := tissues[o.Occasion]; t != "" {
		p.Tissue = t
	}
	to := row{Label: l.labels.For, Text: []string{o.Recipient}}
	if where := strings.Trim(o.Address+", "+o.Comuna, ", "); where != "" {
		to.Text = append(to.Text, where)
	}
	p.Rows = []row{
		{l.labels.Order, []string{o.Number}},
		{l.labels.When, []string{l.When(o, p.Address)}},
		to,
	}
	switch {
	case itemised[kind]:
		p.itemise(l, o)
	case o.RefundCLP > 0:
		p.Price = &sum{Label: l.labels.Refund, Amount: money.CLP(o.RefundCLP)}
	}
}

func (p *page) itemise(l *language, o *Order) {
	for _, b := range o.Lines {
		p.Lines = append(p.Lines, bought{b.Quantity, l.Item(b.Name, b.Size), money.CLP(b.TotalCLP)})
	}
	if o.DiscountCLP > 0 || o.FeeCLP > 0 || o.SurchargeCLP > 0 {
		p.Sums = append(p.Sums, sum{Label: l.labels.Goods, Amount: money.CLP(o.GoodsCLP)})
	}
	if o.DiscountCLP > 0 {
		p.Sums = append(p.Sums, sum{Label: l.labels.Discount, Amount: money.CLP(-o.DiscountCLP)})
	}
	fee := money.CLP(o.FeeCLP)
	if o.FeeCLP == 0 {
		fee = l.labels.Free
	}
	if !o.Pickup() {
		p.Sums = append(p.Sums, sum{Label: l.labels.Fee, Amount: fee})
	}
	if o.SurchargeCLP > 0 {
		p.Sums = append(p.Sums, sum{Label: l.labels.Surcharge, Amount: money.CLP(o.SurchargeCLP)})
	}
	p.Price = &sum{Label: l.labels.Total, Amount: money.CLP(o.TotalCLP), Note: l.labels.Tax + " " + money.CLP(o.TaxCLP)}
	p.After = append(p.After, l.labels.NoReceipt)
}

// paragraphs parts words at their empty lines.
func paragraphs(s string) (out []string) {
	for _, p := range strings.Split(s, "\n\n") {
		if p = oneLine(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
