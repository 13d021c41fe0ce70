package demo

func girasoles() []Product {
	return []Product{
		{
			Slug: "girasoles-de-melipilla", Featured: true, PreparationMinutes: 30,
			Name:        Text{"Girasoles de Melipilla", "Melipilla sunflowers"},
			Line:        Text{"6 girasoles, hojas de laurel", "6 sunflowers, laurel leaves"},
			Description: Text{"Seis girasoles enormes en papel kraft, cortados en Melipilla el mismo día. Miran a quien entra.", "Six enormous sunflowers in kraft paper, cut in Melipilla the same day. They look at whoever walks in."},
			Care:        careSunflowers, Occasions: words("cumpleanos graduacion recuperacion"),
			Variants: ladder("GIRMEL",
				at(24000, 30, "6 girasoles, 60 cm", "6 sunflowers, 60 cm"),
				at(33000, 20, "9 girasoles, 60 cm", "9 sunflowers, 60 cm"),
				at(42000, 12, "12 girasoles, 70 cm", "12 sunflowers, 70 cm")),
			Recipe: recipe("bouquet", "kraft", "blue", "laurel ruscus", of("sunflower", "amber", 6)),
		},
		{
			Slug: "sol-y-luna", PreparationMinutes: 40,
			Name:        Text{"Sol y luna", "Sun and moon"},
			Line:        Text{"Girasoles y rosas blancas", "Sunflowers and white roses"},
			Description: Text{"Girasoles y rosas blancas con eucalipto: dos que no deberían llevarse bien y se llevan. Para parejas con humor.", "Sunflowers and white roses with eucalyptus: two that should not get along and do. For couples with a sense of humour."},
			Care:        careSunflowers, Occasions: words("aniversario amor agradecimiento"),
			Variants: ladder("SOLLUN",
				at(37000, 18, "4 girasoles, 6 rosas, 50 cm", "4 sunflowers, 6 roses, 50 cm"),
				at(52000, 12, "6 girasoles, 9 rosas, 50 cm", "6 sunflowers, 9 roses, 50 cm"),
				at(67000, 8, "8 girasoles, 12 rosas, 60 cm", "8 sunflowers, 12 roses, 60 cm")),
			Recipe: recipe("bouquet", "navy", "cream", "eucalyptus", of("sunflower", "yellow", 4), of("rose", "white", 6)),
		},
		{
			Slug: "cosecha", PreparationMinutes: 45,
			Name:        Text{"Cosecha", "Harvest"},
			Line:        Text{"Girasoles y crisantemos en greda", "Sunflowers and chrysanthemums in clay"},
			Description: Text{"Girasoles, crisantemos ocre y astromelias naranjas en un jarro de greda. Huele a marzo en el campo.", "Sunflowers, ochre chrysanthemums and orange alstroemeria in a clay jar. It smells of March in the country."},
			Care:        careSunflowers, Occasions: words("agradecimiento cumpleanos corporativo"),
			Variants: ladder("COSECH",
				at(41000, 16, "4 girasoles, 5 crisantemos, jarro", "4 sunflowers, 5 chrysanthemums, jar"),
				at(55000, 10, "6 girasoles, 8 crisantemos, jarro", "6 sunflowers, 8 chrysanthemums, jar")),
			Recipe: recipe("vase", "terra", "", "laurel fern", of("sunflower", "amber", 4), of("chrysanthemum", "gold", 5), of("alstroemeria", "orange", 4)),
		},
		{
			Slug: "tres-girasoles", PreparationMinutes: 20,
			Name:        Text{"Tres girasoles", "Three sunflowers"},
			Line:        Text{"3 girasoles, papel amarillo", "3 sunflowers, yellow paper"},
			Description: Text{"Tres girasoles, ni uno más. El regalo exacto para dejar en un escritorio antes de que llegue su dueña.", "Three sunflowers, not one more. The exact gift to leave on a desk before its owner arrives."},
			Care:        careSunflowers, Occasions: words("recuperacion agradecimiento cumpleanos"),
			Variants: ladder("TREGIR",
				at(14500, 40, "3 girasoles, 50 cm", "3 sunflowers, 50 cm")),
			Recipe: recipe("bouquet", "coral", "ink", "ruscus", of("sunflower", "amber", 3)),
		},
	}
}
