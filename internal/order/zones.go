package order

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// zonesOf makes the list of zones and an ETag of its content. The rules do not
// change while the service runs.
func zonesOf(rules *delivery.Rules) (*contract.List[orderapi.Zone], string) {
	zones := rules.Zones()
	items := make([]orderapi.Zone, len(zones))
	for i, z := range zones {
		items[i] = orderapi.Zone{Code: z.Code, Name: z.Name.ES, Comunas: z.Comunas, FeeCLP: z.FeeCLP, FreeFromCLP: z.FreeFromCLP}
	}
	list := contract.Listed(items, len(items), contract.Paging{Limit: max(1, len(items))})
	return list, `"` + hashOf(list) + `"`
}

// listZones answers where the shop delivers.
func (s *Service) listZones(context.Context, *contract.None) (*contract.List[orderapi.Zone], error) {
	return s.zones, nil
}

// hashOf is the SHA-256 of a value's canonical JSON: equal for equal content.
func hashOf(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		// What is hashed here are contract types, which all have a JSON form.
		_ = json.MarshalWrite(h, p, json.Deterministic(true))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}
