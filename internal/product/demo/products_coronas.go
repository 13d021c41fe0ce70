package demo

func coronas() []Product {
	return []Product{
		{
			Slug: "corona-blanca", PreparationMinutes: 120,
			Name:        Text{"Corona blanca", "White wreath"},
			Line:        Text{"Claveles y crisantemos blancos, atril", "White carnations and chrysanthemums, easel"},
			Description: Text{"Corona de claveles y crisantemos blancos sobre palma, en su atril. La cinta lleva el texto que nos indiques.", "A wreath of white carnations and chrysanthemums on palm, with its easel. The sash carries the words you give us."},
			Care:        careFuneral, Occasions: words("condolencias"),
			Variants: ladder("CORBLA",
				at(69000, 14, "60 cm, atril y cinta", "60 cm, easel and sash"),
				at(95000, 10, "80 cm, atril y cinta", "80 cm, easel and sash"),
				at(129000, 8, "100 cm, atril y cinta", "100 cm, easel and sash")),
			Recipe: recipe("wreath", "white", "mauve", "palm ruscus", of("carnation", "white", 16), of("chrysanthemum", "white", 10)),
		},
		{
			Slug: "corona-de-rosas", PreparationMinutes: 150,
			Name:        Text{"Corona de rosas", "Rose wreath"},
			Line:        Text{"Rosas blancas y rosadas, eucalipto", "White and pink roses, eucalyptus"},
			Description: Text{"Rosas blancas y rosadas sobre eucalipto, una por una. Se lleva directo al velatorio o a la iglesia, a la hora acordada.", "White and pink roses on eucalyptus, one by one. Taken straight to the wake or the church, at the agreed time."},
			Care:        careFuneral, Occasions: words("condolencias"),
			Variants: ladder("CORROS",
				at(98000, 10, "60 cm, 24 rosas, atril", "60 cm, 24 roses, easel"),
				at(139000, 8, "80 cm, 36 rosas, atril", "80 cm, 36 roses, easel"),
				at(179000, 8, "100 cm, 48 rosas, atril", "100 cm, 48 roses, easel")),
			Recipe: recipe("wreath", "white", "white", "eucalyptus ruscus", of("rose", "white", 14), of("rose", "blush", 10)),
		},
		{
			Slug: "corona-lila", PreparationMinutes: 120,
			Name:        Text{"Corona lila", "Lilac wreath"},
			Line:        Text{"Crisantemos lila, lirios, limonium", "Lilac chrysanthemums, lilies, statice"},
			Description: Text{"Crisantemos lila, lirios blancos y limonium sobre hojas oscuras. Sobria y clara, con cinta blanca.", "Lilac chrysanthemums, white lilies and statice on dark leaves. Sober and clear, with a white sash."},
			Care:        careFuneral, Occasions: words("condolencias"),
			Variants: ladder("CORLIL",
				at(79000, 12, "60 cm, atril y cinta", "60 cm, easel and sash"),
				at(109000, 8, "80 cm, atril y cinta", "80 cm, easel and sash")),
			Recipe: recipe("wreath", "white", "white", "palm statice", of("chrysanthemum", "lilac", 14), of("lily", "white", 5)),
		},
		{
			Slug: "corona-de-puerta", PreparationMinutes: 60,
			Name:        Text{"Corona de puerta", "Door wreath"},
			Line:        Text{"Ruscus, rosas rojas, cinta", "Ruscus, red roses, ribbon"},
			Description: Text{"Corona de hojas frescas con rosas rojas y margaritas para la puerta de la casa. Se cuelga de un clavo y dura todo el Adviento si la rocías.", "A wreath of fresh leaves with red roses and daisies for the front door. It hangs from a nail and lasts all Advent if you mist it."},
			Care:        Text{"Rocíala con agua día por medio y evita el sol de la tarde. Las hojas se secan bonitas.", "Mist it every other day and avoid the afternoon sun. The leaves dry beautifully."},
			Occasions:   words("navidad agradecimiento"),
			Variants: ladder("CORPUE",
				at(32000, 24, "35 cm, 5 rosas", "35 cm, 5 roses"),
				at(45000, 14, "45 cm, 8 rosas", "45 cm, 8 roses")),
			Recipe: recipe("ring", "green", "red", "ruscus fern", of("rose", "red", 5), of("daisy", "white", 4)),
		},
	}
}
