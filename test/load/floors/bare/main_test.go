package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestTheFloorServesJSONOfTheSizeAskedFor(t *testing.T) {
	for _, size := range []int{100, 10_000} {
		w := httptest.NewRecorder()
		handler(body(size)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/any", nil))
		if w.Code != http.StatusOK || w.Body.Len() != size || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%d: %d, %d bytes", size, w.Code, w.Body.Len())
		}
	}
}
