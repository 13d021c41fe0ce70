package faults

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// readyWithin is how long everything may take to be ready by itself, on a machine
// that does other work too.
const readyWithin = 2 * time.Minute

// settle waits until everything is ready and the expiry has passed, and tells what is
// not in order when the time for that is over.
func (w *world) settle(c *crowd, loose bool) []string {
	stopped := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	if err := w.ready(ctx); err != nil {
		return []string{err.Error()}
	}
	ready := time.Now()
	if faults := w.ended(); len(faults) > 0 {
		return faults
	}
	from := stopped.Add(w.expiry)
	if ready.After(from) {
		from = ready
	}
	time.Sleep(time.Until(from)) // the real clock has to pass the expiry
	// An order whose time ended last may be just expiring, its mail on the way: the
	// answers and the stores are compared until they agree, for as long as that may take.
	var faults []string
	for {
		if faults = w.unbalanced(); len(faults) == 0 {
			faults = c.compare(context.Background(), &w.staff, loose)
		}
		if len(faults) == 0 || time.Now().After(from.Add(w.settling)) {
			break
		}
		time.Sleep(time.Second)
	}
	w.t.Logf("    settled %s after the expiry", time.Since(from).Round(time.Second/10))
	return faults
}

// unbalanced tells what of the invariants does not hold, and what is still under way.
// While events wait the books are not looked at: that would only hold the shop up.
func (w *world) unbalanced() []string {
	faults := append(w.queues(), w.outboxes()...)
	if len(faults) > 0 {
		return faults
	}
	faults = w.shop.Broken()
	faults = append(faults, w.consumed()...)
	return append(faults, w.rated()...)
}

// queues: nothing waits for a service, and nothing was given up.
func (w *world) queues() (faults []string) {
	for _, s := range w.table {
		if s.Operator == nil {
			continue
		}
		now, err := s.Operator.Status.Call(w.staff.context(), w.staff.api, &contract.None{})
		switch {
		case err != nil:
			faults = append(faults, sprintf("%s does not say how it is: %v", s.Name, err))
		case !now.Ready || len(now.Failing) > 0 || now.Waiting != 0 || now.Parked != 0:
			faults = append(faults, sprintf("%s: ready %t, failing %v, %d events wait, %d are dead letters", s.Name, now.Ready, now.Failing, now.Waiting, now.Parked))
		}
		if err == nil && now.Parked > 0 {
			letters, err := s.Operator.DeadLetters.Call(w.staff.context(), w.staff.api, &contract.None{})
			if err == nil {
				for _, l := range letters.Items {
					faults = append(faults, sprintf("%s gave up %s %s after %d tries: %s", s.Name, l.Type, l.EventID, l.Tries, l.Error))
				}
			}
		}
	}
	return faults
}

// outboxes are asked by every publisher's metrics.
func (w *world) outboxes() (faults []string) {
	for _, s := range w.table {
		if len(s.Publishes) == 0 {
			continue
		}
		n, err := gauge(w.shop.Processes.Of(s.Name).URL("metrics")+"/metrics", "events_outbox_size")
		if err != nil || n != 0 {
			faults = append(faults, sprintf("%s's outbox holds %v: %v", s.Name, n, err))
		}
	}
	return faults
}

// gauge reads the first series of that name.
func gauge(address, name string) (float64, error) {
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(address)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewScanner(io.LimitReader(resp.Body, 8<<20))
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), name+"{"); ok {
			return strconv.ParseFloat(rest[strings.LastIndexByte(rest, ' ')+1:], 64)
		}
	}
	return 0, fmt.Errorf("%s shows no %s", address, name)
}

// consumed: what was consumed is what the paid orders have, one each.
func (w *world) consumed() []string {
	orders, err := orderapi.AuditOrders.Call(context.Background(), w.shop.Conn("order-service", "order-service"), &contract.None{})
	if err != nil {
		return []string{err.Error()}
	}
	stock, err := productapi.AuditStock.Call(context.Background(), w.shop.Conn("order-service", "product-service"), &contract.None{})
	if err != nil {
		return []string{err.Error()}
	}
	var faults []string
	if orders.OpenIntents != 0 {
		faults = append(faults, sprintf("%d tries to place are neither done nor given up", orders.OpenIntents))
	}
	var consumed int64
	for _, s := range stock.Stock {
		if slices.Contains(skus, s.SKU) {
			consumed += s.Consumed
		}
	}
	var paid int64
	for state, n := range orders.States {
		if lives(state) {
			paid += n
		}
	}
	if consumed != paid {
		faults = append(faults, sprintf("%d were consumed, %d orders are paid", consumed, paid))
	}
	return faults
}

// rated: the product counts each published review once.
func (w *world) rated() []string {
	ctx := context.Background()
	p, err := productapi.Get.Call(ctx, w.staff.api, &productapi.BySlug{Slug: slug})
	if err != nil {
		return []string{err.Error()}
	}
	l, err := reviewapi.List.Call(ctx, w.staff.api, &reviewapi.ListInput{Slug: slug})
	if err != nil {
		return []string{err.Error()}
	}
	if p.Rating.Count != l.Total {
		return []string{sprintf("the product counts %d reviews, %d are published", p.Rating.Count, l.Total)}
	}
	return nil
}
