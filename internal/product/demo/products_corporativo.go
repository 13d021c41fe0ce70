package demo

func corporativo() []Product {
	return []Product{
		{
			Slug: "recepcion", PreparationMinutes: 60,
			Name:        Text{"Recepción", "Front desk"},
			Line:        Text{"Lirios, calas y palma, florero alto", "Lilies, callas and palm, tall vase"},
			Description: Text{"Lirios y calas blancas con hojas de palma para el mesón de entrada. Lo cambiamos cada lunes si lo pides por mes.", "White lilies and callas with palm leaves for the front desk. We change it every Monday if you order by the month."},
			Care:        careLilies, Occasions: words("corporativo"),
			Variants: ladder("RECEPC",
				at(59000, 14, "5 lirios, 6 calas, florero", "5 lilies, 6 callas, vase"),
				at(82000, 10, "8 lirios, 9 calas, florero", "8 lilies, 9 callas, vase"),
				at(108000, 8, "10 lirios, 12 calas, florero", "10 lilies, 12 callas, vase")),
			Recipe: recipe("vase", "ink", "", "palm eucalyptus", of("lily", "white", 5), of("calla", "white", 6)),
		},
		{
			Slug: "mesa-de-directorio", PreparationMinutes: 50,
			Name:        Text{"Mesa de directorio", "Boardroom table"},
			Line:        Text{"Centro bajo, hortensias y rosas", "Low centrepiece, hydrangeas and roses"},
			Description: Text{"Un centro bajo que no tapa a nadie: hortensias blancas y rosas verdes con olivo. Sin perfume, por respeto a la reunión.", "A low centrepiece that hides no one: white hydrangeas and green roses with olive. Without scent, out of respect for the meeting."},
			Care:        careFoam, Occasions: words("corporativo agradecimiento"),
			Variants: ladder("MESDIR",
				at(47000, 14, "3 hortensias, 7 rosas, 40 cm", "3 hydrangeas, 7 roses, 40 cm"),
				at(64000, 10, "5 hortensias, 10 rosas, 55 cm", "5 hydrangeas, 10 roses, 55 cm")),
			Recipe: recipe("centrepiece", "concrete", "", "olive eucalyptus", of("hydrangea", "ivory", 3), of("rose", "lime", 7)),
		},
		{
			Slug: "bienvenida-al-equipo", PreparationMinutes: 20,
			Name:        Text{"Bienvenida al equipo", "Welcome to the team"},
			Line:        Text{"Potus en macetero azul", "Pothos in a blue pot"},
			Description: Text{"Un potus para el primer día de trabajo. Crece con luz de oficina y, a diferencia del correo, se puede dejar para el viernes.", "A pothos for the first day at work. It grows in office light and, unlike e-mail, it can wait until Friday."},
			Care:        carePlant, Occasions: words("corporativo graduacion"),
			Variants: ladder("BIEEQU",
				at(15900, 36, "Macetero 12 cm", "12 cm pot"),
				at(22900, 20, "Macetero 16 cm", "16 cm pot")),
			Recipe: recipe("plant", "blue", "", "heart"),
		},
		{
			Slug: "cierre-de-ano", PreparationMinutes: 45,
			Name:        Text{"Cierre de año", "Year’s end"},
			Line:        Text{"Caja de rosas rojas y hojas verdes", "Box of red roses and green leaves"},
			Description: Text{"Rosas rojas, ranúnculos blancos y ruscus en caja verde con cinta dorada. Para clientes y equipos; desde diez unidades, con tu tarjeta.", "Red roses, white ranunculus and ruscus in a green box with a gold ribbon. For clients and teams; from ten units, with your own card."},
			Care:        careFoam, Occasions: words("corporativo navidad"),
			Variants: ladder("CIEANO",
				reduced(39900, 45900, 30, "9 rosas, 7 ranúnculos, caja", "9 roses, 7 ranunculus, box"),
				at(57900, 16, "14 rosas, 10 ranúnculos, caja", "14 roses, 10 ranunculus, box")),
			Recipe: recipe("box", "green", "gold", "ruscus", of("rose", "red", 9), of("ranunculus", "white", 7)),
		},
	}
}
