package drawing

import "math"

// shape is a path in one colour: a piece of paper.
type shape struct {
	fill colour
	path path
}

func polygon(points ...point) path {
	p := path{{op: moveTo, p: [3]point{points[0]}}}
	for _, q := range points[1:] {
		p = append(p, segment{op: lineTo, p: [3]point{q}})
	}
	return p
}

// closed joins points by a smooth closed curve.
func closed(points ...point) path {
	n := len(points)
	handle := func(i int) point {
		return points[(i+1)%n].sub(points[(i+n-1)%n]).times(1.0 / 6)
	}
	p := path{{op: moveTo, p: [3]point{points[0]}}}
	for i := range points {
		j := (i + 1) % n
		p = append(p, segment{op: cubeTo, p: [3]point{
			points[i].add(handle(i)), points[j].sub(handle(j)), points[j],
		}})
	}
	return p
}

// pointed joins points by a smooth curve that is sharp where it starts and ends.
func pointed(points ...point) path {
	n := len(points)
	handle := func(i int) point {
		if i%n == 0 {
			return point{}
		}
		return points[(i+1)%n].sub(points[i-1]).times(1.0 / 6)
	}
	p := path{{op: moveTo, p: [3]point{points[0]}}}
	for i := range points {
		j := (i + 1) % n
		c1, c2 := points[i].add(handle(i)), points[j].sub(handle(j))
		if i == 0 {
			c1 = points[0].toward(c2, .4)
		}
		if j == 0 {
			c2 = points[0].toward(c1, .4)
		}
		p = append(p, segment{op: cubeTo, p: [3]point{c1, c2, points[j]}})
	}
	return p
}

// disc is a hand-cut circle: n points, each off by up to wobble of the radius.
func (d *dice) disc(n int, r, wobble float64) path {
	points := make([]point, n)
	for i := range points {
		points[i] = polar(float64(i)*360/float64(n)+d.about(0, 60*wobble), r*d.about(1, wobble))
	}
	return closed(points...)
}

// toothed is a disc with n pinked teeth, as a carnation's petals end.
func (d *dice) toothed(n int, r, depth, wobble float64) path {
	points := make([]point, 0, 2*n)
	step := 360 / float64(n)
	for i := range n {
		a := float64(i) * step
		points = append(points,
			polar(a+d.about(0, step*.15), r*d.about(1, wobble)),
			polar(a+step/2+d.about(0, step*.15), r*(1-depth)*d.about(1, wobble)))
	}
	return polygon(points...)
}

// petal points up from the origin: a sharp base, widest at the part belly of
// its length, and a tip that is round (1) or sharp (0).
func petal(length, width, belly, round float64) path {
	w, y := width/2, -length*belly
	tip := w * round * .62
	return path{
		{op: moveTo, p: [3]point{{0, 0}}},
		{op: cubeTo, p: [3]point{{-w * .5, y * .2}, {-w, y * .6}, {-w, y}}},
		{op: cubeTo, p: [3]point{{-w, y * 1.4}, {-tip, -length}, {0, -length}}},
		{op: cubeTo, p: [3]point{{tip, -length}, {w, y * 1.4}, {w, y}}},
		{op: cubeTo, p: [3]point{{w, y * .6}, {w * .5, y * .2}, {0, 0}}},
	}
}

// drop is the cheapest petal: one curve that leaves the origin and returns.
// Its handles lie outside it by what the cubic's own maximum takes away.
func drop(length, width float64) path {
	x, y := width/2/.2887, -length/.75
	return path{
		{op: moveTo, p: [3]point{{0, 0}}},
		{op: cubeTo, p: [3]point{{-x, y}, {x, y}, {0, 0}}},
	}
}

// leaf is a petal sharp at both ends, in two curves.
func leaf(length, width, bend float64) path {
	return path{
		{op: moveTo, p: [3]point{{0, 0}}},
		{op: cubeTo, p: [3]point{{-width*.75 + bend, -length * .3}, {-width*.5 + bend, -length * .75}, {bend, -length}}},
		{op: cubeTo, p: [3]point{{width*.5 + bend, -length * .75}, {width*.75 + bend, -length * .3}, {0, 0}}},
	}
}

// ring places n copies of a petal around the centre, each a little off.
func (d *dice) ring(n int, from float64, p path, inner, wobble float64) path {
	var out path
	step := 360 / float64(n)
	for i := range n {
		a := from + float64(i)*step + d.about(0, step*wobble)
		out = append(out, p.at(polar(a, inner), a, d.about(1, wobble))...)
	}
	return out
}

// crescent is a sliver of a disc's edge between two angles, widest in the middle.
func crescent(from, to, r, width float64) path {
	const n = 5
	points := make([]point, 0, 2*n)
	for i := range n + 1 {
		points = append(points, polar(from+(to-from)*float64(i)/n, r))
	}
	for i := n - 1; i > 0; i-- {
		t := float64(i) / n
		points = append(points, polar(from+(to-from)*t, r-width*math.Sin(math.Pi*t)))
	}
	return halves(points, n)
}

// halves closes two smooth curves that meet in sharp corners at 0 and turn.
func halves(points []point, turn int) path {
	n := len(points)
	handle := func(i int) point {
		if i == 0 || i == turn {
			return point{}
		}
		return points[(i+1)%n].sub(points[i-1]).times(1.0 / 6)
	}
	p := path{{op: moveTo, p: [3]point{points[0]}}}
	for i := range points {
		j := (i + 1) % n
		p = append(p, segment{op: cubeTo, p: [3]point{
			points[i].add(handle(i)), points[j].sub(handle(j)), points[j],
		}})
	}
	return p
}

// strand is a stem: a bent strip from a to b, bowed towards via, that tapers.
func strand(a, via, b point, widthA, widthB float64) path {
	side := func(from, to point, w float64) point {
		v := to.sub(from)
		l := math.Hypot(v.x, v.y)
		if l == 0 {
			return point{}
		}
		return point{-v.y, v.x}.times(w / 2 / l)
	}
	sa, sb := side(a, via, widthA), side(via, b, widthB)
	sv := sa.add(sb).times(.5)
	return path{
		{op: moveTo, p: [3]point{a.add(sa)}},
		{op: quadTo, p: [3]point{via.add(sv), b.add(sb)}},
		{op: lineTo, p: [3]point{b.sub(sb)}},
		{op: quadTo, p: [3]point{via.sub(sv), a.sub(sa)}},
	}
}

// bar is a straight strand.
func bar(a, b point, widthA, widthB float64) path {
	v := b.sub(a)
	n := point{-v.y, v.x}.times(.5 / math.Max(1e-9, math.Hypot(v.x, v.y)))
	return polygon(a.add(n.times(widthA)), b.add(n.times(widthB)), b.sub(n.times(widthB)), a.sub(n.times(widthA)))
}

// dot is a circle of four curves.
func dot(at point, r float64) path { return ellipse(at, r, r) }

func ellipse(at point, rx, ry float64) path {
	const k = .5523
	return path{
		{op: moveTo, p: [3]point{{at.x, at.y - ry}}},
		{op: cubeTo, p: [3]point{{at.x + k*rx, at.y - ry}, {at.x + rx, at.y - k*ry}, {at.x + rx, at.y}}},
		{op: cubeTo, p: [3]point{{at.x + rx, at.y + k*ry}, {at.x + k*rx, at.y + ry}, {at.x, at.y + ry}}},
		{op: cubeTo, p: [3]point{{at.x - k*rx, at.y + ry}, {at.x - rx, at.y + k*ry}, {at.x - rx, at.y}}},
		{op: cubeTo, p: [3]point{{at.x - rx, at.y - k*ry}, {at.x - k*rx, at.y - ry}, {at.x, at.y - ry}}},
	}
}
