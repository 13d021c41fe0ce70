package demo

import (
	"bytes"
	"compress/gzip"
	"image/png"
	"regexp"
	"strconv"
	"testing"

	"floresvictoria.cl/flores/internal/product/drawing"
)

// Weights the identity promises for one drawing.
const (
	mostBytes   = 20 << 10
	mostZipped  = 7 << 10
	fewestBytes = 500 // less than this is not a picture
)

func TestEveryPictureIsLightAndItsLadderIsToldApart(t *testing.T) {
	d := Catalogue()
	pictures := map[string]string{}
	check := func(name string, r drawing.Recipe, size drawing.Size) {
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		svg := drawing.Draw(r, size).SVG()
		if !bytes.Equal(svg, drawing.Draw(r, size).SVG()) {
			t.Errorf("%s is drawn differently the second time", name)
		}
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		if _, err := z.Write(svg); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if len(svg) > mostBytes || len(svg) < fewestBytes || zipped.Len() > mostZipped {
			t.Errorf("%s weighs %d bytes, %d compressed", name, len(svg), zipped.Len())
		}
		if other, ok := pictures[string(svg)]; ok {
			t.Errorf("%s looks exactly like %s", name, other)
		}
		pictures[string(svg)] = name
	}
	for _, p := range d.Products {
		for _, v := range p.Variants {
			check(v.SKU, p.Recipe, v.Size)
		}
	}
	for _, a := range d.AddOns {
		check(a.SKU, a.Recipe, drawing.Standard)
	}
}

func TestEveryProductHasAPictureForMail(t *testing.T) {
	for _, p := range Catalogue().Products {
		b, err := drawing.Draw(p.Recipe, p.Variants[0].Size).PNG(100)
		if err != nil {
			t.Fatalf("%s: %v", p.Slug, err)
		}
		im, err := png.Decode(bytes.NewReader(b))
		if err != nil || im.Bounds().Dx() != 100 || im.Bounds().Dy() != 120 {
			t.Errorf("%s: %v, %v", p.Slug, im.Bounds(), err)
		}
	}
}

// What the words of a size say is what its picture shows: "18 rosas" are 18.
func TestContentsAgreeWithTheRecipe(t *testing.T) {
	counted := regexp.MustCompile(`(\d+) (rosas?|girasol(?:es)?|tulipanes|lirios|gerberas|claveles|crisantemos|margaritas|peonías|ranúnculos|calas|hortensias|orquídeas|varas?|astromelias|rosas mini)\b`)
	kinds := map[string][]string{
		"rosas": {"rose", "spray-rose"}, "rosa": {"rose"}, "girasoles": {"sunflower"}, "tulipanes": {"tulip"}, "lirios": {"lily"},
		"gerberas": {"gerbera"}, "claveles": {"carnation"}, "crisantemos": {"chrysanthemum"}, "margaritas": {"daisy"}, "peonías": {"peony"},
		"ranúnculos": {"ranunculus"}, "calas": {"calla"}, "hortensias": {"hydrangea"}, "orquídeas": {"orchid"}, "astromelias": {"alstroemeria"},
	}
	factor := map[drawing.Size]float64{drawing.Standard: 1, drawing.Deluxe: 1.5, drawing.Premium: 2}
	seen := 0
	for _, p := range Catalogue().Products {
		for _, v := range p.Variants {
			for _, m := range counted.FindAllStringSubmatch(v.Contents.ES, -1) {
				want, drawn := 0, 0.0
				kind, ok := kinds[m[2]]
				if !ok {
					continue
				}
				want, _ = strconv.Atoi(m[1])
				for _, b := range p.Recipe.Blooms {
					for _, k := range kind {
						if b.Flower == k {
							drawn += float64(b.Count)
						}
					}
				}
				drawn *= factor[v.Size]
				if diff := drawn - float64(want); diff > 1.01 || diff < -1.01 {
					t.Errorf("%s says %q, its picture shows %.1f", v.SKU, m[0], drawn)
				}
				seen++
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d counts were compared", seen)
	}
}
