package delivery

import (
	"cmp"
	"slices"

	"floresvictoria.cl/flores/internal/platform/chile"
)

// Comuna is a place that the shop delivers to, written as the map writes it.
type Comuna struct {
	Name string `json:"name"`
	Zone string `json:"zone"` // the zone's code
}

// Comuna finds a comuna, however its accents and capitals were typed, with its
// zone. The error is ComunaNotServed.
func (r *Rules) Comuna(typed string) (Comuna, Zone, error) {
	folded := chile.Fold(typed)
	i, ok := r.zoneOf[folded]
	if !ok {
		return Comuna{}, Zone{}, ComunaNotServed
	}
	zone := r.cfg.Zones[i]
	for _, name := range zone.Comunas {
		if chile.Fold(name) == folded {
			return Comuna{Name: name, Zone: zone.Code}, zone, nil
		}
	}
	return Comuna{}, Zone{}, ComunaNotServed
}

// Zones lists the zones in the configuration's order. The caller must not change it.
func (r *Rules) Zones() []Zone { return r.cfg.Zones }

// Comunas lists every comuna served, in alphabetical order.
func (r *Rules) Comunas() []Comuna {
	var all []Comuna
	for _, zone := range r.cfg.Zones {
		for _, name := range zone.Comunas {
			all = append(all, Comuna{Name: name, Zone: zone.Code})
		}
	}
	slices.SortFunc(all, func(a, b Comuna) int { return cmp.Compare(chile.Fold(a.Name), chile.Fold(b.Name)) })
	return all
}
