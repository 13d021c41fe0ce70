package drawing

import "fmt"

// Sheet size in units; every outline of a picture lies inside it.
const (
	SheetWidth  = 400
	SheetHeight = 480
)

// maxBlooms bounds one drawing, whatever a recipe asks for: more than this is
// neither legible at list size nor within a picture's weight.
const maxBlooms = 80

// Size is a step of the price ladder.
type Size string

// The ladder. A larger step holds more flowers and takes more of the sheet.
const (
	Standard Size = "standard"
	Deluxe   Size = "deluxe"
	Premium  Size = "premium"
)

// Sizes lists the ladder from small to large.
func Sizes() []Size { return []Size{Standard, Deluxe, Premium} }

// step is what one rung of the ladder changes in a picture.
type step struct {
	count float64 // multiplies every count of the recipe
	scale float64 // of the whole picture, standing on the sheet's lower edge
}

func (s Size) step() step {
	switch s {
	case Deluxe:
		return step{count: 1.5, scale: .93}
	case Premium:
		return step{count: 2, scale: 1}
	default:
		return step{count: 1, scale: .86}
	}
}

// Recipe says what an arrangement is made of, as a florist would.
type Recipe struct {
	Body    string   `json:"body"`              // one of Bodies
	Blooms  []Bloom  `json:"blooms,omitempty"`  // counts are those of the standard size
	Foliage []string `json:"foliage,omitempty"` // any of Foliages, in order of importance
	Wrap    string   `json:"wrap,omitempty"`    // colour of paper, vase, pot, box or object
	Ribbon  string   `json:"ribbon,omitempty"`  // colour; empty for none
	Seed    string   `json:"seed"`              // the product's slug: decides what the hand varies
}

// Bloom is one kind of flower of a recipe.
type Bloom struct {
	Flower string `json:"flower"` // one of Flowers
	Colour string `json:"colour"` // one of Colours
	Count  int    `json:"count"`
}

// Validate reports the first thing of the recipe that Draw would have to leave out.
func (r Recipe) Validate() error {
	if _, ok := bodies[r.Body]; !ok {
		return fmt.Errorf("recipe: unknown body %q", r.Body)
	}
	total := 0
	for _, b := range r.Blooms {
		if _, ok := flowers[b.Flower]; !ok {
			return fmt.Errorf("recipe: unknown flower %q", b.Flower)
		}
		if !knownColour(b.Colour) {
			return fmt.Errorf("recipe: unknown colour %q of %s", b.Colour, b.Flower)
		}
		if b.Count < 1 {
			return fmt.Errorf("recipe: %d of %s", b.Count, b.Flower)
		}
		total += b.Count
	}
	if total > maxBlooms/2 {
		return fmt.Errorf("recipe: %d blooms, at most %d in the standard size", total, maxBlooms/2)
	}
	for _, f := range r.Foliage {
		if _, ok := foliages[f]; !ok {
			return fmt.Errorf("recipe: unknown foliage %q", f)
		}
	}
	for _, c := range []string{r.Wrap, r.Ribbon} {
		if c != "" && !knownColour(c) {
			return fmt.Errorf("recipe: unknown colour %q", c)
		}
	}
	return nil
}
