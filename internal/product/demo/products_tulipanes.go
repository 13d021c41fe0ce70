package demo

func tulipanes() []Product {
	return []Product{
		{
			Slug: "volantin", Featured: true, PreparationMinutes: 30,
			Name:        Text{"Volantín", "Kite"},
			Line:        Text{"Tulipanes de cinco colores", "Tulips in five colours"},
			Description: Text{"Quince tulipanes de cinco colores, sueltos y altos como un volantín de septiembre. Siguen creciendo en el florero.", "Fifteen tulips in five colours, loose and tall like a September kite. They keep growing in the vase."},
			Care:        careTulips, Occasions: words("agradecimiento cumpleanos graduacion"),
			Variants: ladder("VOLANT",
				at(35000, 24, "15 tulipanes, 40 cm", "15 tulips, 40 cm"),
				at(48000, 16, "22 tulipanes, 40 cm", "22 tulips, 40 cm"),
				at(62000, 10, "30 tulipanes, 45 cm", "30 tulips, 45 cm")),
			Recipe: recipe("bouquet", "white", "amber", "laurel", of("tulip", "red", 3), of("tulip", "purple", 3), of("tulip", "pink", 3), of("tulip", "amber", 3), of("tulip", "white", 3)),
		},
		{
			Slug: "tulipanes-del-sur", PreparationMinutes: 30,
			Name:        Text{"Tulipanes del sur", "Tulips from the south"},
			Line:        Text{"12 tulipanes rojos de Osorno", "12 red tulips from Osorno"},
			Description: Text{"Doce tulipanes rojos que bajan en camión frío desde Osorno. Llegan cerrados y abren en tu casa.", "Twelve red tulips that come up from Osorno in a cold truck. They arrive closed and open in your house."},
			Care:        careTulips, Occasions: words("amor san-valentin aniversario"),
			Variants: ladder("TULSUR",
				at(29000, 26, "12 tulipanes, 40 cm", "12 tulips, 40 cm"),
				at(41000, 16, "18 tulipanes, 40 cm", "18 tulips, 40 cm")),
			Recipe: recipe("bouquet", "ink", "red", "ruscus eucalyptus", of("tulip", "red", 12)),
		},
		{
			Slug: "primera-manana", PreparationMinutes: 40,
			Name:        Text{"Primera mañana", "First morning"},
			Line:        Text{"Tulipanes rosados, margaritas, gypsophila", "Pink tulips, daisies, baby’s breath"},
			Description: Text{"Tulipanes rosados y amarillos con margaritas, para la pieza de la clínica o la casa recién estrenada. Casi sin perfume, como piden las matronas.", "Pink and yellow tulips with daisies, for the clinic room or the brand-new home. Almost without scent, as midwives ask."},
			Care:        careTulips, Occasions: words("nacimiento recuperacion"),
			Variants: ladder("PRIMAN",
				at(28000, 22, "8 tulipanes, 6 margaritas, 40 cm", "8 tulips, 6 daisies, 40 cm"),
				at(39000, 14, "12 tulipanes, 9 margaritas, 40 cm", "12 tulips, 9 daisies, 40 cm")),
			Recipe: recipe("bouquet", "white", "blue", "laurel gypsophila", of("tulip", "pink", 5), of("tulip", "lemon", 3), of("daisy", "white", 6)),
		},
		{
			Slug: "tulipanes-en-agua", PreparationMinutes: 35,
			Name:        Text{"Tulipanes en agua", "Tulips in water"},
			Line:        Text{"14 tulipanes lila y blancos, florero", "14 lilac and white tulips, vase"},
			Description: Text{"Catorce tulipanes lila y blancos en florero de vidrio. Se inclinan hacia la ventana durante la tarde y al otro día vuelven.", "Fourteen lilac and white tulips in a glass vase. They lean to the window in the afternoon and come back the next day."},
			Care:        careTulips, Occasions: words("dia-de-la-madre agradecimiento cumpleanos"),
			Variants: ladder("TULAGU",
				at(38000, 16, "14 tulipanes, florero", "14 tulips, vase"),
				at(51000, 10, "21 tulipanes, florero", "21 tulips, vase")),
			Recipe: recipe("vase", "glass", "", "laurel eucalyptus", of("tulip", "lilac", 8), of("tulip", "white", 6)),
		},
	}
}
