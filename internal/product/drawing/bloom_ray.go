package drawing

// sunflower: two rings of petals and a brown heart.
func sunflower(d *dice, t tones) []shape {
	n := 17
	var seeds path
	for i := range 9 {
		seeds = append(seeds, dot(polar(float64(i)*40, 31), 3.4)...)
	}
	return []shape{
		{t.shade, d.ring(n, 0, petal(66, 32, .5, .15), 34, .14)},
		{t.base, d.ring(n, 180/float64(n), petal(60, 30, .5, .2), 31, .14)},
		{t.tint, d.ring(n, 180/float64(n), leaf(26, 9, 0), 42, .1)},
		{heartDark, d.disc(10, 45, .03)},
		{heartWarm, append(seeds, d.disc(8, 22, .05)...)},
	}
}

// gerbera: slender petals in two rings, a short third and a dark eye.
func gerbera(d *dice, t tones) []shape {
	slim := drop(76, 22)
	return []shape{
		{t.shade, d.ring(17, 0, slim, 24, .12)},
		{t.base, d.ring(17, 10.6, drop(70, 21), 23, .12)},
		{t.tint, d.ring(13, 4, drop(38, 14), 15, .15)},
		{t.shade, d.toothed(18, 27, .2, .05)},
		{heartDark, d.disc(8, 17, .05)},
		{pollen, d.ring(9, 0, dot(point{}, 2.6), 12, .1)},
	}
}

// daisy: round petals, every other one behind.
func daisy(d *dice, t tones) []shape {
	p := petal(74, 38, .64, 1)
	return []shape{
		{t.shade, d.ring(6, 0, p, 22, .1)},
		{t.base, d.ring(7, 22, p, 22, .12)},
		{pollen, d.disc(9, 28, .05)},
		{pollenDark, crescent(100, 250, 27, 9)},
	}
}

// chrysanthemum: ring upon ring of narrow petals towards a green eye.
func chrysanthemum(d *dice, t tones) []shape {
	eye := t.base.mix(0xb7cf5a, .6)
	return []shape{
		{t.shade, d.ring(18, 0, drop(46, 23), 53, .15)},
		{t.base, append(d.ring(18, 9, drop(48, 22), 36, .15), dot(point{}, 45)...)},
		{t.shade, d.ring(14, 4, drop(42, 20), 24, .15)},
		{t.tint, d.ring(12, 12, drop(38, 18), 16, .15)},
		{t.shade, d.ring(8, 0, drop(25, 15), 6, .15)},
		{eye, d.disc(7, 14, .1)},
	}
}

// carnation: four toothed discs.
func carnation(d *dice, t tones) []shape {
	return []shape{
		{t.shade, d.toothed(22, 99, .16, .05)},
		{t.base, d.toothed(18, 80, .17, .05).at(polar(d.about(0, 180), 4), 0, 1)},
		{t.tint, d.toothed(14, 52, .2, .06).at(polar(d.about(0, 180), 4), 0, 1)},
		{t.base, d.toothed(10, 27, .24, .08)},
	}
}
