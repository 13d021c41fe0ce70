package drawing

import (
	"math"
	"sort"
)

// sheet is a picture in the making, with what the recipe gives to make it.
type sheet struct {
	*Picture
	recipe Recipe
	step   step
	dice   *dice
	wrap   tones
	stems  []stem // every flower of this size, in no order of place
	greens []string
}

// stem is one flower to be placed.
type stem struct {
	flower flower
	kind   string // the flower's name; its outlines are the same in every colour
	name   string // kind and paper
	tones  tones
}

// Draw makes the picture of a recipe in a size. What Validate would refuse is
// left out; Draw itself never fails.
func Draw(recipe Recipe, size Size) *Picture {
	s := &sheet{
		Picture: newPicture(), recipe: recipe, step: size.step(),
		dice: newDice(recipe.Seed), wrap: tonesOf(recipe.Wrap),
	}
	s.stems = s.gather()
	for _, f := range recipe.Foliage {
		if _, ok := foliages[f]; ok {
			s.greens = append(s.greens, f)
		}
	}
	draw, ok := bodies[recipe.Body]
	if !ok {
		draw = bodies["bouquet"]
	}
	draw(s)
	s.stand()
	return s.Picture
}

// Margins of the sheet, and how much a small thing may be enlarged to fill it.
const (
	marginX, marginY = 12, 10
	mostEnlarged     = 1.3
)

// stand fits what was laid to the sheet, then to its step of the ladder. Low
// things rise a little from the lower edge, as on a shelf.
func (s *sheet) stand() {
	low, high := s.bounds()
	w, h := high.x-low.x, high.y-low.y
	if w <= 0 || h <= 0 {
		return
	}
	k := min(mostEnlarged, (SheetWidth-2*marginX)/w, (SheetHeight-2*marginY)/h) * s.step.scale
	k = math.Floor(k*100) / 100
	free := SheetHeight - 2*marginY - h*k
	s.root = placement{scale: k, at: point{
		SheetWidth/2 - (low.x+high.x)/2*k,
		SheetHeight - marginY - free*.36 - high.y*k,
	}.round()}
}

// gather counts out the flowers and mixes them: large ones tend to the end, which
// is the middle of a bunch.
func (s *sheet) gather() []stem {
	type drawn struct {
		stem
		order float64
	}
	var all []drawn
	for _, b := range s.recipe.Blooms {
		f, ok := flowers[b.Flower]
		if !ok {
			continue
		}
		n := max(1, int(math.Round(float64(b.Count)*s.step.count)))
		for i := range min(n, maxBlooms-len(all)) {
			st := stem{flower: f, kind: b.Flower, name: b.Flower + "/" + b.Colour, tones: tonesOf(b.Colour)}
			if i%3 == 1 { // neighbours differ a little
				st.tones, st.name = st.tones.lighter(), st.name+"/paler"
			}
			all = append(all, drawn{st, f.size*.7 + s.dice.float()})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].order < all[j].order })
	out := make([]stem, len(all))
	for i, d := range all {
		out[i] = d.stem
	}
	return out
}

// weight is the sum of the flowers' areas against a rose's.
func weight(stems []stem) float64 {
	sum := 0.0
	for _, st := range stems {
		sum += st.flower.size * st.flower.size
	}
	return sum
}

// bloom lays a flower with the radius of a rose given in units.
func (s *sheet) bloom(st stem, at point, degrees, rose float64) {
	r := rose * st.flower.size * s.dice.about(1, .06)
	s.use(st.name, func() []shape {
		return st.flower.cut(newDice(s.recipe.Seed+st.kind), st.tones)
	}, at, degrees, r/100, false)
}

// sprig lays the i-th foliage of the recipe, or nothing when it has none. A
// recipe of one foliage alternates two lights of it.
func (s *sheet) sprig(i int, at point, degrees, length float64) {
	if len(s.greens) == 0 {
		return
	}
	s.green(s.greens[i%len(s.greens)], len(s.greens) == 1 && i%2 == 1, at, degrees, length)
}

// green lays a foliage by name; neighbours are mirrored by chance.
func (s *sheet) green(name string, paler bool, at point, degrees, length float64) {
	f := foliages[name]
	key, t := name, f.tone.tones()
	if paler {
		key, t = name+"/paler", t.lighter()
	}
	s.use(key, func() []shape {
		return f.cut(newDice(s.recipe.Seed+name), t)
	}, at, degrees, length/100, s.dice.float() < .4)
}

// part lays a piece that bodies share by name, such as a basket's weave.
func (s *sheet) part(name string, at point, degrees, scale float64, shapes func() []shape) {
	s.use("part/"+name, shapes, at, degrees, scale, false)
}
