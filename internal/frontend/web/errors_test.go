package web

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// An address may hold a payment's token: the log names a page by its pattern.
func TestTheLogNamesAFailedPageByItsPattern(t *testing.T) {
	var log bytes.Buffer
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	s := NewSite(Options{Sessions: kv.NewMemory(clk, 100), Clock: clk, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s.Page("GET /pago/sandbox/{token}", func(v *Visit) error {
		v.Without("a part", errors.New("away"))
		return errors.New("broken")
	})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/pago/sandbox/b7Q4mJ2x", nil))
	if w.Code != http.StatusInternalServerError || strings.Count(log.String(), "/pago/sandbox/{token}") != 2 || strings.Contains(log.String(), "b7Q4mJ2x") {
		t.Errorf("%d, the log says:\n%s", w.Code, &log)
	}
	for _, secret := range []string{"b7Q4mJ2x", "broken"} {
		if strings.Contains(w.Body.String(), secret) {
			t.Errorf("the error page says %q", secret)
		}
	}
}
