package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

// The gallery draws every component as pages do; the other tests read it.

// all renders components one after the other.
func all(parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, p := range parts {
			if err := p.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// in renders a component around its children.
func in(outer templ.Component, parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, all(parts...)), w)
	})
}

// html is markup of the test's own.
func html(format string, args ...any) templ.Component { return templ.Raw(fmt.Sprintf(format, args...)) }

func tagged(tag, class string, parts ...templ.Component) templ.Component {
	parts = append([]templ.Component{html(`<%s class="%s">`, tag, class)}, parts...)
	return all(append(parts, html(`</%s>`, tag))...)
}

func drawing(name string) Picture { return Picture{Src: "/media/" + name + ".svg", Alt: ""} }

func galleryLayout(l Layout) Layout {
	l.Nav = []Link{
		{Href: "/ramos", Text: "Ramos", Current: l.Path == "/ramos"}, {Href: "/arreglos", Text: "Arreglos"},
		{Href: "/plantas", Text: "Plantas"}, {Href: "/coronas", Text: "Coronas"}, {Href: "/ocasiones", Text: "Ocasiones"},
	}
	l.Footer = []LinkGroup{
		{Title: "Comprar", Links: []Link{{Href: "/entrega", Text: "Zonas de entrega"}, {Href: "/preguntas", Text: "Preguntas"}}},
		{Title: "La tienda", Links: []Link{{Href: "/nosotros", Text: "Nosotros"}, {Href: "/contacto", Text: "Contacto"}}},
		{Title: "Legal", Links: []Link{{Href: "/terminos", Text: "Términos"}, {Href: "/privacidad", Text: "Privacidad"}}},
	}
	l.Shop = Shop{Address: "Av. Valdivieso 593, Recoleta", Phone: "+56 9 6123 4567", WhatsApp: "https://wa.me/56961234567",
		Email: "hola@floresvictoria.cl", Hours: "Lunes a viernes de 9 a 21 h"}
	l.BagCount = 2
	return l
}

var galleryProducts = []Product{
	{Href: "/p/rosas", Name: "Rosas de Recoleta", Detail: "12 rosas rojas, eucalipto", Picture: drawing("rosas"), Tissue: Amor, PriceCLP: 45000, Badge: "llega hoy"},
	{Href: "/p/mediodia", Name: "Mediodía", Detail: "Girasoles, margaritas, ruscus", Picture: drawing("mediodia"), Tissue: Cumple, PriceCLP: 32000, Badge: "llega hoy", From: true},
	{Href: "/p/volantin", Name: "Volantín", Detail: "Tulipanes de cinco colores", Picture: drawing("volantin"), Tissue: Gracias, PriceCLP: 35000, WasCLP: 41000, Rating: 4.6, Ratings: 23},
	{Href: "/p/paz", Name: "Paz", Detail: "Lirios y crisantemos blancos", Picture: drawing("paz"), Tissue: Condolence, PriceCLP: 58000},
	{Href: "/p/claveles", Name: "Claveles de la Vega", Detail: "Claveles rosados", Picture: drawing("claveles"), Tissue: Mama, PriceCLP: 24990},
	{Href: "/p/campo", Name: "Campo abierto", Detail: "Margaritas y tulipanes", Picture: drawing("campo"), Tissue: Nacimiento, PriceCLP: 29000, Badge: "agotado", SoldOut: true},
}

func homePage() templ.Component {
	question := []Input{
		{Name: "comuna", Label: "Comuna", Type: "select", Options: []Option{{Value: "nunoa", Text: "Ñuñoa"}, {Value: "recoleta", Text: "Recoleta"}}},
		{Name: "day", Label: "Día", Type: "select", Options: []Option{{Value: "1", Text: "Hoy, martes 24"}}},
		{Name: "slot", Label: "Tramo", Type: "select", Options: []Option{{Value: "1", Text: "15 a 18 h, quedan 4"}}},
	}
	return in(Page(galleryLayout(Layout{Title: "Flores Victoria", Description: "Flores que llegan a la hora", Path: "/", Canonical: "https://floresvictoria.cl/",
		OGImage: "https://floresvictoria.cl/og.png", JSONLD: []any{map[string]string{"@type": "Florist", "name": "Flores </script> Victoria"}}})),
		in(Hero(Picture{Src: "/media/rosas.svg", Eager: true}, Amor, PriceCard("Rosas de Recoleta", 45000, "/p/rosas", Amor)),
			html(`<h1>Flores que llegan a la hora</h1><p class="lead">Elige comuna, día y tramo. Si el tramo está libre, es tuyo desde que pagas.</p>`),
			CellForm("/ramos", question, "Ver qué llega")),
		OccasionRow([]Occasion{{Href: "/o/amor", Text: "Amor", Tissue: Amor}, {Href: "/o/c", Text: "Cumpleaños", Tissue: Cumple, Current: true},
			{Href: "/o/g", Text: "Gracias", Tissue: Gracias}, {Href: "/o/m", Text: "Mamá", Tissue: Mama}, {Href: "/o/n", Text: "Nacimiento", Tissue: Nacimiento}, {Href: "/o/d", Text: "Condolencias", Tissue: Condolence}}),
		ProductGrid(galleryProducts))
}

func productPage() templ.Component {
	sizes := Choices{Name: "sku", Legend: "Tamaño", Hide: true, Cells: []Choice{
		{Value: "s", Title: "Clásico", Detail: "12 rosas, 45 cm", PriceCLP: 45000},
		{Value: "m", Title: "Grande", Detail: "18 rosas, 50 cm", PriceCLP: 62000, Chosen: true},
		{Value: "l", Title: "Premium", Detail: "24 rosas, 60 cm", PriceCLP: 79000}}}
	days := Days{Name: "date", Legend: "Entrega en Ñuñoa", Cells: []Day{
		{Value: "2026-11-24", Top: "hoy", Bottom: "mar 24"}, {Value: "2026-11-25", Top: "mié", Bottom: "25", Chosen: true}, {Value: "2026-11-26", Top: "jue", Bottom: "26"},
		{Value: "2026-11-27", Top: "vie", Bottom: "27"}, {Value: "2026-11-28", Top: "sáb", Bottom: "28"}, {Value: "2026-11-29", Top: "dom", Bottom: "29", Closed: true, Label: "domingo 29 de noviembre", Why: "cerrado"},
		{Value: "2026-11-30", Top: "lun", Bottom: "30"}}}
	slots := Slots{Name: "slot", Legend: "Tramo", Hide: true, Rows: []Slot{
		{Value: "1", Hours: "9 a 12 h", State: "libre", PriceCLP: 3140}, {Value: "2", Hours: "12 a 15 h", State: "quedan 4", PriceCLP: 3140, Chosen: true},
		{Value: "3", Hours: "15 a 18 h", State: "completo, el siguiente es jueves", Closed: true}, {Value: "4", Hours: "18 a 21 h", State: "libre"}}}
	return in(Page(galleryLayout(Layout{Title: "Rosas de Recoleta", Path: "/p/rosas?talla=m", Tissue: Amor, Demo: true, User: &User{Name: "Nena", Staff: true}})),
		in(Split(Picture{Src: "/media/rosas.svg", Alt: "Doce rosas rojas en papel blanco", Eager: true}, Amor),
			Breadcrumb([]Crumb{{Href: "/", Text: "Inicio"}, {Href: "/ramos", Text: "Ramos"}, {Text: "Rosas de Recoleta"}}),
			html(`<h1>Rosas de Recoleta</h1><p class="lead">Doce rosas rojas del día, eucalipto y papel blanco. Duran una semana si les cambias el agua.</p>`),
			Stars(4.5, 23),
			html(`<form class="stack" method="post" action="/bolsa">`), Key("0190-key"), Hidden(Pair{"slug", "rosas"}),
			ChoiceRow(sizes), DayRow(days), SlotTable(slots),
			Field(Input{Name: "message", Label: "Tarjeta, sin costo", Type: "textarea", MaxLength: 200, Value: "Feliz cumpleaños, tía Nena. Un abrazo grande desde lejos."}),
			CardPreview(CardText{Message: "Feliz cumpleaños, tía Nena.\nUn abrazo grande desde lejos.", From: "Camila", Tissue: Amor}, "f-message"),
			BuyBar(Buy{Text: "A la bolsa", TotalCLP: 65140, Live: true, WishAction: "/favoritos", Wished: true}),
			html(`</form>`)))
}

func checkoutPage() templ.Component {
	phone := Input{Name: "phone", Label: "Teléfono, solo por si el repartidor no encuentra", Type: "tel", Value: "+56 9 6123 45", Error: "Faltan dos cifras: un celular chileno tiene nueve después del +56.", Hint: "No le avisamos por correo.", Required: true}
	terms := Input{Name: "terms", Label: "Acepto los términos", Type: "checkbox", Error: "Falta aceptar los términos."}
	return in(Page(galleryLayout(Layout{Title: "¿Quién las recibe?", Path: "/pagar", Step: "Paso 2 de 3", Tissue: Condolence, NoIndex: true})),
		tagged("div", "sides",
			tagged("div", "stack",
				Stepper([]Step{{Text: "Entrega", Href: "/pagar/1", Done: true}, {Text: "Quien recibe", Current: true}, {Text: "Pago"}}),
				html(`<h1>¿Quién las recibe?</h1>`),
				ErrorSummary(Errors(phone, terms)),
				html(`<form class="stack" method="post" action="/pagar" novalidate>`),
				Field(Input{Name: "name", Label: "Nombre de quien recibe", Value: "Sra. Luz Peña de Núñez", Autocomplete: "off"}), Field(phone),
				Field(Input{Name: "comuna", Label: "Comuna", Type: "select", Value: "b", Options: []Option{{Value: "a", Text: "Recoleta", Group: "Centro Norte"}, {Value: "b", Text: "Providencia", Group: "Centro"}}}),
				Field(Input{Name: "notes", Label: "Indicaciones", Type: "textarea", Optional: true, Placeholder: "Conserjería hasta las 20 h, portón verde…"}),
				Field(Input{Name: "photo", Label: "Comprobante", Type: "file", Accept: "image/*"}),
				Field(Input{Name: "rut", Label: "RUT", Value: "12.345.678-5", ReadOnly: true}),
				in(FormGroup("Si falta una flor"), ChoiceRow(Choices{Name: "substitution", Legend: "Si falta una flor", Hide: true, Stack: true, Error: "Elige una.", Cells: []Choice{
					{Value: "exact", Title: "Que sea exacto, o me avisan"}, {Value: "florist", Title: "Como lo haría la florista", Detail: "Del mismo valor o más", Chosen: true}, {Value: "x", Title: "Llámenme", Closed: true}}})),
				Field(terms), Button(ButtonData{Text: "Seguir al pago", Full: true}), html(`</form>`)),
			tagged("aside", "stack",
				html(`<h2>Tu bolsa</h2>`),
				Lines([]Line{
					{ID: "paz-l", Href: "/p/paz", Name: "Paz, premium", Detail: "24 lirios", When: "jue 26, 9 a 12 h", Picture: drawing("paz"), Tissue: Condolence, Quantity: 1, PriceCLP: 58000, TotalCLP: 58000, Action: "/bolsa/lineas", Remove: "/bolsa/quitar", ToWishlist: "/favoritos", Fields: []Pair{{"sku", "paz-l"}}},
					{ID: "vaso", Name: "Vaso", Picture: drawing("campo"), Quantity: 2, PriceCLP: 9000, TotalCLP: 18000, Problem: "Quedan 2."}}),
				Totals([]Total{{Text: "Flores", CLP: 76000}, {Text: "Descuento", CLP: -5000}, {Text: "Entrega", Shown: "gratis"}, {Text: "Total", CLP: 71000, Strong: true, Note: "incluye $11.336 de IVA"}}),
				Notice(Info, "Guardamos el tramo 30 minutos."), Notice(Good, "Listo: tu pedido está pagado."), Notice(Bad, "El total cambió."),
				Timeline([]Moment{{Text: "Pagado", When: "mar 24, 10:32", Done: true}, {Text: "Preparando", When: "mar 24, 11:05", Current: true, Note: "Marta, en la tienda"}, {Text: "En camino"}, {Text: "No entregado", Bad: true}}))))
}

func listPage() templ.Component {
	facets := FacetForm{Action: "/ramos", Keep: []Pair{{"q", "rosas"}}, Chosen: 1, Clear: "/ramos", Groups: []FacetGroup{
		{Name: "color", Title: "Color", Options: []Facet{{Value: "rojo", Text: "Rojo", Count: 12, Chosen: true}, {Value: "azul", Text: "Azul"}}},
		{Name: "occasion", Title: "Ocasión", Options: []Facet{{Text: "Amor", Count: 7, Href: "/o/amor"}}},
		{Name: "price", Title: "Precio", Single: true, Options: []Facet{{Value: "1", Text: "Hasta $30.000", Count: 9}}}}}
	return in(Page(galleryLayout(Layout{Title: "Ramos", Path: "/ramos", Query: "rosas"})),
		tagged("div", "wrap stack tight", html(`<h1>Ramos</h1><p class="soft">14 ramos, del más vendido al menos</p>`)),
		tagged("div", "sides sides-left ruled", tagged("div", "", Facets(facets)),
			tagged("div", "", ProductGrid(galleryProducts), Pagination(Pages{Current: 4, Last: 9, Href: func(n int) string { return fmt.Sprintf("/ramos?page=%d", n) }}))),
		Empty(EmptyData{Title: "Nada con esos filtros", Text: "Prueba con otro color.", Href: "/ramos", Link: "Ver todos"}),
		tagged("div", "wrap row", ButtonLink("/a", ButtonData{Text: "Pagar", Aside: "$61.490"}), Button(ButtonData{Text: "Guardar", Kind: "plain", Name: "do", Value: "save"}),
			Button(ButtonData{Text: "Anular el pedido", Kind: "danger"}), Button(ButtonData{Text: "Volver", Kind: "quiet"}), Button(ButtonData{Text: "Espera", Disabled: true})),
		Suggestions([]Suggestion{{Href: "/p/rosas", Text: "Rosas de Recoleta", Note: "ramo", PriceCLP: 45000}}))
}

func boardPage() templ.Component {
	card := func(id int, s State, to, goods, detail, urgent string) OrderCard {
		return OrderCard{ID: fmt.Sprint("o-", id), Href: fmt.Sprint("/admin/pedidos/", id), State: s, Number: fmt.Sprint(id), Recipient: to, Goods: goods, Detail: detail, Urgent: urgent,
			Moves: []Move{{Text: "A preparar", Action: "/admin/mover", Fields: []Pair{{"to", "preparing"}}}}, Ticket: "/admin/orden", Card: "/admin/tarjeta"}
	}
	return in(AdminPage(AdminLayout{Title: "Martes 24 de noviembre", Subtitle: "37 pedidos, 14 por preparar, 1 funeral antes de las 13:00", Path: "/admin", Demo: true, Logout: "/salir",
		Nav: []Link{{Href: "/admin", Text: "Hoy", Current: true}, {Href: "/admin/pedidos", Text: "Pedidos"}, {Href: "/admin/calendario", Text: "Calendario"}, {Href: "/admin/productos", Text: "Productos"}, {Href: "/admin/existencias", Text: "Existencias"},
			{Href: "/admin/mensajes", Text: "Mensajes", Count: 3}, {Href: "/admin/informes", Text: "Informes"}},
		More: []Link{{Href: "/admin/clientes", Text: "Clientes"}, {Href: "/admin/sistema", Text: "Sistema"}}, User: &User{Name: "Marta", Staff: true}, Aside: StateLegend(), Keys: BoardKeys(context.Background())}),
		Board([]Lane{
			{Title: "9 a 12 h", Count: "11 de 12", Cards: []OrderCard{card(48210, Delivered, "Rosa Fuentes", "Rosas de Recoleta, grande + vaso", "Ñuñoa", ""), card(48212, OutForDelivery, "Hogar San José", "Mediodía", "Recoleta", "")}},
			{Title: "12 a 15 h", Count: "9 de 12", Cards: []OrderCard{card(48213, Ready, "Ana Muñoz", "Volantín + vaso", "Conchalí · tarjeta", ""), card(48215, Preparing, "Parroquia Santa Ana", "Corona blanca", "Independencia · tarjeta", "funeral 13:00")}},
			{Title: "15 a 18 h", Count: "12 de 12", Cards: []OrderCard{card(48217, Paid, "Luz Peña", "Rosas de Recoleta, grande", "Providencia · tarjeta", ""), card(48218, DeliveryFailed, "Marta Rojas", "Paz, premium", "Recoleta", ""), card(48219, Cancelled, "Julia Vera", "Volantín", "Las Condes", "")}},
			{Title: "18 a 21 h", Count: "0 de 8", Empty: "Nada todavía."}}))
}

func tablePage() templ.Component {
	return in(AdminPage(AdminLayout{Title: "Informes", Path: "/admin/informes"}),
		tagged("div", "wrap stack", Table(TableData{Caption: "Ventas por comuna", Columns: []Column{{Text: "Comuna", Href: "?sort=comuna", Sort: "ascending"}, {Text: "Pedidos", Num: true}, {Text: "Ventas", Num: true}, {Text: "Estado"}},
			Rows: []Row{{Cells: append(Text("Ñuñoa", "12", "$540.000"), Cell{Body: StateTag(Paid)})}, {Chosen: true, Cells: append(Text("Recoleta", "9", "$310.000"), Cell{Text: "ver", Href: "/x"})}},
			Foot: &Row{Cells: Text("Total", "21", "$850.000", "")}})))
}

func printPage(paper Paper) templ.Component {
	lines := []TicketLine{{Quantity: 1, Name: "Rosas de Recoleta", Detail: "grande", Recipe: []string{"18 rosas rojas", "4 ramas de eucalipto", "papel blanco, cinta negra"}, Outline: drawing("rosas")}}
	sheets := map[Paper]templ.Component{
		TicketPaper: WorkTicket(Ticket{Number: "FV-20261124-7KQ2M", Day: "martes 24 de noviembre", Slot: "12 a 15 h", Urgent: "funeral 13:00", Comuna: "Independencia", Recipient: "Parroquia Santa Ana", Goods: lines, CardMessage: "Con cariño,\nfamilia Soto", Substitution: "Mismo color", Notes: "Portón verde", QR: html(`<svg viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>`)}),
		CardPaper:   MessageCard(CardText{Message: "Feliz cumpleaños, tía Nena.\nUn abrazo grande desde lejos.", From: "Camila"}),
		LabelPaper:  RouteLabel(RouteLabelData{Number: "FV-20261124-7KQ2M", Day: "martes 24", Slot: "12 a 15 h", Recipient: "Luz Peña", Phone: "+56 9 6123 4567", Address: "Av. Italia 1450, depto. 32", Comuna: "Providencia", Instructions: "Conserjería hasta las 20 h"}),
	}
	return in(PrintPage("Orden de trabajo", paper, "/admin"), sheets[paper])
}

func galleryPages() map[string]templ.Component {
	return map[string]templ.Component{
		"home": homePage(), "product": productPage(), "checkout": checkoutPage(), "list": listPage(), "board": boardPage(), "table": tablePage(),
		"print-ticket": printPage(TicketPaper), "print-card": printPage(CardPaper), "print-label": printPage(LabelPaper),
	}
}
