package search_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/product/search"
)

// A florist's catalogue, a line a product:
// name es | name en | category | occasions | colours | flowers | price in thousands | line es | description es
const florist = `
12 rosas rojas clásicas|12 classic red roses|rosas|amor aniversario san-valentin|rojo|rosa|34.9|Una docena de tallo largo|Doce rosas ecuatorianas de tallo largo, envueltas en papel coreano con cinta de raso.
24 rosas rojas premium|24 premium red roses|rosas|amor aniversario|rojo|rosa|59.9|Dos docenas que se hacen notar|Veinticuatro rosas de botón grande, elegidas una a una por nuestras floristas.
100 rosas rojas|100 red roses|rosas|amor san-valentin|rojo|rosa|249.9|El gesto más grande|Cien rosas en un solo ramo, para pedir la mano o para pedir perdón.
Rosas blancas en caja|White roses in a box|cajas|boda condolencias|blanco|rosa eucalipto|42.5|Pureza en una sombrerera|Rosas blancas sobre espuma floral húmeda, con follaje de eucalipto fresco.
Rosas amarillas de la amistad|Yellow friendship roses|rosas|agradecimiento cumpleanos|amarillo|rosa|32.9|Para una amiga|Rosas amarillas que dicen gracias sin palabras, con tarjeta escrita a mano.
Ramo de rosas rosadas y lisianthus|Pink rose and lisianthus bouquet|ramos|cumpleanos dia-de-la-madre|rosado blanco|rosa lisianthus|39.9|Delicado y romántico|Un ramo de tonos pastel con rosas de jardín, lisianthus y hojas de eucalipto.
Caja corazón de rosas|Heart box of roses|cajas|amor san-valentin aniversario|rojo|rosa|54.9|Con forma de corazón|Caja rígida en forma de corazón, llena de rosas rojas al ras.
Rosa eterna en cúpula|Eternal rose in a dome|rosas|amor aniversario|rojo|rosa|29.9|Dura tres años|Una rosa preservada bajo cúpula de vidrio que no necesita agua ni luz.
Ramo de girasoles|Sunflower bouquet|girasoles|cumpleanos agradecimiento graduacion|amarillo|girasol|27.9|El sol en las manos|Seis girasoles grandes con solidago y papel kraft.
Girasoles y rosas naranjas|Sunflowers and orange roses|girasoles|cumpleanos|amarillo naranja|girasol rosa|36.9|Energía de verano|Girasoles y rosas naranjas con un toque de craspedia.
Canasto campestre de girasoles|Country basket of sunflowers|canastos|recuperacion agradecimiento|amarillo blanco|girasol margarita|44.9|Como recién cortado|Canasto de mimbre con girasoles, margaritas y trigo seco.
Girasol individual con mensaje|Single sunflower with a message|girasoles|graduacion agradecimiento|amarillo|girasol|12|Un detalle alegre|Un girasol en cono de papel con tu mensaje impreso.
Tulipanes holandeses|Dutch tulips|tulipanes|cumpleanos dia-de-la-madre|rojo amarillo|tulipan|35.9|Diez tallos frescos|Diez tulipanes traídos en frío, en colores surtidos según la temporada.
Tulipanes morados|Purple tulips|tulipanes|amor cumpleanos|morado|tulipan|37.9|Elegancia sobria|Tulipanes morados en florero de vidrio transparente.
Caja de tulipanes blancos|Box of white tulips|cajas|boda nacimiento|blanco|tulipan|46.9|Minimalista|Quince tulipanes blancos dispuestos en una caja baja color marfil.
Ramo de lirios orientales|Oriental lily bouquet|lirios|aniversario dia-de-la-madre|rosado blanco|lirio|33.9|Perfume que llena la casa|Lirios orientales que abren durante la semana, con hojas de ruscus.
Lirios blancos de la paz|White lilies of peace|lirios|condolencias|blanco|lirio|38.9|Un abrazo en silencio|Lirios blancos con helecho, para acompañar a la familia.
Lirios naranjas|Orange lilies|lirios|cumpleanos agradecimiento|naranja|lirio|31.9|Color intenso|Lirios asiáticos de color naranja, sin perfume, para espacios pequeños.
Orquídea phalaenopsis blanca|White phalaenopsis orchid|orquideas|boda corporativo dia-de-la-madre|blanco|orquidea|39.9|Florece por meses|Planta de dos varas en macetero de cerámica, con instrucciones de riego.
Orquídea morada de una vara|Single-stem purple orchid|orquideas|cumpleanos agradecimiento|morado|orquidea|29.9|Fácil de cuidar|Una vara de flores moradas que se riega una vez por semana.
Jardín de orquídeas mini|Mini orchid garden|orquideas|corporativo|rosado blanco|orquidea|64.9|Cuatro plantas juntas|Cuatro orquídeas pequeñas con musgo y piedras de río.
Corona de condolencias clásica|Classic funeral wreath|coronas|condolencias|blanco|crisantemo clavel|89.9|Un metro de diámetro|Corona redonda de crisantemos y claveles blancos con cinta impresa.
Corona de rosas y lirios|Rose and lily wreath|coronas|condolencias|blanco|rosa lirio|139.9|Despedida solemne|Corona grande de rosas y lirios con atril incluido.
Corona de caridad|Charity wreath|coronas|condolencias|verde blanco|crisantemo|65|Entrega en la parroquia|Corona sencilla que acompaña la misa, con donación a una fundación.
Cojín de claveles|Carnation cushion|condolencias|condolencias|blanco rojo|clavel|58.9|Homenaje discreto|Cojín bordado en claveles para poner sobre la urna.
Lágrima de flores blancas|White flower teardrop|condolencias|condolencias|blanco|lirio clavel crisantemo|72.9|Para la capilla|Arreglo vertical en forma de lágrima, con lirios en la punta.
Arreglo de pésame en blanco y verde|White and green sympathy arrangement|condolencias|condolencias|blanco verde|rosa crisantemo|45.9|Sobrio y sereno|Arreglo de mesa en tonos blancos y verdes para el hogar de la familia.
Cubre urna de rosas|Casket spray of roses|condolencias|condolencias|rojo blanco|rosa clavel|129.9|El último adiós|Manto de rosas y claveles de ciento veinte centímetros.
Arreglo primaveral|Spring arrangement|arreglos|cumpleanos dia-de-la-madre|rosado amarillo morado|gerbera astromelia|34.9|Alegre y colorido|Gerberas y astromelias con flores de estación en base de cerámica.
Arreglo de gerberas|Gerbera arrangement|arreglos|cumpleanos recuperacion|naranja rosado|gerbera|28.9|Dibuja una sonrisa|Doce gerberas de colores fuertes con hojas verdes.
Centro de mesa otoñal|Autumn centrepiece|arreglos|corporativo agradecimiento|naranja amarillo|crisantemo rosa|41.9|Para compartir|Centro de mesa bajo con crisantemos, rosas y hojas secas.
Arreglo de hortensias azules|Blue hydrangea arrangement|arreglos|nacimiento boda|azul|hortensia|47.9|Nubes de pétalos|Hortensias azules en jarrón alto de vidrio.
Arreglo Bienvenido bebé niño|Welcome baby boy arrangement|arreglos|nacimiento|azul blanco|hortensia rosa|44.9|Con peluche de regalo|Hortensias celestes y rosas blancas, con un oso de peluche pequeño.
Arreglo Bienvenida bebé niña|Welcome baby girl arrangement|arreglos|nacimiento|rosado blanco|rosa gypsophila|44.9|Dulce como ella|Rosas rosadas con nube de gypsophila y chupete decorativo.
Ramo de astromelias|Alstroemeria bouquet|ramos|agradecimiento cumpleanos|rosado amarillo|astromelia|19.9|Rinde dos semanas|Veinte varas de astromelias surtidas, la flor que más dura en florero.
Ramo silvestre|Wild bouquet|ramos|cumpleanos amor|morado amarillo blanco|margarita lavanda statice|25.9|Del campo a tu puerta|Flores silvestres de la zona central con lavanda y statice.
Ramo de peonías|Peony bouquet|ramos|amor boda|rosado|peonia|69.9|Sólo en temporada|Diez peonías que llegan en botón y abren en dos días.
Ramo de hortensias y rosas|Hydrangea and rose bouquet|ramos|aniversario dia-de-la-madre|azul rosado|hortensia rosa|49.9|Voluminoso|Un ramo redondo y generoso con hortensias y rosas de jardín.
Ramo de margaritas|Daisy bouquet|ramos|recuperacion cumpleanos|blanco amarillo|margarita|16.9|Sencillez pura|Margaritas frescas amarradas con yute.
Ramo de claveles rojos|Red carnation bouquet|ramos|dia-de-la-madre aniversario|rojo|clavel|18.9|Un clásico que vuelve|Veinte claveles rojos con gypsophila.
Ramo de calas|Calla lily bouquet|ramos|boda condolencias|blanco|cala|38.9|Líneas limpias|Diez calas blancas de tallo largo atadas con cinta.
Bouquet de fresias|Freesia bouquet|ramos|cumpleanos nacimiento|amarillo blanco morado|fresia|26.9|Aroma suave|Fresias de colores con perfume delicado.
Ramo de novia romántico|Romantic bridal bouquet|novias|boda|blanco rosado|peonia rosa|85|A tu medida|Ramo de novia con peonías y rosas de jardín, prueba previa incluida.
Ramo de novia minimalista|Minimalist bridal bouquet|novias|boda|blanco verde|cala eucalipto|65|Líneas puras|Calas y eucalipto para una novia moderna.
Boutonniere para el novio|Groom's boutonniere|novias|boda|blanco|rosa|12.5|A juego con el ramo|Prendido con una rosa spray y follaje fino.
Decoración de mesa para matrimonio|Wedding table decoration|novias|boda|blanco verde|rosa hortensia|59|Por mesa|Centro de mesa con rosas y hortensias para la recepción.
Canasto de frutas y flores|Fruit and flower basket|canastos|recuperacion agradecimiento|naranja amarillo|gerbera rosa|52.9|Vitaminas y color|Frutas de la estación junto a gerberas y rosas en canasto de mimbre.
Desayuno sorpresa con flores|Surprise breakfast with flowers|canastos|cumpleanos dia-de-la-madre|rosado|rosa|48.9|Entrega temprano|Bandeja de desayuno con jugo, pasteles y un ramo pequeño.
Canasto navideño|Christmas basket|canastos|navidad|rojo verde|rosa pino|55.9|Aroma a pino|Canasto con ramas de pino, rosas rojas, piñas y velas.
Corona de adviento|Advent wreath|arreglos|navidad|verde rojo|pino|36.9|Cuatro velas|Corona de ramas verdes con cuatro velas para la mesa.
Flor de pascua|Poinsettia|plantas|navidad corporativo|rojo|poinsettia|17.9|La planta de diciembre|Planta de hojas rojas en macetero envuelto en arpillera.
Planta monstera deliciosa|Monstera deliciosa plant|plantas|corporativo agradecimiento|verde||34.9|Para interiores luminosos|Monstera de ochenta centímetros en macetero blanco.
Lavanda en macetero|Potted lavender|plantas|agradecimiento cumpleanos|morado|lavanda|15.9|Relaja y perfuma|Planta de lavanda para balcón con sol directo.
Bonsái de olmo|Elm bonsai|plantas|corporativo|verde||45|Ocho años de edad|Bonsái de olmo chino con guía de poda y riego.
Terrario de suculentas|Succulent terrarium|suculentas|cumpleanos corporativo|verde|suculenta|24.9|Un mundo pequeño|Suculentas y cactus en esfera de vidrio con arena de colores.
Trío de suculentas|Trio of succulents|suculentas|agradecimiento|verde|suculenta|14.9|Casi no piden agua|Tres suculentas en maceteros de cerámica pintados a mano.
Recuerdos de suculentas para eventos|Succulent event favours|suculentas|corporativo boda|verde|suculenta|36|Veinte unidades|Veinte suculentas mini con etiqueta personalizada.
Suscripción floral para oficinas|Floral subscription for offices|corporativo|corporativo|blanco verde|lirio|120|Cada lunes, flores frescas|Arreglo semanal para la recepción de tu empresa, con florero en préstamo.
Arreglo corporativo para lobby|Corporate lobby arrangement|corporativo|corporativo|blanco verde|lirio orquidea|98|Primera impresión|Composición alta de lirios y orquídeas para mesones de recepción.
Oso de peluche|Teddy bear|accesorios|cumpleanos amor nacimiento|cafe||15|Treinta centímetros de ternura|Peluche suave e hipoalergénico que acompaña cualquier ramo.
Caja de chocolates artesanales|Box of artisan chocolates|accesorios|amor cumpleanos|cafe||12|Dieciséis bombones|Bombones de chocolate chileno rellenos de manjar y frambuesa.
Espumante brut|Brut sparkling wine|accesorios|aniversario boda|dorado||18|Botella de 750 cc|Espumante del valle de Casablanca, sólo para mayores de 18 años.
Globo de cumpleaños|Birthday balloon|accesorios|cumpleanos|dorado rosado||8|Con helio|Globo metálico inflado con helio que dice feliz cumpleaños.
Florero de vidrio|Glass vase|accesorios|agradecimiento|transparente||9.9|Veinticinco centímetros|Florero cilíndrico de vidrio grueso para ramos medianos.
`

// Names in Spanish and English of the values that are not simply capitalised.
var florNames = map[string][2]string{
	"rosas": {"Rosas", "Roses"}, "ramos": {"Ramos", "Bouquets"}, "arreglos": {"Arreglos", "Arrangements"},
	"tulipanes": {"Tulipanes", "Tulips"}, "girasoles": {"Girasoles", "Sunflowers"}, "lirios": {"Lirios", "Lilies"},
	"orquideas": {"Orquídeas", "Orchids"}, "coronas": {"Coronas", "Wreaths"}, "condolencias": {"Condolencias", "Sympathy"},
	"plantas": {"Plantas", "Plants"}, "suculentas": {"Suculentas", "Succulents"}, "cajas": {"Cajas", "Boxes"},
	"canastos": {"Canastos", "Baskets"}, "novias": {"Novias", "Bridal"}, "corporativo": {"Corporativo", "Corporate"},
	"accesorios": {"Accesorios", "Accessories"}, "cumpleanos": {"Cumpleaños", "Birthday"}, "amor": {"Amor", "Love"},
	"aniversario": {"Aniversario", "Anniversary"}, "dia-de-la-madre": {"Día de la Madre", "Mother's Day"},
	"graduacion": {"Graduación", "Graduation"}, "nacimiento": {"Nacimiento", "New baby"},
	"recuperacion": {"Recuperación", "Get well"}, "agradecimiento": {"Agradecimiento", "Thank you"},
	"boda": {"Boda", "Wedding"}, "navidad": {"Navidad", "Christmas"}, "san-valentin": {"San Valentín", "Valentine's Day"},
	"rojo": {"Rojo", "Red"}, "blanco": {"Blanco", "White"}, "amarillo": {"Amarillo", "Yellow"}, "rosado": {"Rosado", "Pink"},
	"morado": {"Morado", "Purple"}, "naranja": {"Naranja", "Orange"}, "azul": {"Azul", "Blue"}, "verde": {"Verde", "Green"},
	"cafe": {"Café", "Brown"}, "dorado": {"Dorado", "Gold"}, "transparente": {"Transparente", "Clear"},
	"rosa": {"Rosa", "Rose"}, "girasol": {"Girasol", "Sunflower"}, "tulipan": {"Tulipán", "Tulip"}, "lirio": {"Lirio", "Lily"},
	"orquidea": {"Orquídea", "Orchid"}, "clavel": {"Clavel", "Carnation"}, "crisantemo": {"Crisantemo", "Chrysanthemum"},
	"margarita": {"Margarita", "Daisy"}, "hortensia": {"Hortensia", "Hydrangea"}, "peonia": {"Peonía", "Peony"},
	"cala": {"Cala", "Calla lily"}, "lavanda": {"Lavanda", "Lavender"}, "eucalipto": {"Eucalipto", "Eucalyptus"},
	"fresia": {"Fresia", "Freesia"}, "pino": {"Pino", "Pine"}, "suculenta": {"Suculenta", "Succulent"},
	"gypsophila": {"Gypsophila", "Baby's breath"}, "poinsettia": {"Flor de Pascua", "Poinsettia"},
}

var priceEdges = []int64{20_000, 35_000, 50_000, 80_000, 120_000}

func labelOf(value string) search.Label {
	names, ok := florNames[value]
	if !ok && value != "" {
		capital := strings.ToUpper(value[:1]) + value[1:]
		names = [2]string{capital, capital}
	}
	return search.Label{Value: value, Names: names}
}

func labelsOf(values string) []search.Label {
	var list []search.Label
	for _, value := range strings.Fields(values) {
		list = append(list, labelOf(value))
	}
	return list
}

// floristDocs is the catalogue above, each product as often as copies says. The first copy carries
// the names as they stand, the others a number of their own.
func floristDocs(copies int) []search.Doc {
	var docs []search.Doc
	start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for n := range copies {
		for line := range strings.Lines(strings.TrimSpace(florist)) {
			f := strings.Split(strings.TrimSpace(line), "|")
			thousands, err := strconv.ParseFloat(f[6], 64)
			if err != nil {
				panic(err)
			}
			i := len(docs)
			d := search.Doc{
				ID:            fmt.Sprintf("p%06d", i),
				Name:          [2]string{f[0], f[1]},
				Line:          [2]string{f[7], "By our florists"},
				Description:   [2]string{f[8], f[1] + ", made the same morning and delivered in Santiago."},
				Category:      labelOf(f[2]),
				Occasions:     labelsOf(f[3]),
				Colours:       labelsOf(f[4]),
				Flowers:       labelsOf(f[5]),
				MinPriceCLP:   int64(thousands*1000) + int64(n%50)*100,
				Created:       start.Add(time.Duration(i*7919%1000) * time.Hour),
				RatingAverage: float64(i*31%21)/10 + 3,
				RatingCount:   i * 17 % 40,
				Featured:      i%9 == 0,
				Available:     i%13 != 5,
			}
			if n > 0 {
				d.Name[0] += fmt.Sprintf(" modelo %d", n)
				d.Name[1] += fmt.Sprintf(" model %d", n)
			}
			docs = append(docs, d)
		}
	}
	return docs
}

type shop struct {
	docs  []search.Doc
	index *search.Index
}

func openShop() shop {
	docs := floristDocs(1)
	return shop{docs, search.Build(docs, search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges})}
}

// names returns the Spanish names of hits.
func (s shop) names(hits []int) []string {
	list := make([]string, len(hits))
	for i, hit := range hits {
		list[i] = s.docs[hit].Name[search.Spanish]
	}
	return list
}

// find returns the names of the first hits of a text, and the result.
func (s shop) find(text string) ([]string, search.Result) {
	r := s.index.Search(search.Query{Text: text, Lang: "es", Limit: 100})
	return s.names(r.Hits), r
}

func same[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}
