package ordertest

import "time"

// Settle lets d pass in steps, with the service sweeping and everybody hearing of
// what happened.
func (s *Shop) Settle(d time.Duration) {
	s.t.Helper()
	const step = 20 * time.Second
	for ; d > 0; d -= step {
		s.Clock.Advance(min(d, step))
		s.Must(s.Service.Sweep(s.t.Context()))
		s.Relay()
	}
	s.Must(s.Service.Sweep(s.t.Context())) // what the last events brought
	s.Relay()
}

// Charged is what the sandbox's own books say was taken and given back.
func (s *Shop) Charged() (takenCLP, returnedCLP int64) {
	s.t.Helper()
	row := s.DB.Read().QueryRowContext(s.t.Context(), `SELECT
		coalesce(sum(CASE WHEN charged_us > 0 THEN amount_clp ELSE 0 END), 0),
		coalesce(sum(CASE WHEN refunded_us > 0 THEN amount_clp ELSE 0 END), 0) FROM sandbox_payments`)
	s.Must(row.Scan(&takenCLP, &returnedCLP))
	return takenCLP, returnedCLP
}

// CheckMoney proves that the provider's books and the ledger tell the same.
func (s *Shop) CheckMoney() {
	s.t.Helper()
	a := s.Audit()
	if taken, returned := s.Charged(); taken != a.PaidCLP || returned != a.RefundedCLP {
		s.t.Errorf("the provider took %d and returned %d, the ledger says %d and %d", taken, returned, a.PaidCLP, a.RefundedCLP)
	}
}
