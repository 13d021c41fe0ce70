package product

import "context"

// Poll is one turn of what follows the store.
func (s *Service) Poll(ctx context.Context) error { return s.catalogue.poll(ctx) }
