package shopper

import (
	"fmt"
	"strings"

	"floresvictoria.cl/flores/test/load/wire"
)

// ordered is an order of one's own.
type ordered struct {
	number string
	link   wire.Header
}

func (b *Buyer) place(cart wire.Header, comuna string, where delivery, total int64) (ordered, error) {
	in := map[string]any{
		"buyer":     map[string]string{"name": "Ana O'Higgins Ñuñoa", "email": fmt.Sprintf("ana%d@example.cl", b.dice.IntN(1_000_000)), "phone": "+56 9 6123 4567"},
		"recipient": map[string]string{"name": "Sra. Luz Peña de Núñez", "phone": "9 8765 4321", "address": "Av. Italia 1450, depto. 32", "comuna": comuna, "instructions": "Portón verde"},
		"delivery":  where,
		"card":      map[string]string{"message": "Feliz cumpleaños, tía Nena.", "signature": "Ana"},
		"terms":     true, "adult": true, "payment": "sandbox", "lang": "es", "expected_total_clp": total,
	}
	var out struct {
		Order struct {
			Number string `json:"number"`
			State  string `json:"state"`
		} `json:"order"`
		Link string `json:"link"`
	}
	if err := b.api.post("/api/orders", in, &out, cart, key()); err != nil {
		return ordered{}, err
	}
	if out.Order.State != "pending_payment" || out.Link == "" {
		return ordered{}, fmt.Errorf("a placed order is %q", out.Order.State)
	}
	return ordered{out.Order.Number, wire.Header{Name: "X-Order-Link", Value: out.Link}}, nil
}

// pay goes to the sandbox, approves, and comes back.
func (b *Buyer) pay(o ordered) error {
	var started struct {
		URL string `json:"url"`
	}
	if err := b.api.post("/api/payments/"+o.number, struct{}{}, &started, o.link, key()); err != nil {
		return err
	}
	token := started.URL[strings.LastIndexByte(started.URL, '/')+1:]
	if err := b.api.post("/api/payments/sandbox/"+token+"/decisions", map[string]string{"decision": "approve"}, nil, key()); err != nil {
		return err
	}
	var back struct {
		State   string `json:"state"`
		Outcome string `json:"outcome"`
	}
	if err := b.api.post("/api/payments/return", map[string]string{"token": token}, &back, key()); err != nil {
		return err
	}
	if back.Outcome != "accepted" || back.State != "paid" {
		return fmt.Errorf("%s came back %s, %s", o.number, back.Outcome, back.State)
	}
	return nil
}

// look reads the order as its buyer does and compares what was paid.
func (b *Buyer) look(o ordered, total int64) error {
	var order struct {
		State string `json:"state"`
		Paid  int64  `json:"paid_clp"`
	}
	if err := b.api.get("/api/orders/"+o.number, &order, o.link); err != nil {
		return err
	}
	if order.State != "paid" || order.Paid != total {
		return fmt.Errorf("%s is %s with $%d of $%d", o.number, order.State, order.Paid, total)
	}
	return nil
}
