package drawing

import "math"

// sprig is how one foliage is cut: from (0, 0) up to about (0, −100).
type sprig struct {
	cut  func(*dice, tones) []shape
	tone colour
	// over tells that its tips also belong between the flowers, as gypsophila's do.
	over bool
}

// foliages by name.
var foliages = map[string]sprig{
	"eucalyptus": {cut: eucalyptus, tone: 0x6a9a83},
	"ruscus":     {cut: ruscus, tone: 0x3d7d5f},
	"laurel":     {cut: ruscus, tone: 0x5a9a52},
	"olive":      {cut: olive, tone: 0x85997a},
	"fern":       {cut: fern, tone: 0x4b8a4a},
	"palm":       {cut: palm, tone: 0x2f6b52},
	"gypsophila": {cut: gypsophila, tone: 0xffffff, over: true},
	"statice":    {cut: gypsophila, tone: 0xa98adf, over: true},
	"wax":        {cut: gypsophila, tone: 0xf7a8bd, over: true},
	"paddle":     {cut: paddle, tone: 0x3a7d56},
	"sword":      {cut: sword, tone: 0x3f7a55},
	"monstera":   {cut: monstera, tone: 0x2f7a55},
	"heart":      {cut: heartLeaf, tone: 0x55985a},
}

// Foliages lists the names a recipe may use, sorted.
func Foliages() []string { return sortedKeys(foliages) }

// pairs lays leaves left and right of a stem and one at its tip; the right half
// lies in shadow.
func pairs(d *dice, t tones, n int, cut func(k float64) path, splay float64) []shape {
	var left, right path
	for i := range n {
		k := float64(i) / float64(n)
		at := point{0, -16 - 74*k}
		left = append(left, cut(k).at(at, -d.about(splay-14*k, 5), 1)...)
		right = append(right, cut(k).at(at, d.about(splay-14*k, 5), 1)...)
	}
	left = append(left, cut(.6).at(point{0, -72}, d.about(0, 4), 1)...)
	return []shape{{t.shade, bar(point{}, point{0, -78}, 4, 2)}, {t.shade, right}, {t.base, left}}
}

func eucalyptus(d *dice, t tones) []shape {
	return pairs(d, t, 4, func(k float64) path {
		s := 1 - .35*k
		return petal(27*s, 21*s, .56, .9)
	}, 62)
}

func ruscus(d *dice, t tones) []shape {
	return pairs(d, t, 4, func(k float64) path {
		s := 1 - .22*k
		return leaf(32*s, 18*s, 0)
	}, 52)
}

func olive(d *dice, t tones) []shape {
	return pairs(d, t, 5, func(k float64) path {
		s := 1 - .25*k
		return leaf(34*s, 13*s, 0)
	}, 46)
}

func fern(d *dice, t tones) []shape {
	var left, right path
	for i := range 10 {
		k := float64(i) / 10
		s := math.Sin(math.Pi*(.22+.74*k)) * (1 - .3*k)
		at := point{0, -10 - 84*k}
		left = append(left, leaf(36*s, 9, 0).at(at, -d.about(66-22*k, 3), 1)...)
		right = append(right, leaf(36*s, 9, 0).at(at, d.about(66-22*k, 3), 1)...)
	}
	left = append(left, leaf(16, 8, 0).at(point{0, -88}, 0, 1)...)
	return []shape{{t.shade, bar(point{}, point{0, -94}, 4, 2)}, {t.shade, right}, {t.base, left}}
}

func palm(d *dice, t tones) []shape {
	var a, b path
	for i := range 9 {
		turn := -72 + 18*float64(i)
		l := leaf(d.about(74-math.Abs(turn)*.16, 4), 10, 0).at(point{0, -28}, turn, 1)
		if i%2 == 0 {
			a = append(a, l...)
		} else {
			b = append(b, l...)
		}
	}
	return []shape{{t.shade, bar(point{}, point{0, -34}, 5, 4)}, {t.shade, b}, {t.base, a}}
}

// gypsophila is a spray of threads with dots; the tone is the dots' colour.
func gypsophila(d *dice, t tones) []shape {
	var threads, dots, shaded path
	fork := point{0, -34}
	threads = append(threads, bar(point{}, fork, 3, 2)...)
	for i := range 9 {
		turn := -48 + 12*float64(i)
		end := fork.add(polar(turn+d.about(0, 5), d.about(50, 15)))
		threads = append(threads, bar(fork, end, 2, 1)...)
		if i%3 == 1 {
			shaded = append(shaded, dot(end, d.about(6, 1))...)
		} else {
			dots = append(dots, dot(end, d.about(7, 1.5))...)
		}
	}
	return []shape{{stemPale, threads}, {t.shade, shaded}, {t.base, dots}}
}

// paddle is one broad leaf on its stalk, as a peace lily's or a rubber plant's.
func paddle(d *dice, t tones) []shape {
	bend := d.about(0, 8)
	blade := leaf(80, 42, bend).at(point{0, -20}, 0, 1)
	half := polygonHalf(point{0, -20}, blade)
	return []shape{
		{t.shade, bar(point{}, point{0, -24}, 4, 3)},
		{t.base, blade},
		{t.shade, half},
		{t.tint, strand(point{0, -22}, point{bend * .3, -60}, point{bend, -96}, 2.4, .8)},
	}
}

// polygonHalf is the right half of a two-curve leaf, closed along its vein.
func polygonHalf(base point, blade path) path {
	tip := blade[1].p[2]
	return path{
		{op: moveTo, p: [3]point{tip}},
		blade[2],
		{op: quadTo, p: [3]point{base.toward(tip, .5), tip}},
	}
}

// sword is a snake plant's leaf: stiff, banded, edged with a lighter rim.
func sword(d *dice, t tones) []shape {
	bend := d.about(0, 7)
	blade := func(w float64) path {
		return pointed(point{bend, -104}, point{w * .8, -72}, point{w, -40}, point{w * .7, 0}, point{-w * .7, 0}, point{-w, -40}, point{-w * .8, -72})
	}
	var bands path
	for i := range 4 {
		y := -14 - 19*float64(i)
		bands = append(bands, polygon(point{-6, y}, point{-1, y - 4}, point{6, y - 1}, point{2, y - 6}, point{-3, y - 7})...)
	}
	return []shape{{colour(0xd9cf7a), blade(11.5)}, {t.base, blade(8.5)}, {t.shade, bands}}
}

// monstera is a heart-shaped leaf with cuts towards its rib.
func monstera(d *dice, t tones) []shape {
	right := []point{
		{0, -32}, {10, -22}, {24, -20}, {36, -28}, {20, -40}, {41, -36}, {46, -50}, {22, -54},
		{45, -57}, {43, -70}, {20, -66}, {38, -76}, {30, -88}, {15, -78}, {20, -94}, {0, -106},
	}
	whole := append([]point{}, right...)
	for i := len(right) - 2; i > 0; i-- {
		whole = append(whole, point{-right[i].x, right[i].y})
	}
	turn := d.about(0, 6)
	return []shape{
		{t.shade, bar(point{}, point{0, -36}, 4, 3)},
		{t.base, slack(whole).at(point{}, turn, 1)},
		{t.shade, slack(right).at(point{}, turn, 1)},
		{t.tint, bar(point{0, -34}, point{0, -98}, 2.4, .8).at(point{}, turn, 1)},
	}
}

// slack joins points by curves that are only half as round as closed ones.
func slack(points []point) path {
	n := len(points)
	p := path{{op: moveTo, p: [3]point{points[0]}}}
	for i := range points {
		a, b := points[i], points[(i+1)%n]
		mid := a.toward(b, .5)
		out := mid.sub(point{0, -60}).times(.10)
		p = append(p, segment{op: quadTo, p: [3]point{mid.add(out), b}})
	}
	return p
}

// heartLeaf is a pothos' or anthurium's leaf.
func heartLeaf(d *dice, t tones) []shape {
	blade := pointed(point{0, -100}, point{-32, -66}, point{-30, -36}, point{-12, -26}, point{0, -36}, point{12, -26}, point{30, -36}, point{32, -66})
	half := pointed(point{0, -100}, point{0, -70}, point{0, -36}, point{12, -26}, point{30, -36}, point{32, -66})
	return []shape{
		{t.shade, bar(point{}, point{0, -40}, 4, 3)},
		{t.base, blade}, {t.shade, half},
		{t.tint, bar(point{0, -38}, point{0, -92}, 2.6, .8)},
	}
}
