package drawing

import (
	"image/color"
	"sort"
	"strconv"
)

// tones are one hue of paper in plain, shadow and light.
type tones struct{ base, shade, tint colour }

// colour is 0xRRGGBB.
type colour uint32

// A shade takes 15 to 20 % of the light, a tint goes 16 to 22 % of the way to
// white: enough to tell two sheets of one paper apart, too little to look glossy.
const (
	shadeBy = .19
	tintBy  = .20
)

// whiteLuma is where a paper cannot grow lighter: its tint is the lightest shadow
// instead, or petal would not part from petal.
const whiteLuma = .93

// palette holds the papers by name.
var palette = map[string]colour{
	"white":    0xffffff,
	"cream":    0xfff3e6,
	"ivory":    0xf8ecd2,
	"blush":    0xfcc3cd,
	"pink":     0xff8fae,
	"fuchsia":  0xee4a7d,
	"magenta":  0xb8226b,
	"red":      0xcb1f38,
	"crimson":  0xa3162f,
	"coral":    0xff7a5c,
	"orange":   0xf58220,
	"peach":    0xffb48a,
	"amber":    0xf5a800,
	"yellow":   0xf7c948,
	"lemon":    0xfde27a,
	"lime":     0xb7cf5a,
	"green":    0x3d7d5f,
	"mint":     0xa9d6bd,
	"lilac":    0xc3a7e2,
	"mauve":    0x8f87ad,
	"purple":   0x7a3fa8,
	"sky":      0x9cc7f0,
	"blue":     0x2b57c4,
	"navy":     0x22315f,
	"ink":      0x221726,
	"slate":    0x47405a,
	"stone":    0xd8d3cc,
	"concrete": 0xb9b4b0,
	"kraft":    0xc79a66,
	"wicker":   0xb9834a,
	"terra":    0xc9683f,
	"brown":    0x6b3f26,
	"gold":     0xd9a63a,
	"glass":    0xcfe6ea,
}

// Fixed papers that no recipe chooses.
const (
	stemGreen  colour = 0x3a7355
	stemPale   colour = 0x5f9170
	heartDark  colour = 0x4b2a19
	heartWarm  colour = 0x7a4525
	pollen     colour = 0xf7b52b
	pollenDark colour = 0xd98f12
	anther     colour = 0x86371c
	soil       colour = 0x4a3328
)

// Colours lists the names a recipe may use, sorted.
func Colours() []string {
	names := make([]string, 0, len(palette))
	for name := range palette {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func knownColour(name string) bool {
	_, ok := palette[name]
	return ok
}

// tonesOf falls back to white, so that a picture is always drawn.
func tonesOf(name string) tones {
	c, ok := palette[name]
	if !ok {
		c = palette["white"]
	}
	return c.tones()
}

func (c colour) tones() tones {
	if c.luma() > whiteLuma {
		return tones{base: c, shade: c.mix(0, .15), tint: c.mix(0, .055)}
	}
	return tones{base: c, shade: c.mix(0, shadeBy), tint: c.mix(0xffffff, tintBy)}
}

// lighter is the paler sheet of the same paper that every third bloom is cut from.
func (t tones) lighter() tones { return t.base.mix(0xffffff, .11).tones() }

// mix goes the given part of the way to another colour.
func (c colour) mix(to colour, part float64) colour {
	channel := func(shift uint) colour {
		a, b := float64(c>>shift&255), float64(to>>shift&255)
		return colour(a+(b-a)*part+.5) << shift
	}
	return channel(16) | channel(8) | channel(0)
}

func (c colour) luma() float64 {
	return (.299*float64(c>>16&255) + .587*float64(c>>8&255) + .114*float64(c&255)) / 255
}

// hex is the shortest way to write the colour in SVG.
func (c colour) hex() string {
	s := strconv.FormatUint(uint64(c)|1<<24, 16)[1:]
	if s[0] == s[1] && s[2] == s[3] && s[4] == s[5] {
		return "#" + s[0:1] + s[2:3] + s[4:5]
	}
	return "#" + s
}

func (c colour) rgba() color.RGBA {
	return color.RGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255}
}
