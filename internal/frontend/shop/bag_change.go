package shop

import (
	"slices"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

const (
	maxQuantity = 99
	maxExtras   = 10  // add-ons of one click; there are fewer in the shop
	keyLength   = 100 // of a form's key; what is added to it stays within the contract's 200
)

// purchase is what a product's page posts.
type purchase struct {
	key      string
	skus     []string // the product first
	quantity int64    // of the product
}

func readPurchase(v *web.Visit) purchase {
	p := purchase{key: clip(v.FormValue("idempotency_key"), keyLength), skus: []string{v.FormValue("sku")}, quantity: 1}
	if p.key == "" {
		p.key = id.New()
	}
	if n, err := strconv.ParseInt(v.FormValue("quantity"), 10, 64); err == nil {
		p.quantity = min(max(n, 1), maxQuantity)
	}
	for _, sku := range v.R.PostForm["extra"] {
		if sku = strings.TrimSpace(sku); sku != "" && !slices.Contains(p.skus, sku) && len(p.skus) <= maxExtras {
			p.skus = append(p.skus, sku)
		}
	}
	return p
}

// addToBag adds a product and what goes with it. A repeated click adds nothing:
// each line has a key made of the form's.
func (s *pages) addToBag(v *web.Visit) error {
	p := readPurchase(v)
	rememberPurchase(v)
	for i, sku := range p.skus {
		in := cartapi.AddInput{Keyed: contract.Keyed{Key: p.key + "/" + sku}, Guest: cartapi.Guest{Token: v.CartToken()}}
		in.Body.SKU, in.Body.Quantity = sku, 1
		if i == 0 {
			in.Body.Quantity = p.quantity
		}
		out, err := web.Call(v, cartapi.Add, &in)
		if err != nil {
			return bagFault(v, err)
		}
		v.TookCart(out)
	}
	v.Notice(v.Words.T("buy.bag.added"))
	return v.Redirect("/bolsa")
}

// rememberPurchase keeps the delivery and the card that were chosen beside the product.
func rememberPurchase(v *web.Visit) {
	for _, c := range []struct {
		name, field string
		most        int
	}{{"comuna", "comuna", 60}, {"slot", "tramo", 10}, {"card", "tarjeta", cardLength}} {
		if value := v.FormValue(c.field); value != "" {
			v.Remember(c.name, clip(value, c.most))
		}
	}
	if d := v.FormValue("fecha"); d != "" {
		if _, err := i18n.ParseISO(d); err == nil {
			v.Remember("date", d)
		}
	}
}

// setLine changes a quantity; none takes the line out.
func (s *pages) setLine(v *web.Visit) error {
	n, err := strconv.ParseInt(v.FormValue("quantity"), 10, 64)
	switch {
	case err != nil:
		return v.Redirect("/bolsa")
	case n <= 0:
		return s.removeLine(v)
	case n > maxQuantity:
		leaveFault(v, v.Words.Problem("quantity_too_large", nil))
		return v.Redirect("/bolsa")
	}
	in := cartapi.SetInput{Guest: cartapi.Guest{Token: v.CartToken()}, SKU: v.R.PathValue("sku")}
	in.Body.Quantity = n
	out, err := web.Call(v, cartapi.Set, &in)
	if err != nil {
		return bagFault(v, err)
	}
	v.TookCart(out)
	return v.Redirect("/bolsa")
}

// removeLine takes a line out and leaves what puts it back.
func (s *pages) removeLine(v *web.Visit) error {
	sku := v.R.PathValue("sku")
	cart, err := askCart(v)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cart.Items, func(item cartapi.Item) bool { return item.SKU == sku })
	if i < 0 {
		return v.Redirect("/bolsa") // gone already: what was asked for is so
	}
	out, err := web.Call(v, cartapi.Remove, &cartapi.RemoveInput{Guest: cartapi.Guest{Token: v.CartToken()}, SKU: sku})
	if err != nil {
		return bagFault(v, err)
	}
	v.TookCart(out)
	item := cart.Items[i]
	v.Remember("undo", undo{SKU: sku, Quantity: strconv.FormatInt(item.Quantity, 10), Name: item.Name.In(v.Lang())}.text())
	return v.Redirect("/bolsa")
}

// bagFault tells on the bag's page what could not be done.
func bagFault(v *web.Visit, err error) error {
	text, ok := refusal(v, err)
	if !ok {
		return err
	}
	leaveFault(v, text)
	return v.Redirect("/bolsa")
}

func (u undo) text() string { return u.SKU + "\n" + u.Quantity + "\n" + u.Name }

func (u undo) read(text string) *undo {
	parts := strings.SplitN(text, "\n", 3)
	if len(parts) != 3 {
		return nil
	}
	u.SKU, u.Quantity, u.Name = parts[0], parts[1], parts[2]
	return &u
}
