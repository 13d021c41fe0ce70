package demo

func suculentas() []Product {
	return []Product{
		{
			Slug: "jardin-seco", Featured: true, PreparationMinutes: 35,
			Name:        Text{"Jardín seco", "Dry garden"},
			Line:        Text{"Suculentas y cactus en cemento", "Succulents and a cactus in concrete"},
			Description: Text{"Cuatro echeverias y un cactus en una fuente de cemento con gravilla. Un pedazo de desierto que cabe en el escritorio.", "Four echeverias and a cactus in a concrete bowl with gravel. A piece of desert that fits on a desk."},
			Care:        careSucculent, Occasions: words("corporativo agradecimiento cumpleanos"),
			Variants: ladder("JARSEC",
				at(26900, 20, "5 plantas, fuente 25 cm", "5 plants, 25 cm bowl"),
				at(36900, 12, "7 plantas, fuente 32 cm", "7 plants, 32 cm bowl")),
			Recipe: recipe("planter", "concrete", "", "", of("rosette", "mint", 3), of("rosette", "mauve", 1), of("cactus", "green", 1)),
		},
		{
			Slug: "echeveria", PreparationMinutes: 10,
			Name:        Text{"Echeveria", "Echeveria"},
			Line:        Text{"Una roseta perfecta, macetero coral", "One perfect rosette, coral pot"},
			Description: Text{"Una sola roseta, dibujada como con compás. Cabe en la palma y pide agua dos veces al mes.", "A single rosette, as if drawn with a compass. It fits in your palm and asks for water twice a month."},
			Care:        careSucculent, Occasions: words("agradecimiento graduacion cumpleanos"),
			Variants: ladder("ECHEVE",
				at(12000, 40, "1 planta, macetero 10 cm", "1 plant, 10 cm pot"),
				at(16900, 24, "2 plantas, macetero 14 cm", "2 plants, 14 cm pot")),
			Recipe: recipe("planter", "coral", "", "", of("rosette", "mint", 1)),
		},
		{
			Slug: "cactus-de-atacama", PreparationMinutes: 10,
			Name:        Text{"Cactus de Atacama", "Atacama cactus"},
			Line:        Text{"Cactus en flor, greda", "Cactus in flower, clay pot"},
			Description: Text{"Un cactus con su flor fucsia en macetero de greda. Para quien dice que se le muere todo: este no.", "A cactus with its fuchsia flower in a clay pot. For people who say everything dies on them: this will not."},
			Care:        careSucculent, Occasions: words("cumpleanos graduacion corporativo"),
			Variants: ladder("CACATA",
				at(14900, 30, "1 cactus, 20 cm", "1 cactus, 20 cm"),
				at(21900, 16, "2 cactus, 25 cm", "2 cacti, 25 cm")),
			Recipe: recipe("planter", "terra", "", "", of("cactus", "green", 1)),
		},
		{
			Slug: "trio-de-rosetas", PreparationMinutes: 20,
			Name:        Text{"Trío de rosetas", "Trio of rosettes"},
			Line:        Text{"Tres suculentas en tres tonos", "Three succulents in three tones"},
			Description: Text{"Verde agua, lila y rosado en una misma fuente blanca. Se regalan mucho en bautizos, y sobreviven al bautizado.", "Sea green, lilac and pink in one white bowl. Often given at christenings, and still there at graduation."},
			Care:        careSucculent, Occasions: words("nacimiento boda agradecimiento"),
			Variants: ladder("TRIROS",
				at(18900, 24, "3 plantas, fuente 18 cm", "3 plants, 18 cm bowl")),
			Recipe: recipe("planter", "cream", "lilac", "", of("rosette", "mint", 1), of("rosette", "lilac", 1), of("rosette", "blush", 1)),
		},
	}
}
