package notification

import (
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// ofOrder tells the buyer. The order of a deleted account has nobody to mail.
func ofOrder(c orderapi.Changed) *draft {
	if c.Buyer.Email == "" {
		return nil
	}
	o := &words.Order{
		Number: c.Number, Pending: c.State == orderapi.PendingPayment, At: c.At,
		Kind: c.Delivery.Kind, Date: c.Delivery.Date, Slot: c.Delivery.Slot, End: c.Delivery.End,
		Recipient: c.Recipient.Name, Address: c.Recipient.Address, Comuna: c.Recipient.Comuna,
		GoodsCLP: c.Totals.GoodsCLP, DiscountCLP: c.Totals.DiscountCLP, FeeCLP: c.Totals.FeeCLP, SurchargeCLP: c.Totals.SurchargeCLP,
		TotalCLP: c.Totals.TotalCLP, TaxCLP: c.Totals.TaxCLP, RefundCLP: c.RefundCLP, Why: c.Why,
	}
	for _, l := range c.Lines {
		line := words.Line{Name: l.Name.In(words.Language(c.Lang)), Quantity: l.Quantity, TotalCLP: l.TotalCLP}
		if !l.AddOn {
			line.Size = l.Size
			if o.Occasion == "" {
				o.Occasion = l.Occasion
			}
		}
		o.Lines = append(o.Lines, line)
	}
	return &draft{To: c.Buyer.Email, Lang: c.Lang, Facts: words.Facts{Name: greeted(c.Buyer.Name), Order: o}, Sealed: c.SealedLink}
}
