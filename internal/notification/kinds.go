package notification

import (
	"slices"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// kind is a line of the table: an event, whom it mails, and with what.
type kind struct {
	Name  string // names the words, and is what the back office shows
	Event string
	To    audience
	Page  page
	read  func(ev events.Event) (*draft, error) // nil: this event is not the kind's
}

// audience is who a mail is for. A kind has one, so an event mails nobody twice.
type audience string

const (
	buyer   audience = "buyer"
	account audience = "account"
	visitor audience = "visitor"
	staff   audience = "staff" // the shop's own mailbox, in Spanish
)

// draft is what an event says to one person.
type draft struct {
	To, Lang string
	Facts    words.Facts
	Sealed   []byte // the secret of the page, as it arrived
	Account  string // whose log-in the secret opens
	Staff    bool   // that account works in the shop
}

// kinds is everything that is mailed. What is being prepared or ready, and an
// account nobody confirmed, mail nobody.
func kinds() []kind {
	return []kind{
		row("order.placed", orderapi.OrderPlaced, buyer, orderPage, ofOrder),
		row("order.paid", orderapi.OrderPaid, buyer, orderPage, ofOrder),
		row("order.confirmed", orderapi.OrderConfirmed, buyer, orderPage, ofOrder),
		row("order.out_for_delivery", orderapi.OrderOutForDelivery, buyer, orderPage, ofOrder),
		row("order.delivered", orderapi.OrderDelivered, buyer, reviewPage, ofOrder),
		row("order.delivery_failed", orderapi.OrderDeliveryFailed, buyer, orderPage, ofOrder),
		row("order.cancelled", orderapi.OrderCancelled, buyer, orderPage, ofOrder),
		row("order.expired", orderapi.OrderExpired, buyer, orderPage, ofOrder),
		row("order.refunded", orderapi.OrderRefunded, buyer, orderPage, ofOrder),

		row("user.verification_requested", authapi.VerificationRequested, account, verifyPage, ofVerification),
		row("user.verification_requested.existed", authapi.VerificationRequested, account, signInPage, ofExisting),
		row("user.verified", authapi.UserVerified, account, homePage, ofVerified),
		row("user.password_reset_requested", authapi.PasswordResetRequested, account, resetPage, ofReset),

		row("contact.received", contactapi.ContactReceived, visitor, noPage, ofMessage),
		row("contact.received.staff", contactapi.ContactReceived, staff, messagePage, ofMessageToStaff),
		row("contact.replied", contactapi.ContactReplied, visitor, noPage, ofReply),

		row("product.stock_low", productapi.StockLow, staff, stockPage, ofStock),
		row("product.stock_out", productapi.StockOut, staff, stockPage, ofStock),
	}
}

func row[T any](name string, d events.Definition[T], to audience, p page, read func(T) *draft) kind {
	return kind{Name: name, Event: d.Type(), To: to, Page: p, read: func(ev events.Event) (*draft, error) {
		data, err := d.Decode(ev)
		if err != nil {
			return nil, err
		}
		return read(data), nil
	}}
}

// kindOf finds a line by its name; one that another release wrote may be unknown.
func kindOf(name string) (kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.Name == name })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}
