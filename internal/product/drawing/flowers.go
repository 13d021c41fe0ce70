package drawing

import "sort"

// flower is how one kind is cut: inside a circle of radius 100 when it faces
// the viewer, and growing up from its stem when it stands upright.
type flower struct {
	cut     func(*dice, tones) []shape
	size    float64 // against a rose
	upright bool    // leans out from where the stems meet instead of being turned freely
}

// flowers by name.
var flowers = map[string]flower{
	"rose":          {cut: rose, size: 1},
	"spray-rose":    {cut: rose, size: .66},
	"peony":         {cut: peony, size: 1.25},
	"ranunculus":    {cut: ranunculus, size: .85},
	"tulip":         {cut: tulip, size: .92, upright: true},
	"calla":         {cut: calla, size: 1.05, upright: true},
	"spathe":        {cut: spathe, size: .95, upright: true},
	"anthurium":     {cut: spathe, size: .95, upright: true},
	"lavender":      {cut: lavender, size: .95, upright: true},
	"sunflower":     {cut: sunflower, size: 1.3},
	"gerbera":       {cut: gerbera, size: 1.05},
	"daisy":         {cut: daisy, size: .8},
	"chrysanthemum": {cut: chrysanthemum, size: 1},
	"carnation":     {cut: carnation, size: .9},
	"lily":          {cut: lily, size: 1.6},
	"alstroemeria":  {cut: alstroemeria, size: .92},
	"orchid":        {cut: orchid, size: 1.1},
	"hydrangea":     {cut: hydrangea, size: 1.45},
	"kalanchoe":     {cut: kalanchoe, size: .55},
	"rosette":       {cut: rosette, size: 1.1},
	"cactus":        {cut: cactus, size: 1.2, upright: true},
}

// Flowers lists the names a recipe may use, sorted.
func Flowers() []string { return sortedKeys(flowers) }

func sortedKeys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
