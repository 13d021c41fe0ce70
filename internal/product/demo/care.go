package demo

// Care texts by what has to be cared for; many products share one.
var (
	careRoses = Text{
		"Corta un centímetro en diagonal al recibirlas, saca las hojas que queden bajo el agua y cámbiala cada dos días. Lejos del sol y de la fruta.",
		"Trim a centimetre at an angle when they arrive, remove leaves below the water and change it every two days. Keep away from sun and fruit.",
	}
	careCut = Text{
		"Agua limpia cada dos días, un corte nuevo en los tallos y un lugar fresco, sin sol directo.",
		"Clean water every two days, a fresh cut on the stems and a cool place out of direct sun.",
	}
	careTulips = Text{
		"Poca agua, bien fría, y recambio diario. Los tulipanes siguen creciendo en el florero: gíralo y no se inclinarán.",
		"Little water, very cold, changed daily. Tulips keep growing in the vase: turn it and they will not lean.",
	}
	careSunflowers = Text{
		"Beben mucho: revisa el agua todos los días y córtales un centímetro cada tres. Les gusta la luz, no el calor.",
		"They drink a lot: check the water daily and trim a centimetre every three days. They like light, not heat.",
	}
	careLilies = Text{
		"Los botones abren en tres a cinco días. Saca las anteras con un pañuelo para que no manchen. El lirio es tóxico para los gatos.",
		"The buds open over three to five days. Remove the anthers with a tissue so they do not stain. Lilies are toxic to cats.",
	}
	careOrchid = Text{
		"Luz sin sol directo y un riego por semana: sumerge la maceta diez minutos y deja escurrir. Tras la floración, corta la vara sobre el segundo nudo.",
		"Bright light without direct sun and one watering a week: soak the pot for ten minutes and let it drain. After flowering, cut the stem above the second node.",
	}
	careFoam = Text{
		"La espuma llega húmeda: agrega un vaso de agua por día, por el centro. Mantén el arreglo lejos del sol.",
		"The foam arrives wet: add a glass of water a day, in the middle. Keep the arrangement out of the sun.",
	}
	careFuneral = Text{
		"Llega con agua para dos días. Si queda al aire libre, basta rociarla por la mañana.",
		"It arrives with water for two days. Outdoors, a light spray in the morning is enough.",
	}
	carePlant = Text{
		"Luz indirecta y riego cuando los primeros dos centímetros de tierra estén secos. Limpia las hojas con un paño húmedo.",
		"Indirect light, and water when the top two centimetres of soil are dry. Wipe the leaves with a damp cloth.",
	}
	careSun = Text{
		"Mucha luz, mejor con sol de mañana. Riega cuando la tierra esté seca y corta las flores marchitas.",
		"Plenty of light, best with morning sun. Water when the soil is dry and remove faded flowers.",
	}
	careSucculent = Text{
		"Luz abundante y muy poca agua: una vez cada diez días en verano, una vez al mes en invierno. Nunca sobre las hojas.",
		"Plenty of light and very little water: every ten days in summer, once a month in winter. Never on the leaves.",
	}
	careBridal = Text{
		"Se entrega en agua. Mantenlo fresco, en sombra, y seca los tallos antes de tomarlo para no mojar el vestido.",
		"Delivered in water. Keep it cool and shaded, and dry the stems before holding it so the dress stays dry.",
	}
)
