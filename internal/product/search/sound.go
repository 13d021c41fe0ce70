package search

// maxSound bounds a sound, in letters; words alike that far sound alike.
const maxSound = 16

// sound is a folded word as a Chilean says it.
type sound [maxSound]byte

// soundOf writes the letters that Chileans confuse in one way: b and v; s, z and soft c; soft g and
// j; ll and y; hard c, k and qu; silent h; doubled letters.
func soundOf(text string) sound {
	var s sound
	n := 0
	for i := 0; i < len(text) && n < maxSound; i++ {
		c := text[i]
		var next byte
		if i+1 < len(text) {
			next = text[i+1]
		}
		soft := next == 'e' || next == 'i'
		switch {
		case c == 'v':
			c = 'b'
		case c == 'z', c == 'c' && soft:
			c = 's'
		case c == 'g' && soft:
			c = 'j'
		case c == 'c' && next == 'h':
			i++
			c = 'x'
		case c == 'c':
			c = 'k'
		case c == 'q' && next == 'u':
			i++
			c = 'k'
		case c == 'l' && next == 'l':
			i++
			c = 'y'
		case c == 'h':
			continue
		}
		if n > 0 && s[n-1] == c {
			continue
		}
		s[n] = c
		n++
	}
	return s
}
