package demo

func cajas() []Product {
	return []Product{
		{
			Slug: "sombrerera-de-rosas", Featured: true, PreparationMinutes: 50,
			Name:        Text{"Sombrerera de rosas", "Hatbox of roses"},
			Line:        Text{"16 rosas rojas en caja negra", "16 red roses in a black box"},
			Description: Text{"Dieciséis rosas rojas apretadas en una sombrerera negra con cinta. La espuma húmeda las mantiene una semana sin florero.", "Sixteen red roses packed in a black hatbox with a ribbon. Wet foam keeps them a week without a vase."},
			Care:        careFoam, Occasions: words("amor san-valentin aniversario"),
			Variants: ladder("SOMROS",
				at(54000, 16, "16 rosas, caja 20 cm", "16 roses, 20 cm box"),
				at(76000, 12, "24 rosas, caja 25 cm", "24 roses, 25 cm box"),
				at(98000, 8, "32 rosas, caja 30 cm", "32 roses, 30 cm box")),
			Recipe: recipe("box", "ink", "red", "ruscus", of("rose", "red", 16)),
		},
		{
			Slug: "corazon-rojo", PreparationMinutes: 60,
			Name:        Text{"Corazón rojo", "Red heart"},
			Line:        Text{"20 rosas en caja de corazón", "20 roses in a heart-shaped box"},
			Description: Text{"Veinte rosas rojas que llenan una caja de corazón hasta el borde. No es sutil, y de eso se trata.", "Twenty red roses filling a heart-shaped box to the brim. It is not subtle, and that is the point."},
			Care:        careFoam, Occasions: words("san-valentin amor aniversario"),
			Variants: ladder("CORROJ",
				at(68000, 14, "20 rosas, 25 cm", "20 roses, 25 cm"),
				at(94000, 10, "30 rosas, 30 cm", "30 roses, 30 cm"),
				at(119000, 8, "40 rosas, 35 cm", "40 roses, 35 cm")),
			Recipe: recipe("heart", "crimson", "cream", "", of("rose", "red", 20)),
		},
		{
			Slug: "cajon-de-feria", PreparationMinutes: 45,
			Name:        Text{"Cajón de feria", "Market crate"},
			Line:        Text{"Hortensias, tulipanes y rosas en madera", "Hydrangeas, tulips and roses in wood"},
			Description: Text{"Un cajón de madera como los de la feria, lleno de hortensias celestes, tulipanes blancos y rosas pálidas. El cajón después guarda limones.", "A wooden crate like those of the street market, full of blue hydrangeas, white tulips and pale roses. Afterwards the crate holds lemons."},
			Care:        careFoam, Occasions: words("nacimiento dia-de-la-madre cumpleanos"),
			Variants: ladder("CAJFER",
				at(49000, 14, "3 hortensias, 6 tulipanes, 5 rosas", "3 hydrangeas, 6 tulips, 5 roses"),
				at(67000, 10, "5 hortensias, 9 tulipanes, 8 rosas", "5 hydrangeas, 9 tulips, 8 roses")),
			Recipe: recipe("crate", "kraft", "", "olive eucalyptus", of("hydrangea", "sky", 3), of("tulip", "white", 6), of("rose", "blush", 5)),
		},
		{
			Slug: "caja-de-onces", PreparationMinutes: 40,
			Name:        Text{"Caja de onces", "Teatime box"},
			Line:        Text{"Ranúnculos y rosas mini en caja rosada", "Ranunculus and spray roses in a pink box"},
			Description: Text{"Ranúnculos durazno, rosas mini y flor de cera en una caja redonda y rosada. Del tamaño justo para la mesa de onces.", "Peach ranunculus, spray roses and waxflower in a round pink box. Just the right size for the tea table."},
			Care:        careFoam, Occasions: words("dia-de-la-madre cumpleanos agradecimiento"),
			Variants: ladder("CAJONC",
				at(38000, 18, "9 ranúnculos, 8 rosas mini", "9 ranunculus, 8 spray roses"),
				at(52000, 12, "14 ranúnculos, 12 rosas mini", "14 ranunculus, 12 spray roses")),
			Recipe: recipe("box", "blush", "magenta", "eucalyptus wax", of("ranunculus", "peach", 9), of("spray-rose", "fuchsia", 8)),
		},
	}
}
