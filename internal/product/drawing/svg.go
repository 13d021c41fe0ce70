package drawing

import (
	"bytes"
	"strconv"
)

// The work ticket's lines: about one sheet unit wide, in the identity's ink.
const (
	ticketLine = 1
	ticketInk  = "#221726"
)

// SVG writes the picture with every symbol defined once.
func (p *Picture) SVG() []byte { return p.svg(false) }

// Outline is the same picture as SVG for the printed work ticket: ink lines
// around white paper, which a one-colour printer can show.
func (p *Picture) Outline() []byte { return p.svg(true) }

func (p *Picture) svg(outline bool) []byte {
	var b bytes.Buffer
	w, h := strconv.Itoa(p.width), strconv.Itoa(p.height)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="` + w + `" height="` + h + `" viewBox="0 0 ` + w + ` ` + h + `"`)
	if outline {
		b.WriteString(` fill="#fff" stroke="` + ticketInk + `" stroke-linejoin="round" stroke-width="` + strconv.Itoa(ticketLine) + `"`)
	}
	b.WriteString(`><defs>`)
	for i, s := range p.symbols {
		b.WriteString(`<g id="` + symbolID(i) + `"`)
		if outline {
			b.WriteString(` stroke-width="` + strconv.Itoa(p.symbolLine(i)) + `"`)
		}
		b.WriteByte('>')
		writeShapes(&b, s.shapes, outline)
		b.WriteString(`</g>`)
	}
	b.WriteString(`</defs>`)
	root := transform(p.root)
	if root != "" {
		b.WriteString(`<g transform="` + root + `">`)
	}
	for i := 0; i < len(p.pieces); i++ {
		if p.pieces[i].symbol >= 0 {
			b.WriteString(`<use href="#` + symbolID(p.pieces[i].symbol) + `" transform="` + transform(p.pieces[i].place) + `"/>`)
			continue
		}
		run := []shape{p.pieces[i].shape}
		for i+1 < len(p.pieces) && p.pieces[i+1].symbol < 0 {
			i++
			run = append(run, p.pieces[i].shape)
		}
		writeShapes(&b, run, outline)
	}
	if root != "" {
		b.WriteString(`</g>`)
	}
	b.WriteString(`</svg>`)
	return b.Bytes()
}

// symbolLine is how wide a symbol's line must be drawn to look as wide as the
// others once the symbol is laid, by the mean of its scales.
func (p *Picture) symbolLine(symbol int) int {
	var sum, n float64
	for _, piece := range p.pieces {
		if piece.symbol == symbol {
			sum, n = sum+piece.place.scale, n+1
		}
	}
	if sum == 0 {
		return ticketLine
	}
	return max(1, int(ticketLine*n/sum+.5))
}

// writeShapes writes each shape as one path. A ticket parts its outlines, or the
// lines of one petal would show through the next.
func writeShapes(b *bytes.Buffer, shapes []shape, outline bool) {
	for i := 0; i < len(shapes); i++ {
		if outline {
			for _, part := range shapes[i].path.parts() {
				b.WriteString(`<path d="`)
				writePath(b, part)
				b.WriteString(`"/>`)
			}
			continue
		}
		b.WriteString(`<path fill="` + shapes[i].fill.hex() + `" d="`)
		writePath(b, shapes[i].path)
		b.WriteString(`"/>`)
	}
}

// parts splits a path into its closed outlines.
func (p path) parts() []path {
	var out []path
	from := 0
	for i := 1; i <= len(p); i++ {
		if i == len(p) || p[i].op == moveTo {
			out = append(out, p[from:i])
			from = i
		}
	}
	return out
}

// writePath uses relative commands, whole numbers and the short form of smooth curves.
func writePath(b *bytes.Buffer, p path) {
	var at, start point
	last := byte(0)
	command := func(c byte) bool {
		same := c == last
		if !same {
			b.WriteByte(c)
		}
		last = c
		return same
	}
	for i, s := range p {
		switch s.op {
		case moveTo:
			if i > 0 {
				b.WriteByte('z')
				at = start
			}
			last = 0
			command('m')
			numbers(b, false, s.p[0].sub(at))
			last = 0
			start = s.p[0]
		case lineTo:
			d := s.p[0].sub(at)
			switch {
			case d.y == 0:
				number(b, command('h'), d.x)
			case d.x == 0:
				number(b, command('v'), d.y)
			default:
				numbers(b, command('l'), d)
			}
		case quadTo:
			numbers(b, command('q'), s.p[0].sub(at), s.p[1].sub(at))
		case cubeTo:
			if i > 0 && p[i-1].op == cubeTo && s.p[0] == mirror(p[i-1]) {
				numbers(b, command('s'), s.p[1].sub(at), s.p[2].sub(at))
			} else {
				numbers(b, command('c'), s.p[0].sub(at), s.p[1].sub(at), s.p[2].sub(at))
			}
		}
		at = s.end()
	}
	b.WriteByte('z')
}

func numbers(b *bytes.Buffer, follows bool, points ...point) {
	for i, p := range points {
		number(b, follows || i > 0, p.x)
		number(b, true, p.y)
	}
}

// number needs a space only between two numbers without a sign.
func number(b *bytes.Buffer, follows bool, v float64) {
	n := int64(v)
	if follows && n >= 0 {
		b.WriteByte(' ')
	}
	b.WriteString(strconv.FormatInt(n, 10))
}

func transform(p placement) string {
	var s string
	if p.at != (point{}) {
		s = "translate(" + strconv.Itoa(int(p.at.x)) + " " + strconv.Itoa(int(p.at.y)) + ")"
	}
	if p.degrees != 0 {
		s += "rotate(" + strconv.Itoa(int(p.degrees)) + ")"
	}
	if p.mirror {
		s += "scale(-" + decimal(p.scale) + " " + decimal(p.scale) + ")"
	} else if p.scale != 1 {
		s += "scale(" + decimal(p.scale) + ")"
	}
	return s
}

// decimal writes hundredths without a leading zero.
func decimal(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if len(s) > 1 && s[0] == '0' {
		return s[1:]
	}
	return s
}

func symbolID(i int) string { return strconv.FormatInt(int64(i)+10, 36) }
