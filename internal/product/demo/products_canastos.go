package demo

func canastos() []Product {
	return []Product{
		{
			Slug: "canasto-de-domingo", Featured: true, PreparationMinutes: 50,
			Name:        Text{"Canasto de domingo", "Sunday basket"},
			Line:        Text{"Girasoles, gerberas y crisantemos", "Sunflowers, gerberas and chrysanthemums"},
			Description: Text{"Girasoles, gerberas naranjas y crisantemos en un canasto de mimbre de Chimbarongo. Entra a la casa y es domingo.", "Sunflowers, orange gerberas and chrysanthemums in a wicker basket from Chimbarongo. It comes in and it is Sunday."},
			Care:        careFoam, Occasions: words("cumpleanos dia-de-la-madre agradecimiento"),
			Variants: ladder("CANDOM",
				at(46000, 16, "3 girasoles, 4 gerberas, canasto", "3 sunflowers, 4 gerberas, basket"),
				at(62000, 12, "5 girasoles, 6 gerberas, canasto", "5 sunflowers, 6 gerberas, basket"),
				at(78000, 8, "6 girasoles, 8 gerberas, canasto", "6 sunflowers, 8 gerberas, basket")),
			Recipe: recipe("basket", "wicker", "orange", "fern laurel", of("sunflower", "amber", 3), of("gerbera", "orange", 4), of("chrysanthemum", "lemon", 4)),
		},
		{
			Slug: "canasto-celeste", PreparationMinutes: 50,
			Name:        Text{"Canasto celeste", "Sky-blue basket"},
			Line:        Text{"Hortensias, margaritas, rosas blancas", "Hydrangeas, daisies, white roses"},
			Description: Text{"Celeste y blanco para recibir a alguien nuevo: hortensias, margaritas y rosas en mimbre claro. Con una cinta que después sirve de recuerdo.", "Blue and white to welcome someone new: hydrangeas, daisies and roses in light wicker. With a ribbon to keep."},
			Care:        careFoam, Occasions: words("nacimiento recuperacion"),
			Variants: ladder("CANCEL",
				at(44000, 14, "3 hortensias, 6 margaritas, 5 rosas", "3 hydrangeas, 6 daisies, 5 roses"),
				at(59000, 10, "5 hortensias, 9 margaritas, 8 rosas", "5 hydrangeas, 9 daisies, 8 roses")),
			Recipe: recipe("basket", "kraft", "sky", "laurel gypsophila", of("hydrangea", "sky", 3), of("daisy", "white", 6), of("rose", "white", 5)),
		},
		{
			Slug: "canasto-de-la-abuela", PreparationMinutes: 45,
			Name:        Text{"Canasto de la abuela", "Grandmother’s basket"},
			Line:        Text{"Claveles, rosas y limonium", "Carnations, roses and statice"},
			Description: Text{"Claveles rosados, rosas fucsia y limonium lila, como los que había sobre el piano. Un canasto con memoria.", "Pink carnations, fuchsia roses and lilac statice, like those on top of the piano. A basket with a memory."},
			Care:        careFoam, Occasions: words("dia-de-la-madre cumpleanos recuperacion"),
			Variants: ladder("CANABU",
				at(39000, 18, "8 claveles, 6 rosas, canasto", "8 carnations, 6 roses, basket"),
				at(54000, 12, "12 claveles, 9 rosas, canasto", "12 carnations, 9 roses, basket")),
			Recipe: recipe("basket", "wicker", "lilac", "ruscus statice", of("carnation", "pink", 8), of("rose", "fuchsia", 6)),
		},
		{
			Slug: "canasto-de-pascua", PreparationMinutes: 50,
			Name:        Text{"Canasto de Pascua", "Christmas basket"},
			Line:        Text{"Rosas rojas, claveles blancos, ruscus", "Red roses, white carnations, ruscus"},
			Description: Text{"Rosas rojas y claveles blancos entre hojas de ruscus y helecho. Se deja bajo el árbol o en la puerta del vecino.", "Red roses and white carnations among ruscus and fern. Leave it under the tree or at the neighbour’s door."},
			Care:        careFoam, Occasions: words("navidad corporativo agradecimiento"),
			Variants: ladder("CANPAS",
				at(43000, 20, "8 rosas, 7 claveles, canasto", "8 roses, 7 carnations, basket"),
				at(58000, 12, "12 rosas, 10 claveles, canasto", "12 roses, 10 carnations, basket")),
			Recipe: recipe("basket", "brown", "red", "ruscus fern", of("rose", "red", 8), of("carnation", "white", 7)),
		},
	}
}
