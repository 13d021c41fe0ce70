package drawing

import (
	"strings"
	"testing"
)

func TestValidateNamesWhatCannotBeDrawn(t *testing.T) {
	good := Recipe{Body: "bouquet", Blooms: []Bloom{{"rose", "red", 12}}, Foliage: []string{"ruscus"}, Wrap: "cream", Ribbon: "ink", Seed: "x"}
	if err := good.Validate(); err != nil {
		t.Fatalf("a good recipe is refused: %v", err)
	}
	for name, c := range map[string]struct {
		spoil func(*Recipe)
		says  string
	}{
		"body":    {func(r *Recipe) { r.Body = "cloud" }, `unknown body "cloud"`},
		"flower":  {func(r *Recipe) { r.Blooms = []Bloom{{"dragon", "red", 1}} }, `unknown flower "dragon"`},
		"colour":  {func(r *Recipe) { r.Blooms = []Bloom{{"rose", "octarine", 1}} }, `unknown colour "octarine"`},
		"count":   {func(r *Recipe) { r.Blooms = []Bloom{{"rose", "red", 0}} }, "0 of rose"},
		"total":   {func(r *Recipe) { r.Blooms = []Bloom{{"rose", "red", 41}} }, "41 blooms, at most 40"},
		"foliage": {func(r *Recipe) { r.Foliage = []string{"moss"} }, `unknown foliage "moss"`},
		"wrap":    {func(r *Recipe) { r.Wrap = "tinfoil" }, `unknown colour "tinfoil"`},
		"ribbon":  {func(r *Recipe) { r.Ribbon = "barbed" }, `unknown colour "barbed"`},
	} {
		r := good
		c.spoil(&r)
		if err := r.Validate(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
}

func TestAnyRecipeIsDrawnWithinBounds(t *testing.T) {
	for name, r := range map[string]Recipe{
		"nothing":  {},
		"nonsense": {Body: "cloud", Blooms: []Bloom{{"dragon", "red", 3}}, Foliage: []string{"moss"}, Wrap: "tinfoil"},
		"negative": {Body: "bouquet", Blooms: []Bloom{{"rose", "red", -5}}},
		"a field":  {Body: "bouquet", Blooms: []Bloom{{"rose", "red", 1 << 30}, {"tulip", "red", 1 << 30}}},
	} {
		p := Draw(r, Premium)
		if n := len(p.pieces); n == 0 || n > 200 {
			t.Errorf("%s: %d pieces of paper", name, n)
		}
		if _, err := p.PNG(50); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
