package review

// NewOn makes the service on a store that a test has wrapped.
func NewOn(store Store, d Deps) *Service { return newService(store, d) }
