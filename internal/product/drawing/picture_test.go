package drawing

import (
	"bytes"
	"image/png"
	"testing"
)

// everyBody is a recipe for each body, with flowers of every way of growing.
func everyBody() map[string]Recipe {
	recipes := map[string]Recipe{}
	for _, body := range Bodies() {
		recipes[body] = Recipe{
			Body: body, Wrap: "blue", Ribbon: "yellow", Seed: "of-" + body, Foliage: []string{"ruscus", "gypsophila"},
			Blooms: []Bloom{{"rose", "red", 5}, {"tulip", "white", 3}, {"cactus", "green", 1}},
		}
	}
	return recipes
}

func TestTheSameRecipeIsAlwaysTheSamePicture(t *testing.T) {
	for body, r := range everyBody() {
		a, b := Draw(r, Deluxe), Draw(r, Deluxe)
		if !bytes.Equal(a.SVG(), b.SVG()) || !bytes.Equal(a.Outline(), b.Outline()) {
			t.Errorf("%s: SVG differs between two drawings", body)
		}
		one, errOne := a.PNG(120)
		two, errTwo := b.PNG(120)
		if errOne != nil || errTwo != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: PNG differs between two drawings (%v, %v)", body, errOne, errTwo)
		}
	}
}

func TestAnotherSlugIsAnotherHand(t *testing.T) {
	r := everyBody()["bouquet"]
	first := Draw(r, Standard).SVG()
	r.Seed = "another"
	if bytes.Equal(first, Draw(r, Standard).SVG()) {
		t.Error("two products with one recipe have the same picture")
	}
}

func TestMoreMoneyBuysMoreFlowersAndALargerPicture(t *testing.T) {
	r := Recipe{Body: "bouquet", Blooms: []Bloom{{"rose", "red", 12}}, Seed: "ladder"}
	blooms, area := 0, 0.0
	for i, want := range []int{12, 18, 24} {
		p := Draw(r, Sizes()[i])
		n := 0
		for _, piece := range p.pieces {
			if piece.symbol >= 0 {
				n++
			}
		}
		low, high := p.bounds()
		a := (high.x - low.x) * (high.y - low.y)
		if n != want || n <= blooms || a <= area {
			t.Errorf("%s: %d blooms on %.0f square units, want %d and more than %.0f", Sizes()[i], n, a, want, area)
		}
		blooms, area = n, a
	}
}

func TestEveryBodyStaysOnTheSheet(t *testing.T) {
	for body, r := range everyBody() {
		for _, size := range Sizes() {
			low, high := Draw(r, size).bounds()
			if low.x < 0 || low.y < 0 || high.x > SheetWidth || high.y > SheetHeight {
				t.Errorf("%s %s reaches from %v to %v", body, size, low, high)
			}
			if high.y-low.y < SheetHeight*.3 && high.x-low.x < SheetWidth*.6 {
				t.Errorf("%s %s is lost on the sheet: %v to %v", body, size, low, high)
			}
		}
	}
}

func TestEveryFlowerAndFoliageIsSeen(t *testing.T) {
	bare := Draw(Recipe{Body: "bouquet", Wrap: "kraft", Seed: "x"}, Standard)
	for _, f := range Flowers() {
		p := Draw(Recipe{Body: "bouquet", Wrap: "kraft", Seed: "x", Blooms: []Bloom{{f, "red", 3}}}, Standard)
		if len(p.symbols) == 0 || len(p.symbols[0].shapes) < 3 {
			t.Errorf("flower %s is fewer than three papers", f)
		}
	}
	for _, f := range Foliages() {
		p := Draw(Recipe{Body: "bouquet", Wrap: "kraft", Seed: "x", Foliage: []string{f}}, Standard)
		if len(p.pieces) <= len(bare.pieces) {
			t.Errorf("foliage %s adds nothing", f)
		}
	}
}

func TestPNGHasTheSheetsShapeAndAClearGround(t *testing.T) {
	p := Draw(everyBody()["bouquet"], Standard)
	for _, width := range []int{1, 160, 800} {
		b, err := p.PNG(width)
		if err != nil {
			t.Fatal(err)
		}
		im, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if w, h := im.Bounds().Dx(), im.Bounds().Dy(); w != width || h != max(1, (width*6+2)/5) {
			t.Errorf("width %d: %d by %d pixels", width, w, h)
		}
		if width == 1 {
			continue
		}
		if _, _, _, a := im.At(0, 0).RGBA(); a != 0 {
			t.Errorf("width %d: the corner is not clear", width)
		}
		if _, _, _, a := im.At(width/2, width*3/5).RGBA(); a != 0xffff {
			t.Errorf("width %d: the middle is not paper", width)
		}
	}
}

func TestPNGRefusesWidthsItWillNotPaint(t *testing.T) {
	p := Draw(everyBody()["teddy"], Standard)
	for _, width := range []int{-1, 0, maxPNGWidth + 1} {
		if _, err := p.PNG(width); err == nil {
			t.Errorf("width %d is painted", width)
		}
	}
}
