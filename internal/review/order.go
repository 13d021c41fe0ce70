package review

import (
	"strings"
	"time"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

// Order is a delivered order's document. It holds no e-mail and no full name.
type Order struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	CustomerID string    `json:"customer_id,omitzero"` // the account's, if any
	Mailbox    string    `json:"mailbox,omitzero"`     // hash of the buyer's e-mail
	Author     string    `json:"author"`
	Goods      []Goods   `json:"goods"`
	Delivered  time.Time `json:"delivered"`
	Rev        int64     `json:"rev"`
}

// Goods is a product that was delivered.
type Goods struct {
	ProductID string `json:"product_id"`
	Slug      string `json:"slug"`
	NameES    string `json:"name_es"`
	NameEN    string `json:"name_en"`
}

// nobody is the author whose account was deleted.
const nobody = "—"

// customer is who reviews for the order; "" once that account was deleted.
func (o *Order) customer() string {
	if o.CustomerID != "" {
		return o.CustomerID
	}
	return o.Mailbox
}

// find gives the order's goods of that slug.
func (o *Order) find(slug string) (Goods, bool) {
	for _, g := range o.Goods {
		if g.Slug == slug {
			return g, true
		}
	}
	return Goods{}, false
}

// erase leaves nothing that tells of a person.
func (o *Order) erase() { o.CustomerID, o.Mailbox, o.Author = "", "", nobody }

// orderOf makes the document of what order-service says.
func orderOf(orderID, number, customerID string, buyer orderapi.Buyer, lines []orderapi.Line, delivered time.Time) *Order {
	return &Order{
		ID: orderID, Number: number, CustomerID: customerID, Mailbox: mailbox(buyer.Email),
		Author: author(buyer.Name), Goods: goods(lines), Delivered: delivered.UTC(),
	}
}

// goods are the products among the lines, each once; what is sold along with them
// is not reviewed.
func goods(lines []orderapi.Line) []Goods {
	out := []Goods{}
	seen := map[string]bool{}
	for _, l := range lines {
		if l.AddOn || seen[l.ProductID] {
			continue
		}
		seen[l.ProductID] = true
		out = append(out, Goods{ProductID: l.ProductID, Slug: l.Slug, NameES: l.Name.ES, NameEN: l.Name.EN})
	}
	return out
}

// mailPrefix tells a guest's e-mail from an account's id.
const mailPrefix = "mail:"

// mailbox is the hash by which an e-mail is known here.
func mailbox(email string) string {
	email = strings.ToLower(strings.TrimSpace(email))
	if email == "" {
		return ""
	}
	return mailPrefix + id.Hash(email)
}

// isAccount tells whether a customer is an account.
func isAccount(customer string) bool { return !strings.HasPrefix(customer, mailPrefix) }

// maxName bounds the first name that is shown, in characters.
const maxName = 30

// author is how a buyer is shown: "Ana R." of "Ana Rojas".
func author(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 || strings.ContainsAny(words[0], "@/<>0123456789") { // somebody typed an address, not a name
		return nobody
	}
	first := words[0]
	if utf8.RuneCountInString(first) > maxName {
		first = string([]rune(first)[:maxName])
	}
	if len(words) == 1 {
		return first
	}
	initial, _ := utf8.DecodeRuneInString(words[1])
	return first + " " + strings.ToUpper(string(initial)) + "."
}
