package demo

// categories in the order of the shop's shelves.
func categories() []Category {
	return []Category{
		{"ramos", Text{"Ramos", "Bouquets"}},
		{"arreglos", Text{"Arreglos", "Arrangements"}},
		{"rosas", Text{"Rosas", "Roses"}},
		{"tulipanes", Text{"Tulipanes", "Tulips"}},
		{"girasoles", Text{"Girasoles", "Sunflowers"}},
		{"lirios", Text{"Lirios", "Lilies"}},
		{"orquideas", Text{"Orquídeas", "Orchids"}},
		{"coronas", Text{"Coronas", "Wreaths"}},
		{"condolencias", Text{"Condolencias", "Sympathy"}},
		{"plantas", Text{"Plantas", "Plants"}},
		{"suculentas", Text{"Suculentas", "Succulents"}},
		{"cajas", Text{"Cajas", "Boxes"}},
		{"canastos", Text{"Canastos", "Baskets"}},
		{"novias", Text{"Novias", "Weddings"}},
		{"corporativo", Text{"Corporativo", "For companies"}},
		{"accesorios", Text{"Accesorios", "Accessories"}},
	}
}

// occasions with the tissue of the identity; those without one of their own
// share the plain tissue, and days of love share one.
func occasions() []Occasion {
	love := Tissue{"amor", "#ffc7cf"}
	plain := Tissue{"lila", "#efe9f1"}
	return []Occasion{
		{"amor", Text{"Amor", "Love"}, love},
		{"cumpleanos", Text{"Cumpleaños", "Birthday"}, Tissue{"cumpleanos", "#ffd65c"}},
		{"agradecimiento", Text{"Agradecimiento", "Thank you"}, Tissue{"gracias", "#bfe6cf"}},
		{"dia-de-la-madre", Text{"Día de la madre", "Mother’s Day"}, Tissue{"mama", "#ffb9a3"}},
		{"nacimiento", Text{"Nacimiento", "New baby"}, Tissue{"nacimiento", "#bfe0ff"}},
		{"condolencias", Text{"Condolencias", "Sympathy"}, Tissue{"condolencias", "#d9d5e8"}},
		{"aniversario", Text{"Aniversario", "Anniversary"}, love},
		{"san-valentin", Text{"San Valentín", "Valentine’s Day"}, love},
		{"boda", Text{"Boda", "Wedding"}, plain},
		{"graduacion", Text{"Graduación", "Graduation"}, plain},
		{"recuperacion", Text{"Recuperación", "Get well"}, plain},
		{"navidad", Text{"Navidad", "Christmas"}, Tissue{"navidad", "#cfe3c4"}},
		{"corporativo", Text{"Corporativo", "Business"}, Tissue{"corporativo", "#e6e1d3"}},
	}
}

func colours() []Colour {
	return []Colour{
		{"rojo", Text{"Rojo", "Red"}, "#cb1f38"},
		{"rosado", Text{"Rosado", "Pink"}, "#ff8fae"},
		{"fucsia", Text{"Fucsia", "Fuchsia"}, "#ee4a7d"},
		{"coral", Text{"Coral", "Coral"}, "#ff7a5c"},
		{"naranjo", Text{"Naranjo", "Orange"}, "#f58220"},
		{"amarillo", Text{"Amarillo", "Yellow"}, "#f7c948"},
		{"blanco", Text{"Blanco", "White"}, "#ffffff"},
		{"lila", Text{"Lila", "Lilac"}, "#c3a7e2"},
		{"morado", Text{"Morado", "Purple"}, "#7a3fa8"},
		{"celeste", Text{"Celeste", "Sky blue"}, "#9cc7f0"},
		{"azul", Text{"Azul", "Blue"}, "#2b57c4"},
		{"verde", Text{"Verde", "Green"}, "#3d7d5f"},
		{"cafe", Text{"Café", "Brown"}, "#b9834a"},
	}
}

// colourOfPaper is what a customer calls a paper of the drawings.
func colourOfPaper(paper string) string {
	switch paper {
	case "red", "crimson":
		return "rojo"
	case "pink", "blush":
		return "rosado"
	case "fuchsia", "magenta":
		return "fucsia"
	case "coral", "peach":
		return "coral"
	case "orange":
		return "naranjo"
	case "amber", "yellow", "lemon", "gold":
		return "amarillo"
	case "lilac", "mauve":
		return "lila"
	case "purple":
		return "morado"
	case "sky":
		return "celeste"
	case "blue", "navy":
		return "azul"
	case "green", "mint", "lime":
		return "verde"
	case "kraft", "wicker", "terra", "brown":
		return "cafe"
	default:
		return "blanco"
	}
}

func flowers() []Flower {
	return []Flower{
		{"rosa", Text{"Rosa", "Rose"}},
		{"tulipan", Text{"Tulipán", "Tulip"}},
		{"girasol", Text{"Girasol", "Sunflower"}},
		{"lirio", Text{"Lirio", "Lily"}},
		{"orquidea", Text{"Orquídea", "Orchid"}},
		{"clavel", Text{"Clavel", "Carnation"}},
		{"astromelia", Text{"Astromelia", "Alstroemeria"}},
		{"gerbera", Text{"Gerbera", "Gerbera"}},
		{"crisantemo", Text{"Crisantemo", "Chrysanthemum"}},
		{"margarita", Text{"Margarita", "Daisy"}},
		{"hortensia", Text{"Hortensia", "Hydrangea"}},
		{"peonia", Text{"Peonía", "Peony"}},
		{"ranunculo", Text{"Ranúnculo", "Ranunculus"}},
		{"cala", Text{"Cala", "Calla lily"}},
		{"anturio", Text{"Anturio", "Anthurium"}},
		{"espatifilo", Text{"Espatifilo", "Peace lily"}},
		{"lavanda", Text{"Lavanda", "Lavender"}},
		{"kalanchoe", Text{"Kalanchoe", "Kalanchoe"}},
		{"suculenta", Text{"Suculenta", "Succulent"}},
		{"cactus", Text{"Cactus", "Cactus"}},
		{"gypsophila", Text{"Gypsophila", "Baby’s breath"}},
		{"limonium", Text{"Limonium", "Statice"}},
		{"flor-de-cera", Text{"Flor de cera", "Waxflower"}},
	}
}

// flowerOfKind is what a customer calls a flower of the drawings; green leaves
// are not flowers.
func flowerOfKind(kind string) (slug string, ok bool) {
	slug, ok = map[string]string{
		"rose": "rosa", "spray-rose": "rosa", "tulip": "tulipan", "sunflower": "girasol", "lily": "lirio",
		"orchid": "orquidea", "carnation": "clavel", "alstroemeria": "astromelia", "gerbera": "gerbera",
		"chrysanthemum": "crisantemo", "daisy": "margarita", "hydrangea": "hortensia", "peony": "peonia",
		"ranunculus": "ranunculo", "calla": "cala", "anthurium": "anturio", "spathe": "espatifilo",
		"lavender": "lavanda", "kalanchoe": "kalanchoe", "rosette": "suculenta", "cactus": "cactus",
		"gypsophila": "gypsophila", "statice": "limonium", "wax": "flor-de-cera",
	}[kind]
	return slug, ok
}
