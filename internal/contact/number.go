package contact

import "crypto/rand"

// crockford's base 32 has no I, L, O and U, which are misread on the telephone.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newNumber makes what the visitor is told: C- and six characters. It is random,
// so that it tells nobody how many messages there are; it is no secret and opens nothing.
func newNumber() string {
	var b [6]byte
	rand.Read(b[:])
	for i := range b {
		b[i] = crockford[b[i]%32]
	}
	return "C-" + string(b[:])
}
