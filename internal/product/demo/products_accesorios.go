package demo

func accesorios() []Product {
	return []Product{
		{
			Slug: "jarro-de-greda", PreparationMinutes: 10,
			Name:        Text{"Jarro de greda", "Clay jar"},
			Line:        Text{"Florero de greda de Pomaire", "Clay vase from Pomaire"},
			Description: Text{"Greda de Pomaire, torneada a mano y sellada por dentro para que no filtre. Cada uno sale un poco distinto.", "Pomaire clay, thrown by hand and sealed inside so it does not leak. Each one turns out a little different."},
			Care:        Text{"Lávalo con agua tibia y una escobilla. No va al lavavajillas.", "Wash with warm water and a brush. Not for the dishwasher."},
			Occasions:   words("agradecimiento dia-de-la-madre"),
			Variants:    ladder("JARGRE", at(19900, 24, "28 cm de alto", "28 cm tall")),
			Recipe:      recipe("vase", "terra", "", ""),
		},
		{
			Slug: "regadera", PreparationMinutes: 10,
			Name:        Text{"Regadera azul", "Blue watering can"},
			Line:        Text{"Regadera de metal, 2 litros", "Metal watering can, 2 litres"},
			Description: Text{"Metal pintado, dos litros y un pico que no gotea en la alfombra. Para quien recibió una planta y quiere que viva.", "Painted metal, two litres and a spout that does not drip on the rug. For someone who was given a plant and wants it to live."},
			Care:        Text{"Vacíala después de usarla y guárdala boca abajo para que no se oxide.", "Empty it after use and store it upside down so it does not rust."},
			Occasions:   words("cumpleanos agradecimiento"),
			Variants:    ladder("REGADE", at(17900, 20, "2 litros", "2 litres")),
			Recipe:      recipe("can", "blue", "", ""),
		},
		{
			Slug: "tijera-de-florista", PreparationMinutes: 10,
			Name:        Text{"Tijera de florista", "Florist’s shears"},
			Line:        Text{"Acero, mango rojo", "Steel, red grips"},
			Description: Text{"La misma que usamos en el taller: corte limpio, resorte suave y mango rojo para no perderla entre las hojas.", "The same ones we use in the workshop: a clean cut, a soft spring and red grips so they do not get lost among the leaves."},
			Care:        Text{"Sécala después de cada uso y ponle una gota de aceite una vez al mes.", "Dry after each use and add a drop of oil once a month."},
			Occasions:   words("agradecimiento cumpleanos"),
			Variants:    ladder("TIJFLO", at(22900, 18, "20 cm", "20 cm")),
			Recipe:      recipe("shears", "red", "", ""),
		},
		{
			Slug: "vela-de-lavanda", PreparationMinutes: 10,
			Name:        Text{"Vela de lavanda", "Lavender candle"},
			Line:        Text{"Cera de soya, 40 horas", "Soy wax, 40 hours"},
			Description: Text{"Cera de soya y lavanda de Curacaví en vaso de vidrio lila. Cuarenta horas de una siesta al sol.", "Soy wax and Curacaví lavender in a lilac glass. Forty hours of a nap in the sun."},
			Care:        Text{"Corta la mecha a medio centímetro antes de encenderla y no la dejes sola.", "Trim the wick to half a centimetre before lighting and never leave it alone."},
			Occasions:   words("recuperacion agradecimiento navidad"),
			Variants:    ladder("VELLAV", at(13900, 30, "180 g", "180 g")),
			Recipe:      recipe("candle", "lilac", "", "", of("lavender", "purple", 1)),
		},
		{
			Slug: "tarjetas-pintadas", PreparationMinutes: 10,
			Name:        Text{"Tarjetas pintadas", "Painted cards"},
			Line:        Text{"Seis tarjetas con sobre", "Six cards with envelopes"},
			Description: Text{"Seis tarjetas con una gerbera impresa en papel grueso y sobre mostaza. Vienen en blanco: lo difícil lo escribes tú.", "Six cards with a gerbera printed on heavy paper and a mustard envelope. They come blank: the hard part is yours to write."},
			Care:        Text{"Guárdalas planas y secas.", "Keep flat and dry."},
			Occasions:   words("agradecimiento cumpleanos boda"),
			Variants:    ladder("TARPIN", at(12000, 30, "6 tarjetas y sobres", "6 cards and envelopes")),
			Recipe:      recipe("card", "white", "amber", "laurel", of("gerbera", "coral", 1)),
		},
	}
}
