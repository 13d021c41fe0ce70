package demo

func condolencias() []Product {
	return []Product{
		{
			Slug: "paz", Featured: true, PreparationMinutes: 50,
			Name:        Text{"Paz", "Peace"},
			Line:        Text{"Lirios y crisantemos blancos", "White lilies and chrysanthemums"},
			Description: Text{"Lirios y crisantemos blancos con eucalipto, en papel lila. Para llevar en silencio.", "White lilies and chrysanthemums with eucalyptus, in lilac paper. To bring in silence."},
			Care:        careLilies, Occasions: words("condolencias"),
			Variants: ladder("PAZ",
				at(36000, 20, "5 lirios, 4 crisantemos, 50 cm", "5 lilies, 4 chrysanthemums, 50 cm"),
				at(47000, 14, "8 lirios, 6 crisantemos, 55 cm", "8 lilies, 6 chrysanthemums, 55 cm"),
				at(58000, 10, "10 lirios, 8 crisantemos, 60 cm", "10 lilies, 8 chrysanthemums, 60 cm")),
			Recipe: recipe("bouquet", "mauve", "slate", "ruscus eucalyptus gypsophila", of("lily", "white", 5), of("chrysanthemum", "white", 4)),
		},
		{
			Slug: "lagrima-de-lirios", PreparationMinutes: 150,
			Name:        Text{"Lágrima de lirios", "Lily teardrop"},
			Line:        Text{"Lirios, rosas y crisantemos, atril", "Lilies, roses and chrysanthemums, easel"},
			Description: Text{"Una lágrima de lirios y rosas blancas con crisantemos lila, en atril. La acompañamos con una tarjeta escrita a mano.", "A teardrop of white lilies and roses with lilac chrysanthemums, on an easel. It comes with a card written by hand."},
			Care:        careFuneral, Occasions: words("condolencias"),
			Variants: ladder("LAGLIR",
				at(115000, 10, "100 cm, atril", "100 cm, easel"),
				at(155000, 8, "120 cm, atril", "120 cm, easel")),
			Recipe: recipe("tear", "white", "white", "palm ruscus", of("lily", "white", 6), of("rose", "white", 10), of("chrysanthemum", "lilac", 10)),
		},
		{
			Slug: "cruz-de-claveles", PreparationMinutes: 120,
			Name:        Text{"Cruz de claveles", "Carnation cross"},
			Line:        Text{"Claveles blancos sobre palma, atril", "White carnations on palm, easel"},
			Description: Text{"Cruz de claveles blancos sobre hojas de palma, con cinta lila. Para la misa o el cementerio.", "A cross of white carnations on palm leaves, with a lilac ribbon. For the mass or the cemetery."},
			Care:        careFuneral, Occasions: words("condolencias"),
			Variants: ladder("CRUCLA",
				at(74000, 12, "80 cm, atril", "80 cm, easel"),
				at(99000, 8, "100 cm, atril", "100 cm, easel")),
			Recipe: recipe("cross", "white", "mauve", "palm", of("carnation", "white", 34)),
		},
		{
			Slug: "calma", PreparationMinutes: 45,
			Name:        Text{"Calma", "Stillness"},
			Line:        Text{"Rosas y astromelias blancas, centro", "White roses and alstroemeria, centrepiece"},
			Description: Text{"Un centro bajo de rosas y astromelias blancas para la casa de la familia. Llega listo, no pide nada.", "A low arrangement of white roses and alstroemeria for the family’s home. It arrives ready and asks for nothing."},
			Care:        careFoam, Occasions: words("condolencias"),
			Variants: ladder("CALMA",
				at(34000, 18, "7 rosas, 6 astromelias, 35 cm", "7 roses, 6 alstroemeria, 35 cm"),
				at(48000, 12, "11 rosas, 9 astromelias, 50 cm", "11 roses, 9 alstroemeria, 50 cm")),
			Recipe: recipe("centrepiece", "slate", "", "olive gypsophila", of("rose", "white", 7), of("alstroemeria", "white", 6)),
		},
	}
}
