package drawing

import "math"

type point struct{ x, y float64 }

func (p point) add(q point) point               { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point               { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point           { return point{p.x * k, p.y * k} }
func (p point) round() point                    { return point{math.Round(p.x), math.Round(p.y)} }
func (p point) near(q point) bool               { return math.Abs(p.x-q.x) < 1e-6 && math.Abs(p.y-q.y) < 1e-6 }
func (p point) toward(q point, k float64) point { return p.add(q.sub(p).times(k)) }

// polar is a point at radius r; 0 degrees is up, clockwise, as flowers are turned.
func polar(degrees, r float64) point {
	a := degrees * math.Pi / 180
	return point{r * math.Sin(a), -r * math.Cos(a)}
}

type op byte

const (
	moveTo op = iota
	lineTo
	quadTo
	cubeTo
)

// segment ends at its last used point: p[0] for a move or line, p[1] for a
// quadratic and p[2] for a cubic curve.
type segment struct {
	op op
	p  [3]point
}

func (s segment) points() int {
	if s.op == moveTo {
		return 1
	}
	return int(s.op)
}

func (s segment) end() point { return s.p[s.points()-1] }

// path is one or more closed outlines, filled by the nonzero rule; each begins
// with a move and closes by itself.
type path []segment

// matrix maps x,y to a·x+c·y+e, b·x+d·y+f.
type matrix struct{ a, b, c, d, e, f float64 }

func place(at point, degrees, scale float64) matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return matrix{cos * scale, sin * scale, -sin * scale, cos * scale, at.x, at.y}
}

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// then returns the map that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	o := n.apply(point{m.e, m.f})
	return matrix{
		n.a*m.a + n.c*m.b, n.b*m.a + n.d*m.b,
		n.a*m.c + n.c*m.d, n.b*m.c + n.d*m.d, o.x, o.y,
	}
}

func (p path) moved(m matrix) path {
	out := make(path, len(p))
	for i, s := range p {
		for j := range s.points() {
			s.p[j] = m.apply(s.p[j])
		}
		out[i] = s
	}
	return out
}

// at turns, scales and shifts a path, in that order.
func (p path) at(to point, degrees, scale float64) path { return p.moved(place(to, degrees, scale)) }

// stretched scales both axes apart.
func (p path) stretched(kx, ky float64) path { return p.moved(matrix{a: kx, d: ky}) }

// whole rounds to whole numbers and keeps smooth joints exactly smooth, so that
// the SVG writer may use the short form of a curve.
func (p path) whole() path {
	out := make(path, len(p))
	for i, s := range p {
		for j := range s.points() {
			s.p[j] = s.p[j].round()
		}
		if s.op == cubeTo && i > 0 && p[i-1].op == cubeTo && p[i].p[0].near(mirror(p[i-1])) {
			s.p[0] = mirror(out[i-1])
		}
		out[i] = s
	}
	return out
}

// mirror is where a smooth next curve has its first handle.
func mirror(s segment) point { return s.p[2].times(2).sub(s.p[1]) }

// flat samples every curve, eight points each: enough for boxes and for telling
// inside from outside.
func (p path) flat() []point {
	var out []point
	var at point
	for _, s := range p {
		for i := 1; i <= 8; i++ {
			t := float64(i) / 8
			u := 1 - t
			switch s.op {
			case moveTo, lineTo:
				i = 8
				out = append(out, s.p[0])
			case quadTo:
				out = append(out, at.times(u*u).add(s.p[0].times(2*u*t)).add(s.p[1].times(t*t)))
			case cubeTo:
				out = append(out, at.times(u*u*u).add(s.p[0].times(3*u*u*t)).add(s.p[1].times(3*u*t*t)).add(s.p[2].times(t*t*t)))
			}
		}
		at = s.end()
	}
	return out
}

func (p path) bounds() (low, high point) {
	low, high = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, q := range p.flat() {
		low = point{math.Min(low.x, q.x), math.Min(low.y, q.y)}
		high = point{math.Max(high.x, q.x), math.Max(high.y, q.y)}
	}
	return low, high
}

// holds tells whether a point lies inside a single outline.
func (p path) holds(q point) bool {
	points := p.flat()
	in := false
	for i, a := range points {
		b := points[(i+1)%len(points)]
		if (a.y > q.y) != (b.y > q.y) && q.x < a.x+(b.x-a.x)*(q.y-a.y)/(b.y-a.y) {
			in = !in
		}
	}
	return in
}

func sqrt(v float64) float64 { return math.Sqrt(v) }
