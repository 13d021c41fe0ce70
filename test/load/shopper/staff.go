package shopper

import (
	"fmt"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/test/load/wire"
)

// Staff is a member of the staff.
type Staff struct {
	api             *API
	email, password string
}

// SignIn signs in with the printed password and chooses another, as the shop asks.
func SignIn(host, email, printed string) (*Staff, error) {
	api, err := Dial(host)
	if err != nil {
		return nil, err
	}
	s := &Staff{api: api, email: email, password: printed}
	if err := s.Renew(); err != nil {
		return nil, err
	}
	next := "load-" + id.New()
	var changed access
	if err := api.post("/api/auth/change-password", map[string]string{"current": printed, "new": next}, &changed); err != nil {
		return nil, err
	}
	s.password = next
	s.bear(changed)
	return s, nil
}

type access struct {
	AccessToken string `json:"access_token"`
}

func (s *Staff) bear(a access) {
	s.api.headers = []wire.Header{{Name: "Authorization", Value: "Bearer " + a.AccessToken}}
}

// Renew signs in again: a sign-in lives five minutes.
func (s *Staff) Renew() error {
	s.api.Close() // the shop may have closed a connection that idled through a run
	s.api.headers = nil
	var in access
	if err := s.api.post("/api/auth/login", map[string]string{"email": s.email, "password": s.password}, &in); err != nil {
		return err
	}
	s.bear(in)
	return nil
}

// Close ends the connection.
func (s *Staff) Close() { s.api.Close() }

// Receive puts goods on the shelf.
func (s *Staff) Receive(sku string, quantity int) error {
	in := map[string]any{"quantity": quantity, "reason": "received"}
	return s.api.post("/api/products/stock/"+sku+"/movements", in, nil, key())
}

// Paid counts the orders that are paid and not yet begun.
func (s *Staff) Paid() (int, error) {
	var l struct {
		Total int `json:"total"`
	}
	if err := s.api.get("/api/orders?state=paid&limit=1", &l); err != nil {
		return 0, fmt.Errorf("count the paid orders: %w", err)
	}
	return l.Total, nil
}
