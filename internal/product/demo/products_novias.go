package demo

func novias() []Product {
	return []Product{
		{
			Slug: "ramo-de-novia-azahar", Featured: true, PreparationMinutes: 120,
			Name:        Text{"Azahar", "Orange blossom"},
			Line:        Text{"Ramo de novia, rosas y ranúnculos", "Bridal bouquet, roses and ranunculus"},
			Description: Text{"Ramo redondo de rosas blancas y ranúnculos rosa pálido, con gypsophila y tallos atados en seda. Lo probamos contigo una semana antes.", "A round bouquet of white roses and pale pink ranunculus, with baby’s breath and stems bound in silk. We try it with you a week before."},
			Care:        careBridal, Occasions: words("boda"),
			Variants: ladder("NOVAZA",
				at(89000, 10, "8 rosas, 6 ranúnculos, 25 cm", "8 roses, 6 ranunculus, 25 cm"),
				at(119000, 8, "12 rosas, 9 ranúnculos, 30 cm", "12 roses, 9 ranunculus, 30 cm")),
			Recipe: recipe("bridal", "white", "cream", "eucalyptus gypsophila", of("rose", "white", 8), of("ranunculus", "blush", 6)),
		},
		{
			Slug: "ramo-de-novia-peonias", PreparationMinutes: 120,
			Name:        Text{"Peonías del Maipo", "Maipo peonies"},
			Line:        Text{"Ramo de novia, peonías y olivo", "Bridal bouquet, peonies and olive"},
			Description: Text{"Siete peonías rosadas del Cajón del Maipo con rosas mini y olivo. Suelto, como recién cortado del jardín.", "Seven pink peonies from the Maipo canyon with spray roses and olive. Loose, as if just cut from the garden."},
			Care:        careBridal, Occasions: words("boda"),
			Variants: ladder("NOVPEO",
				at(109000, 8, "7 peonías, 8 rosas mini, 30 cm", "7 peonies, 8 spray roses, 30 cm")),
			Recipe: recipe("bridal", "white", "blush", "olive eucalyptus", of("peony", "pink", 7), of("spray-rose", "ivory", 8)),
		},
		{
			Slug: "ramo-de-novia-calas", PreparationMinutes: 90,
			Name:        Text{"Calas de noche", "Evening callas"},
			Line:        Text{"Ramo de novia, calas y orquídeas", "Bridal bouquet, callas and orchids"},
			Description: Text{"Calas blancas con orquídeas, atadas en cinta negra. Para una boda de noche y un vestido sin encaje.", "White callas with orchids, bound in black ribbon. For an evening wedding and a dress without lace."},
			Care:        careBridal, Occasions: words("boda"),
			Variants: ladder("NOVCAL",
				at(95000, 8, "9 calas, 4 orquídeas, 35 cm", "9 callas, 4 orchids, 35 cm")),
			Recipe: recipe("bridal", "white", "ink", "ruscus eucalyptus", of("calla", "white", 9), of("orchid", "white", 4)),
		},
		{
			Slug: "boutonniere", PreparationMinutes: 30,
			Name:        Text{"Boutonnière", "Boutonnière"},
			Line:        Text{"Rosa blanca y eucalipto para el ojal", "White rose and eucalyptus for the lapel"},
			Description: Text{"Una rosa blanca con dos botones rosados y eucalipto, lista para prender. Va con alfiler y con repuesto.", "A white rose with two pink buds and eucalyptus, ready to pin on. It comes with a pin and a spare."},
			Care:        careBridal, Occasions: words("boda graduacion"),
			Variants: ladder("BOUTON",
				at(12900, 40, "1 pieza, alfiler", "1 piece, pin")),
			Recipe: recipe("boutonniere", "white", "ink", "eucalyptus ruscus", of("rose", "white", 1), of("spray-rose", "blush", 2)),
		},
		{
			Slug: "corona-de-cabello", PreparationMinutes: 60,
			Name:        Text{"Corona de cabello", "Flower crown"},
			Line:        Text{"Rosas mini, flor de cera, olivo", "Spray roses, waxflower, olive"},
			Description: Text{"Una corona liviana de rosas mini y flor de cera para la novia o las niñas del cortejo. Se ajusta con la cinta.", "A light crown of spray roses and waxflower for the bride or the flower girls. The ribbon adjusts it."},
			Care:        careBridal, Occasions: words("boda graduacion"),
			Variants: ladder("CORCAB",
				at(35000, 16, "Talla ajustable", "Adjustable size")),
			Recipe: recipe("ring", "green", "cream", "olive wax", of("spray-rose", "blush", 8), of("spray-rose", "white", 5), of("daisy", "white", 4)),
		},
	}
}
