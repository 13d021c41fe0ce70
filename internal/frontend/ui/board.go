package ui

import (
	"context"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// Lane is a column of the board: a delivery window and its orders.
type Lane struct {
	Title string // "9 a 12 h"
	Count string // "11 de 12"
	Cards []OrderCard
	Empty string // said when there are none
}

// OrderCard is an order on the board.
type OrderCard struct {
	ID        string // of the element; unique on the page
	Href      string
	State     State
	Number    string
	Recipient string
	Goods     string // "Rosas de Recoleta, grande + vaso"
	Mark      string // "retiro en la tienda": how it differs from most, in a box of its own
	Detail    string // "Providencia · tarjeta · funeral 13:00"
	Urgent    string // why it cannot wait; draws a thick line
	Moves     []Move // what one click does next; the first is also the space bar's
	Ticket    string // address of the work ticket: key p
	Card      string // address of the message card: key t
}

// Move posts an order to its next state.
type Move struct {
	Text   string // "A preparar"
	Action string
	Fields []Pair // to, expected version, idempotency key
	// Href leads to a page that asks something first; then nothing is posted.
	Href string
}

// BoardKeys are the shortcuts that app.js gives the board.
func BoardKeys(ctx context.Context) []Shortcut {
	l := i18n.From(ctx)
	return []Shortcut{
		{Keys: []string{"j", "k"}, Text: l.T("ui.keys.walk")},
		{Keys: []string{l.T("ui.keys.space")}, Text: l.T("ui.keys.next")},
		{Keys: []string{"p"}, Text: l.T("ui.keys.print")},
		{Keys: []string{"t"}, Text: l.T("ui.keys.card")},
		{Keys: []string{"/"}, Text: l.T("ui.keys.search")},
	}
}

// moveKey gives the space bar to the first move.
func moveKey(i int) string {
	if i == 0 {
		return " "
	}
	return ""
}
