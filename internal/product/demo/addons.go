package demo

// addOns are offered beside a product, except on condolence pages.
func addOns() []AddOn {
	return []AddOn{
		{
			Slug: "florero-de-vidrio", SKU: "FV-ADD-VASE", PriceCLP: 9000, Stock: 40,
			Name:        Text{"Florero de vidrio", "Glass vase"},
			Description: Text{"Vidrio liso, 25 cm, para un ramo de cualquier tamaño.", "Plain glass, 25 cm, for a bouquet of any size."},
			Recipe:      recipe("vase", "glass", "", ""),
		},
		{
			Slug: "chocolates", SKU: "FV-ADD-CHOCO", PriceCLP: 12000, Stock: 40,
			Name:        Text{"Chocolates", "Chocolates"},
			Description: Text{"Doce bombones de cacao, con leche y amargos.", "Twelve chocolates, milk and dark."},
			Recipe:      recipe("chocolates", "crimson", "cream", ""),
		},
		{
			Slug: "osito", SKU: "FV-ADD-TEDDY", PriceCLP: 15000, Stock: 24,
			Name:        Text{"Osito de peluche", "Teddy bear"},
			Description: Text{"Suave, de 25 cm, con cinta roja.", "Soft, 25 cm, with a red ribbon."},
			Recipe:      recipe("teddy", "kraft", "red", ""),
		},
		{
			Slug: "globo", SKU: "FV-ADD-BALLOON", PriceCLP: 8000, Stock: 40,
			Name:        Text{"Globo de corazón", "Heart balloon"},
			Description: Text{"Globo metálico de 45 cm, inflado con helio.", "Foil balloon, 45 cm, filled with helium."},
			Recipe:      recipe("balloon", "red", "gold", ""),
		},
		{
			Slug: "espumante", SKU: "FV-ADD-SPARKLING", PriceCLP: 18000, Stock: 30, AdultOnly: true,
			Name:        Text{"Espumante brut", "Brut sparkling wine"},
			Description: Text{"Espumante brut del valle de Casablanca, 750 cc. Solo para mayores de 18 años.", "Brut sparkling wine from the Casablanca valley, 750 ml. For people over 18 only."},
			Recipe:      recipe("bottle", "green", "cream", ""),
		},
		{
			Slug: "tarjeta-premium", SKU: "FV-ADD-CARD", PriceCLP: 2000, Stock: 40,
			Name:        Text{"Tarjeta premium", "Premium card"},
			Description: Text{"Papel de algodón, escrita a mano. La tarjeta simple no tiene costo.", "Cotton paper, written by hand. The plain card is free."},
			Recipe:      recipe("card", "white", "fuchsia", "laurel", of("carnation", "fuchsia", 1)),
		},
	}
}
