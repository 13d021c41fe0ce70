package drawing

// hydrangea: a ball of four-petalled florets in three lights.
func hydrangea(d *dice, t tones) []shape {
	var back, mid, light, eyes path
	floret := floretPath()
	for i := range 26 {
		at := polar(float64(i)*137.5, 84*sqrt((float64(i)+.4)/26))
		f := floret.at(at, d.about(0, 45), d.about(1, .1))
		switch {
		case i > 15: // the rim turns away from the light
			back = append(back, f...)
		case i%2 == 0:
			mid = append(mid, f...)
		default:
			light = append(light, f...)
		}
		if i <= 15 {
			eyes = append(eyes, dot(at, 3)...)
		}
	}
	return []shape{
		{t.shade, d.disc(11, 90, .05)},
		{t.shade.mix(t.base, .5), back},
		{t.base, mid},
		{t.tint, light},
		{t.shade, eyes},
	}
}

// floretPath is four drops around a point, within a radius of 25.
func floretPath() path {
	var p path
	for i := range 4 {
		p = append(p, drop(25, 26).at(point{}, float64(i)*90, 1)...)
	}
	return p
}

// kalanchoe: a small cluster of four-petalled florets with yellow eyes.
func kalanchoe(d *dice, t tones) []shape {
	var a, b, eyes path
	for i := range 7 {
		at := polar(float64(i)*60, 62)
		if i == 6 {
			at = point{}
		}
		f := floretPath().at(at, d.about(0, 40), 1.55)
		if i%2 == 0 {
			a = append(a, f...)
		} else {
			b = append(b, f...)
		}
		eyes = append(eyes, dot(at, 6)...)
	}
	return []shape{{t.shade, b}, {t.base, a}, {pollen, eyes}}
}
