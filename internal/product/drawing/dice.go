package drawing

import "hash/fnv"

// dice is the hand's small unsteadiness: a splitmix64 sequence seeded by text.
// It is our own so that no Go release can change a stored picture.
type dice struct{ state uint64 }

func newDice(seed string) *dice {
	h := fnv.New64a()
	h.Write([]byte(seed))
	return &dice{h.Sum64()}
}

// float returns a number in [0, 1).
func (d *dice) float() float64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}

// about returns a number within spread of mid.
func (d *dice) about(mid, spread float64) float64 {
	return mid + spread*(2*d.float()-1)
}
