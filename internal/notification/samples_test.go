package notification_test

import (
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// secret is what every sample's link hides.
const secret = "0193-secret.1.Zm9vYmFy_-tokEN"

// changed is Ana's order for Marta.
func (r *rig) changed(lang string, state orderapi.State) orderapi.Changed {
	return orderapi.Changed{
		OrderID: "order", Number: "FV-20261124-AB12C", State: state, Version: 1, At: opening, Lang: lang,
		Buyer:     orderapi.Buyer{Name: "Ana Rojas", Email: "ana@example.cl", Phone: "+56912345678"},
		Recipient: orderapi.Recipient{Name: "Marta Soto", Phone: "+56987654321", Address: "Los Plátanos 12", Comuna: "Ñuñoa"},
		Delivery:  orderapi.Delivery{Kind: orderapi.BySlot, Date: "2026-11-25", Slot: "09-12"},
		Lines: []orderapi.Line{
			{SKU: "C", Name: productapi.Text{ES: "Tarjeta", EN: "Card"}, Size: "standard", Quantity: 1, TotalCLP: 2000, AddOn: true, Occasion: "amor"},
			{SKU: "G", Name: productapi.Text{ES: "Girasoles", EN: "Sunflowers"}, Size: "deluxe", Quantity: 1, TotalCLP: 38000, Occasion: "cumpleanos"},
		},
		Totals: orderapi.Totals{GoodsCLP: 40000, TotalCLP: 40000, TaxCLP: 6387}, RefundCLP: 40000, Why: "no había nadie",
		SealedLink: r.sealed(secret),
	}
}

func (r *rig) placed(lang string) events.Event {
	return orderapi.OrderPlaced.New("order", 1, r.changed(lang, orderapi.PendingPayment))
}

func (r *rig) verification(user string, staff bool) events.Event {
	return authapi.VerificationRequested.New(user, 1, authapi.VerificationData{
		UserID: user, Email: user + "@example.cl", Name: "Eva Díaz", Lang: "es", Staff: staff, SealedToken: r.sealed(secret), ExpiresAt: opening.Add(time.Hour),
	})
}

func (r *rig) reset(user string, staff bool) events.Event {
	return authapi.PasswordResetRequested.New(user, 1, authapi.PasswordResetData{
		UserID: user, Email: user + "@example.cl", Name: "Eva Díaz", Lang: "es", Staff: staff, SealedToken: r.sealed(secret), ExpiresAt: opening.Add(time.Hour),
	})
}

// everything is one event of each type that mails somebody, in a language.
func (r *rig) everything(lang string) []events.Event {
	order := func(d events.Definition[orderapi.Changed], state orderapi.State) events.Event {
		return d.New("order", 1, r.changed(lang, state))
	}
	until := opening.Add(time.Hour)
	written := contactapi.Written{ID: "message", Number: "C-ABC234", Category: "order", Name: "Ana Rojas", Email: "ana@example.cl", Text: "¿Llegará mañana?", Lang: lang}
	level := productapi.StockLevel{SKU: "G", Slug: "girasoles", Name: productapi.Text{ES: "Girasoles", EN: "Sunflowers"}, Size: "deluxe", Available: 2, LowAt: 5}
	return []events.Event{
		order(orderapi.OrderPlaced, orderapi.PendingPayment),
		order(orderapi.OrderPaid, orderapi.Paid),
		order(orderapi.OrderConfirmed, orderapi.Confirmed),
		order(orderapi.OrderOutForDelivery, orderapi.OutForDelivery),
		order(orderapi.OrderDelivered, orderapi.Delivered),
		order(orderapi.OrderDeliveryFailed, orderapi.DeliveryFailed),
		order(orderapi.OrderCancelled, orderapi.Cancelled),
		order(orderapi.OrderExpired, orderapi.Expired),
		order(orderapi.OrderRefunded, orderapi.Refunded),
		authapi.VerificationRequested.New("eva", 1, authapi.VerificationData{UserID: "eva", Email: "eva@example.cl", Name: "Eva", Lang: lang, SealedToken: r.sealed(secret), ExpiresAt: until}),
		authapi.VerificationRequested.New("eva", 1, authapi.VerificationData{UserID: "eva", Email: "eva@example.cl", Name: "Eva", Lang: lang, Existed: true}),
		authapi.UserVerified.New("eva", 2, authapi.VerifiedData{UserID: "eva", Email: "eva@example.cl", Name: "Eva", Lang: lang}),
		authapi.PasswordResetRequested.New("eva", 3, authapi.PasswordResetData{UserID: "eva", Email: "eva@example.cl", Name: "Eva", Lang: lang, SealedToken: r.sealed(secret), ExpiresAt: until}),
		contactapi.ContactReceived.New("message", 1, written),
		contactapi.ContactReplied.New("message", 2, contactapi.Replied{ID: "message", Number: "C-ABC234", Name: "Ana Rojas", Email: "ana@example.cl", Lang: lang, Text: "¿Llegará mañana?", Reply: "Sí."}),
		productapi.StockLow.New("G", 1, level),
		productapi.StockOut.New("G", 2, level),
	}
}
