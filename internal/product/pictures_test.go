package product

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/drawing"
)

func TestKeptPicturesAreBounded(t *testing.T) {
	p := newPictures()
	draws := 0
	get := func(name string) {
		t.Helper()
		if _, err := p.get(name, func() ([]byte, error) { draws++; return make([]byte, 1<<20), nil }); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 10 {
		get(fmt.Sprint("p", i))
	}
	if p.used > picturesBytes || len(p.byName) != 3 {
		t.Fatalf("%d bytes of %d pictures are kept", p.used, len(p.byName))
	}
	get("p9")
	if draws != 10 {
		t.Fatalf("the last one was drawn again: %d", draws)
	}
	get("p0")
	if draws != 11 {
		t.Fatalf("the first one was kept: %d", draws)
	}
}

func TestAPictureThatFailedIsTriedAgain(t *testing.T) {
	p := newPictures()
	if _, err := p.get("x", func() ([]byte, error) { return nil, errors.New("no") }); err == nil {
		t.Fatal("no error")
	}
	if data, err := p.get("x", func() ([]byte, error) { return []byte("yes"), nil }); err != nil || string(data) != "yes" {
		t.Fatalf("%q, %v", data, err)
	}
}

// TestEveryFlowerOfTheShopCanBeDrawn keeps recipe.go in step with the drawings.
func TestEveryFlowerOfTheShopCanBeDrawn(t *testing.T) {
	d := demo.Catalogue()
	for _, f := range d.Flowers {
		_, bloom := flowerDrawn[f.Slug]
		_, spray := sprayDrawn[f.Slug]
		if bloom == spray {
			t.Errorf("%s is drawn in no way, or in two", f.Slug)
		}
		for _, c := range d.Colours {
			if _, ok := colourDrawn[c.Slug]; !ok {
				t.Errorf("no paper for %s", c.Slug)
			}
			recipe := recipeFor(&Record{Slug: "x", Flowers: []string{f.Slug}, Colours: []string{c.Slug}})
			if err := recipe.Validate(); err != nil {
				t.Error(err)
			}
		}
	}
	all := &Record{Slug: "x"}
	for _, f := range d.Flowers[:12] {
		all.Flowers = append(all.Flowers, f.Slug)
	}
	if err := recipeFor(all).Validate(); err != nil {
		t.Error(err)
	}
}

// drawn is the hash of all demo pictures as drawingVersion draws them.
const drawn = "4408e5ebcda26b0e"

func TestDrawingVersionIsRaisedWithTheDrawings(t *testing.T) {
	h := sha256.New()
	for _, p := range demo.Catalogue().Products {
		h.Write(drawing.Draw(p.Recipe, drawing.Standard).SVG())
	}
	if got := hex.EncodeToString(h.Sum(nil)[:8]); got != drawn {
		t.Errorf("the drawings are %s now: raise drawingVersion, or browsers keep the old ones for a year, and note the hash here", got)
	}
}
