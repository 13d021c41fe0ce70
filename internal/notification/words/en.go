package words

var english = language{
	code:     EN,
	weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	months:   [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	dayMonth: func(day, month string) string { return day + " " + month },
	sizes:    map[string]string{"standard": "Classic", "deluxe": "Large", "premium": "Premium"},
	reasons:  map[string]string{"hold_lost": "The flowers sold out", "sold_out": "The flowers sold out"},
	subjects: map[string]string{"order": "an order", "product": "a product", "company": "business", "other": "something else"},
	labels: labels{
		Order: "Order", When: "Delivery", For: "For", Goods: "Items", Discount: "Discount", Fee: "Delivery", Free: "no charge",
		Surcharge: "Special date", Total: "Total", Tax: "VAT included", Refund: "Refund", Wrote: "You wrote",
		Contact: "Write to us", NoReceipt: "This mail is not a tax document.",
	},
	hours:   func(from, to string) string { return from + " to " + to + " h" },
	slot:    func(day, hours, comuna string) string { return day + ", " + hours + ", in " + comuna },
	pickup:  func(day, hours, address string) string { return "pickup at " + address + ", " + day + ", " + hours },
	express: func(day, until, comuna string) string { return day + ", before " + until + ", in " + comuna },
}
