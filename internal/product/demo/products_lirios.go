package demo

func lirios() []Product {
	return []Product{
		{
			Slug: "lirios-de-la-manana", Featured: true, PreparationMinutes: 35,
			Name:        Text{"Lirios de la mañana", "Morning lilies"},
			Line:        Text{"7 lirios rosados, eucalipto", "7 pink lilies, eucalyptus"},
			Description: Text{"Siete lirios rosados a medio abrir, con eucalipto y papel blanco. Perfuman una pieza entera durante diez días.", "Seven pink lilies half open, with eucalyptus and white paper. They scent a whole room for ten days."},
			Care:        careLilies, Occasions: words("dia-de-la-madre cumpleanos aniversario"),
			Variants: ladder("LIRMAN",
				at(33000, 22, "7 lirios, 55 cm", "7 lilies, 55 cm"),
				at(46000, 14, "10 lirios, 60 cm", "10 lilies, 60 cm"),
				at(59000, 8, "14 lirios, 60 cm", "14 lilies, 60 cm")),
			Recipe: recipe("bouquet", "white", "fuchsia", "eucalyptus ruscus", of("lily", "pink", 7)),
		},
		{
			Slug: "lirios-de-fogata", PreparationMinutes: 35,
			Name:        Text{"Lirios de fogata", "Bonfire lilies"},
			Line:        Text{"6 lirios naranjos, rosas amarillas", "6 orange lilies, yellow roses"},
			Description: Text{"Lirios asiáticos naranjos, sin perfume, con rosas amarillas y helecho. Color de fogata en la playa.", "Orange Asiatic lilies, scentless, with yellow roses and fern. The colour of a bonfire on the beach."},
			Care:        careLilies, Occasions: words("cumpleanos graduacion agradecimiento"),
			Variants: ladder("LIRFOG",
				at(34000, 18, "6 lirios, 5 rosas, 50 cm", "6 lilies, 5 roses, 50 cm"),
				at(47000, 12, "9 lirios, 8 rosas, 55 cm", "9 lilies, 8 roses, 55 cm")),
			Recipe: recipe("bouquet", "crimson", "amber", "fern ruscus", of("lily", "orange", 6), of("rose", "yellow", 5)),
		},
		{
			Slug: "lirios-y-lavanda", PreparationMinutes: 45,
			Name:        Text{"Lirios y lavanda", "Lilies and lavender"},
			Line:        Text{"Lirios blancos y lavanda en vidrio", "White lilies and lavender in glass"},
			Description: Text{"Cinco lirios blancos con lavanda fresca en florero de vidrio. Dos perfumes que se entienden.", "Five white lilies with fresh lavender in a glass vase. Two scents that understand each other."},
			Care:        careLilies, Occasions: words("agradecimiento boda recuperacion"),
			Variants: ladder("LIRLAV",
				at(39000, 16, "5 lirios, 7 lavandas, florero", "5 lilies, 7 lavender, vase"),
				at(53000, 10, "8 lirios, 10 lavandas, florero", "8 lilies, 10 lavender, vase")),
			Recipe: recipe("vase", "glass", "", "olive eucalyptus", of("lily", "white", 5), of("lavender", "lilac", 7)),
		},
		{
			Slug: "lirios-de-nochebuena", PreparationMinutes: 45,
			Name:        Text{"Lirios de Nochebuena", "Christmas Eve lilies"},
			Line:        Text{"Lirios blancos, rosas rojas, ruscus", "White lilies, red roses, ruscus"},
			Description: Text{"Lirios blancos y rosas rojas con hojas oscuras, en papel verde. Para la mesa del veinticuatro o para quien pone la casa.", "White lilies and red roses with dark leaves, in green paper. For the table on the twenty-fourth, or for whoever hosts it."},
			Care:        careLilies, Occasions: words("navidad agradecimiento"),
			Variants: ladder("LIRNOC",
				at(42000, 20, "5 lirios, 7 rosas, 50 cm", "5 lilies, 7 roses, 50 cm"),
				at(58000, 12, "8 lirios, 10 rosas, 55 cm", "8 lilies, 10 roses, 55 cm")),
			Recipe: recipe("bouquet", "green", "red", "ruscus palm", of("lily", "white", 5), of("rose", "red", 7)),
		},
	}
}
