package faults

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// slug is the product whose sizes are bought.
const slug = "rosas-de-recoleta"

// deliver buys, as one who approves, and goes with the order to its end: the staff
// moves it on, its buyer reviews it, and the staff publishes the review.
func (c *client) deliver(ctx context.Context, p *purchase, staff string) error {
	if err := c.buy(ctx, p); err != nil || p.told != "accepted" {
		return err
	}
	in := authapi.SignIn{}
	if _, err := c.do(ctx, request{method: "POST", path: "/api/auth/login", body: map[string]string{"email": staff, "password": apptest.Password}}, &in); err != nil {
		return err
	}
	as := func() map[string]string {
		return map[string]string{"Authorization": "Bearer " + in.AccessToken, keyHeader: id.New()}
	}
	for _, to := range []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered} {
		if _, err := c.do(ctx, request{method: "POST", path: "/api/orders/" + p.number + "/moves", header: as(), body: map[string]string{"to": string(to)}}, nil); err != nil {
			return err
		}
		p.moved = to
	}
	var review reviewapi.Review
	for deadline := time.Now().Add(patience); ; time.Sleep(250 * time.Millisecond) {
		write := map[string]any{"slug": slug, "rating": 5, "text": "Llegaron frescas."}
		_, err := c.do(ctx, request{method: "POST", path: "/api/reviews", header: map[string]string{orderLink: p.link, keyHeader: id.New()}, body: write}, &review)
		if err == nil {
			break
		}
		if code(err) != "not_purchased" || time.Now().After(deadline) { // the news of the delivery may be on its way
			return fmt.Errorf("%s was delivered: %w", p.number, err)
		}
	}
	_, err := c.do(ctx, request{method: "POST", path: "/api/reviews/" + review.ID + "/decisions", header: as(), body: map[string]string{"state": "published"}}, nil)
	if err == nil {
		p.review = review.ID
	}
	return err
}

// cancel gives a paid order back.
func (c *client) cancel(ctx context.Context, p *purchase) error {
	_, err := c.do(ctx, request{method: "POST", path: "/api/orders/" + p.number + "/cancel", header: map[string]string{keyHeader: id.New(), orderLink: p.link}, body: struct{}{}}, nil)
	if err == nil {
		p.told = cancelled
	}
	return err
}
