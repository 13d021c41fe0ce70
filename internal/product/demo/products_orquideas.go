package demo

func orquideas() []Product {
	return []Product{
		{
			Slug: "orquidea-blanca", Featured: true, PreparationMinutes: 25,
			Name:        Text{"Orquídea blanca", "White orchid"},
			Line:        Text{"Phalaenopsis blanca en macetero", "White phalaenopsis in a pot"},
			Description: Text{"Una phalaenopsis blanca con la vara recién abierta. Florece tres meses y, si la tratas bien, vuelve cada año.", "A white phalaenopsis with its spray just open. It blooms for three months and, treated well, returns every year."},
			Care:        careOrchid, Occasions: words("agradecimiento dia-de-la-madre corporativo"),
			Variants: ladder("ORQBLA",
				at(34900, 20, "1 vara, 7 flores, macetero", "1 spray, 7 flowers, pot"),
				at(52900, 14, "2 varas, 11 flores, macetero", "2 sprays, 11 flowers, pot"),
				at(68900, 8, "2 varas, 14 flores, macetero", "2 sprays, 14 flowers, pot")),
			Recipe: recipe("orchid", "stone", "lilac", "", of("orchid", "white", 7)),
		},
		{
			Slug: "orquidea-magenta", PreparationMinutes: 25,
			Name:        Text{"Orquídea magenta", "Magenta orchid"},
			Line:        Text{"Phalaenopsis magenta, dos varas", "Magenta phalaenopsis, two sprays"},
			Description: Text{"Dos varas de flores magenta en macetero oscuro. Es la que eligen quienes dicen que no tienen mano para las plantas, y les resulta.", "Two sprays of magenta flowers in a dark pot. The choice of people who say they cannot keep plants, and it works out."},
			Care:        careOrchid, Occasions: words("dia-de-la-madre amor aniversario"),
			Variants: ladder("ORQMAG",
				at(44900, 16, "2 varas, 10 flores, macetero", "2 sprays, 10 flowers, pot"),
				at(62900, 8, "2 varas, 15 flores, macetero", "2 sprays, 15 flowers, pot")),
			Recipe: recipe("orchid", "slate", "", "", of("orchid", "magenta", 10)),
		},
		{
			Slug: "orquidea-mini", PreparationMinutes: 20,
			Name:        Text{"Orquídea mini", "Mini orchid"},
			Line:        Text{"Mini phalaenopsis rosada", "Pink mini phalaenopsis"},
			Description: Text{"Una orquídea rosada que cabe en la repisa del baño, donde es feliz con el vapor. Llega con su macetero amarillo.", "A pink orchid that fits on the bathroom shelf, where the steam makes it happy. It comes in its yellow pot."},
			Care:        careOrchid, Occasions: words("cumpleanos agradecimiento recuperacion"),
			Variants: ladder("ORQMIN",
				at(22900, 28, "1 vara, 5 flores, 30 cm", "1 spray, 5 flowers, 30 cm")),
			Recipe: recipe("orchid", "yellow", "", "", of("orchid", "pink", 5)),
		},
		{
			Slug: "jardin-de-orquideas", PreparationMinutes: 45,
			Name:        Text{"Jardín de orquídeas", "Orchid garden"},
			Line:        Text{"Tres varas lila y blancas", "Three lilac and white sprays"},
			Description: Text{"Tres varas lila y blancas plantadas juntas en cerámica. Un regalo para inaugurar algo: una casa, una consulta, una vida.", "Three lilac and white sprays planted together in ceramic. A gift to open something: a house, a practice, a life."},
			Care:        careOrchid, Occasions: words("corporativo boda aniversario"),
			Variants: ladder("JARORQ",
				at(89000, 10, "3 varas, 18 flores, cerámica", "3 sprays, 18 flowers, ceramic")),
			Recipe: recipe("orchid", "green", "", "", of("orchid", "white", 9), of("orchid", "lilac", 9)),
		},
	}
}
