package drawing

// lily: two turned triples of petals with veins, and stamens.
func lily(d *dice, t tones) []shape {
	back, front := petal(100, 56, .5, 0), petal(100, 60, .5, 0)
	half := path{front[0], {op: lineTo, p: [3]point{{0, -100}}}, front[3], front[4]}
	vein := leaf(78, 9, 0)
	turn := d.about(0, 6)
	deep := t.shade.mix(0, .1)
	var filaments, anthers path
	for i := range 6 {
		a := turn + 30 + float64(i)*60 + d.about(0, 7)
		end := polar(a, 40)
		filaments = append(filaments, bar(point{}, end, 4, 3)...)
		anthers = append(anthers, ellipse(point{}, 8, 4.5).at(end, a, 1)...)
	}
	return []shape{
		{t.shade, d.ring(3, turn+60, back, 0, .04)},
		{deep, d.ring(3, turn+60, vein, 0, .03)},
		{t.base, d.ring(3, turn, front, 0, 0)},
		{t.base.mix(t.shade, .5), d.ring(3, turn, half, 0, 0)},
		{t.shade, d.ring(3, turn, vein, 0, .03)},
		{0x9fbf6a, d.ring(6, turn+30, leaf(22, 9, 0), 0, .03)},
		{t.tint, filaments},
		{anther, anthers},
	}
}

// alstroemeria: three broad petals, three narrow ones with yellow and freckles.
func alstroemeria(d *dice, t tones) []shape {
	turn := d.about(0, 10)
	freckle := leaf(15, 7, 0)
	var freckles path
	for _, a := range []float64{-40, 40} {
		for k := range 3 {
			freckles = append(freckles, freckle.at(polar(turn+a+float64(k-1)*11, 40+float64(k%2)*9), turn+a, 1)...)
		}
	}
	return []shape{
		{t.shade, d.ring(3, turn+60, petal(98, 74, .66, .9), 0, .05)},
		{t.base, d.ring(3, turn, petal(94, 46, .6, .3), 0, .05)},
		{pollen, append(leaf(52, 30, 0).at(point{}, turn-40, 1), leaf(52, 30, 0).at(point{}, turn+40, 1)...)},
		{t.tint, d.ring(3, turn+60, leaf(66, 16, 0), 20, .04)},
		{anther, freckles},
		{t.tint, d.ring(5, turn+170, bar(point{}, point{3, -30}, 5, 3), 0, .2)},
	}
}

// orchid: three sepals, two wide petals and a lip of a deeper hue.
func orchid(d *dice, t tones) []shape {
	wing := closed(point{0, 4}, point{-30, -44}, point{-76, -50}, point{-100, -14}, point{-84, 28}, point{-40, 34})
	lip := lipOf(t)
	veins := append(leaf(62, 7, 0).at(point{-14, -2}, -62, 1), leaf(54, 6, 0).at(point{-14, 4}, -84, 1)...)
	veins = append(veins, leaf(54, 6, 0).at(point{-12, -6}, -40, 1)...)
	return []shape{
		{t.shade, d.ring(3, 0, petal(94, 58, .6, .7), 2, .03)},
		{t.base, append(wing, wing.stretched(-1, .97)...)},
		{t.tint.mix(lip, .3), append(veins, veins.stretched(-1, 1)...)},
		{lip, append(leaf(34, 34, 0).at(point{0, 8}, -118, 1), leaf(34, 34, 0).at(point{0, 8}, 118, 1)...)},
		{lip.mix(0, .15), leaf(46, 40, 0).at(point{0, 4}, 180, 1)},
		{pollen, dot(point{0, 6}, 9)},
	}
}

// lipOf is fuchsia on pale orchids and pale on strong ones.
func lipOf(t tones) colour {
	if t.base.luma() > .72 {
		return 0xb8226b
	}
	return t.base.mix(0, .38)
}
