package drawing

// Favicon is one carnation on a square of 64 units, as SVG.
func Favicon() []byte { return emblem().SVG() }

// FaviconPNG is the same carnation as a square PNG, for what cannot show SVG.
func FaviconPNG(width int) ([]byte, error) { return emblem().PNG(width) }

func emblem() *Picture {
	p := newPicture()
	p.width, p.height = 64, 64
	p.use("carnation", func() []shape {
		return carnation(newDice("flores-victoria"), tonesOf("fuchsia"))
	}, point{32, 32}, 0, .31, false)
	return p
}
