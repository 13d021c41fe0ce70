package ui

import "github.com/a-h/templ"

// Paper is the size a printed page is cut to.
type Paper string

// TicketPaper is an 80 mm receipt roll, CardPaper an A6 card on its side, LabelPaper
// a 100 × 150 mm label.
const (
	TicketPaper Paper = "ticket"
	CardPaper   Paper = "card"
	LabelPaper  Paper = "label"
)

// Ticket is what the florist works from.
type Ticket struct {
	Number       string
	Day          string // "martes 24 de noviembre"
	Slot         string // "12 a 15 h"
	Urgent       string // "funeral 13:00"
	Comuna       string
	Recipient    string
	Goods        []TicketLine
	CardMessage  string
	Substitution string
	Notes        string
	QR           templ.Component // leads to the order; nil: none
}

// TicketLine is a thing to make.
type TicketLine struct {
	Quantity int
	Name     string
	Detail   string   // size
	Recipe   []string // "18 rosas rojas", "4 ramas de eucalipto"
	Outline  Picture  // the drawing in one colour; without Src: none
}

// CardText is the message that goes with the flowers.
type CardText struct {
	Message string
	From    string // empty: anonymous, nothing is printed
	// FromField is the id of the box that a preview's signature follows; empty: none.
	FromField string
	Tissue    Tissue
}

// RouteLabelData goes on the bouquet; it names no price and no sender.
type RouteLabelData struct {
	Number       string
	Day, Slot    string
	Recipient    string
	Phone        string
	Address      string
	Comuna       string
	Instructions string
	QR           templ.Component
}
