package edge

// Len counts the keys that are kept.
func (m *Memory) Len() (n int) {
	for i := range m.shards {
		n += len(m.shards[i].next)
	}
	return n
}
