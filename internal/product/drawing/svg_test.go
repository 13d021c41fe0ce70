package drawing

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// elements reads an SVG as its tags, and fails the test when it is not XML.
func elements(t *testing.T, svg []byte) []xml.StartElement {
	t.Helper()
	var out []xml.StartElement
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			out = append(out, e.Copy())
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestSVGIsFilledPathsInWholeNumbersDefinedOnce(t *testing.T) {
	whole := regexp.MustCompile(`^[mlhvqcsz0-9 -]+$`)
	for body, r := range everyBody() {
		svg := Draw(r, Premium).SVG()
		if bytes.Contains(svg, []byte("stroke")) {
			t.Errorf("%s has a stroke", body)
		}
		defined, used := map[string]int{}, map[string]int{}
		for _, e := range elements(t, svg) {
			switch e.Name.Local {
			case "path":
				if d := attribute(e, "d"); !whole.MatchString(d) {
					t.Errorf("%s: %.60s is not in whole numbers", body, d)
				}
				if attribute(e, "fill") == "" {
					t.Errorf("%s: a path without a fill", body)
				}
			case "g":
				if id := attribute(e, "id"); id != "" {
					defined[id]++
				}
			case "use":
				used[strings.TrimPrefix(attribute(e, "href"), "#")]++
			}
		}
		for id, n := range defined {
			if n != 1 || used[id] == 0 {
				t.Errorf("%s: symbol %s is defined %d times and used %d", body, id, n, used[id])
			}
		}
		for id := range used {
			if defined[id] == 0 {
				t.Errorf("%s: symbol %s is used but not defined", body, id)
			}
		}
	}
}

func TestTicketIsInkOnWhiteOnly(t *testing.T) {
	for body, r := range everyBody() {
		for _, e := range elements(t, Draw(r, Standard).Outline()) {
			for _, a := range e.Attr {
				if a.Name.Local == "fill" && a.Value != "#fff" || a.Name.Local == "stroke" && a.Value != ticketInk {
					t.Errorf("%s: %s is %s", body, a.Name.Local, a.Value)
				}
			}
		}
	}
}

func TestFaviconIsOneSmallSquareCarnation(t *testing.T) {
	svg := Favicon()
	root := elements(t, svg)[0]
	if attribute(root, "viewBox") != "0 0 64 64" || len(svg) > 2500 {
		t.Errorf("viewBox %q, %d bytes", attribute(root, "viewBox"), len(svg))
	}
	if n := bytes.Count(svg, []byte("<use ")); n != 1 {
		t.Errorf("%d flowers", n)
	}
	if b, err := FaviconPNG(180); err != nil || len(b) == 0 {
		t.Errorf("as PNG: %d bytes, %v", len(b), err)
	}
}

// The PNG is painted from the outlines themselves: when the SVG's text says the
// same points, both writers show the same picture.
func TestPathTextSaysWhatThePathIs(t *testing.T) {
	d := newDice("path")
	for name, p := range map[string]path{
		"disc": d.disc(9, 90, .05), "teeth": d.toothed(12, 80, .2, .05), "petal": petal(90, 40, .6, .7),
		"ring": d.ring(5, 3, drop(40, 20), 20, .1), "heart": heartPath(point{200, 240}, 1),
		"strand": strand(point{10, 20}, point{30, -5}, point{70, 80}, 6, 3),
		"hole":   append(ellipse(point{50, 50}, 40, 40), reversed(ellipse(point{50, 50}, 30, 30))...),
		"box":    polygon(point{-4, -4}, point{4, -4}, point{4, 4}, point{-4, 4}),
	} {
		p = p.whole()
		var b bytes.Buffer
		writePath(&b, p)
		got := readPath(t, b.String())
		var want []point
		for _, s := range p {
			want = append(want, s.p[:s.points()]...)
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d points in %s, want %d", name, len(got), b.String(), len(want))
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: point %d is %v, want %v", name, i, got[i], want[i])
				break
			}
		}
	}
}

// readPath follows SVG's grammar for the commands we write, into absolute points.
func readPath(t *testing.T, text string) []point {
	t.Helper()
	var out []point
	var at, start, handle point
	command := byte(0)
	var args []float64
	for _, tok := range regexp.MustCompile(`[a-z]|-?\d+`).FindAllString(text, -1) {
		if c := tok[0]; c >= 'a' && c <= 'z' {
			command = c
			if c == 'z' {
				at = start
			}
			continue
		}
		v, err := strconv.ParseFloat(tok, 64)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, v)
		need := map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'q': 4, 'c': 6, 's': 4}[command]
		if len(args) < need {
			continue
		}
		switch command {
		case 'h':
			args = []float64{args[0], 0}
		case 'v':
			args = []float64{0, args[0]}
		case 's':
			mirrored := at.times(2).sub(handle).sub(at)
			args = append([]float64{mirrored.x, mirrored.y}, args...)
		}
		from := at
		for i := 0; i < len(args); i += 2 {
			at = from.add(point{args[i], args[i+1]})
			out = append(out, at)
		}
		if n := len(out); n > 1 {
			handle = out[n-2]
		}
		if command == 'm' {
			start = at
		}
		args = nil
	}
	return out
}
