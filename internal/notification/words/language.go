package words

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// The languages.
const (
	ES = "es"
	EN = "en"
)

// Language is the one that a mail is written in for whoever asked for lang: the
// shop's own is Spanish.
func Language(lang string) string {
	if lang == EN {
		return EN
	}
	return ES
}

// language is what the frame says and how dates are written.
type language struct {
	code     string
	weekdays [7]string  // Sunday first
	months   [12]string // January first
	dayMonth func(day, month string) string
	sizes    map[string]string
	reasons  map[string]string // order-service's codes
	subjects map[string]string // of messages, by category
	labels   labels

	hours   func(from, to string) string
	slot    func(day, hours, comuna string) string
	pickup  func(day, hours, address string) string
	express func(day, until, comuna string) string
}

type labels struct {
	Order, When, For, Goods, Discount, Fee, Free, Surcharge, Total, Tax, Refund, Wrote string
	Contact, NoReceipt                                                                 string
}

var languages = map[string]*language{ES: &spanish, EN: &english}

// Day is "martes 24 de noviembre", of a date or an instant read in the shop.
func (l *language) Day(date any) string {
	var t time.Time
	switch d := date.(type) {
	case time.Time:
		t = d.In(clock.Santiago())
	case string:
		var err error
		if t, err = time.Parse(time.DateOnly, d); err != nil {
			return d
		}
	}
	return l.weekdays[t.Weekday()] + " " + l.dayMonth(strconv.Itoa(t.Day()), l.months[t.Month()-1])
}

// Clock is "15:04" in the shop.
func (l *language) Clock(t time.Time) string { return t.In(clock.Santiago()).Format("15:04") }

// When is the day and the hours of a delivery, or where and when it is fetched.
func (l *language) When(o *Order, shop string) string {
	day := l.Day(o.Date)
	from, to, _ := strings.Cut(o.Slot, "-")
	hours := l.hours(strings.TrimPrefix(from, "0"), to)
	switch o.Kind {
	case "pickup":
		return l.pickup(day, hours, shop)
	case "express":
		return l.express(day, l.Clock(o.End), o.Comuna)
	}
	return l.slot(day, hours, o.Comuna)
}

// code is what services say to each other and people do not.
var code = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// Reason is why an order was moved, in the buyer's words; empty when nobody said so.
func (l *language) Reason(why string) string {
	if known := l.reasons[why]; known != "" {
		return known
	}
	if code.MatchString(why) {
		return ""
	}
	return strings.TrimRight(strings.Join(strings.Fields(why), " "), ".")
}

// Item is "Ramo de rosas, Grande".
func (l *language) Item(name, size string) string {
	if word := l.sizes[size]; word != "" {
		return name + ", " + strings.ToLower(word)
	}
	return name
}
