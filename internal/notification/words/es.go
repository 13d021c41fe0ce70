package words

var spanish = language{
	code:     ES,
	weekdays: [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	months:   [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	dayMonth: func(day, month string) string { return day + " de " + month },
	sizes:    map[string]string{"standard": "Clásico", "deluxe": "Grande", "premium": "Premium"},
	reasons:  map[string]string{"hold_lost": "Las flores se agotaron", "sold_out": "Las flores se agotaron"},
	subjects: map[string]string{"order": "un pedido", "product": "un producto", "company": "empresas", "other": "otro tema"},
	labels: labels{
		Order: "Pedido", When: "Entrega", For: "Para", Goods: "Productos", Discount: "Descuento", Fee: "Despacho", Free: "sin costo",
		Surcharge: "Recargo por fecha especial", Total: "Total", Tax: "IVA incluido", Refund: "Devolución", Wrote: "Nos escribiste",
		Contact: "Escríbenos", NoReceipt: "Este correo no es boleta ni factura.",
	},
	hours:   func(from, to string) string { return from + " a " + to + " h" },
	slot:    func(day, hours, comuna string) string { return day + ", " + hours + ", en " + comuna },
	pickup:  func(day, hours, address string) string { return "retiro en " + address + ", " + day + ", " + hours },
	express: func(day, until, comuna string) string { return day + ", antes de las " + until + ", en " + comuna },
}
