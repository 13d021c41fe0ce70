package drawing

// bodies by name: what holds the flowers, or the object a recipe is.
var bodies = map[string]func(*sheet){
	// flowers tied by hand
	"bouquet":     bouquet,
	"bridal":      bridal,
	"boutonniere": boutonniere,
	// flowers in a vessel
	"vase":        vase,
	"box":         hatBox,
	"crate":       crate,
	"basket":      basket,
	"centrepiece": centrepiece,
	// flowers on a frame
	"wreath": wreath,
	"ring":   ring,
	"heart":  heartBox,
	"tear":   tear,
	"cross":  cross,
	// living plants
	"pot":     pot,
	"plant":   plant,
	"orchid":  orchidArc,
	"planter": planter,
	// things sold beside flowers
	"bottle":     bottle,
	"balloon":    balloon,
	"chocolates": chocolates,
	"teddy":      teddy,
	"card":       card,
	"can":        wateringCan,
	"shears":     shears,
	"candle":     candle,
}

// Bodies lists the names a recipe may use, sorted.
func Bodies() []string { return sortedKeys(bodies) }
