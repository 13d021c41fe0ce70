package delivery

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/chile"
)

// Rules is a checked Config, made ready for look-ups.
type Rules struct {
	cfg            Config
	zoneOf         map[string]int // folded comuna → index of its zone
	opened         [7]map[string]bool
	byHand         map[Date]SpecialDate
	openedHolidays map[Date]bool
	blackouts      map[Date]bool
}

// New checks a configuration and makes rules of it. The configuration must not be
// changed afterwards. The error is a *ConfigError with every fault at once.
func New(cfg Config) (*Rules, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	r := &Rules{
		cfg:            cfg,
		zoneOf:         map[string]int{},
		byHand:         map[Date]SpecialDate{},
		openedHolidays: dateSet(cfg.OpenedHolidays),
		blackouts:      dateSet(cfg.Blackouts),
	}
	for i, z := range cfg.Zones {
		for _, comuna := range z.Comunas {
			r.zoneOf[chile.Fold(comuna)] = i
		}
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		r.opened[day] = map[string]bool{}
		for _, slot := range cfg.Week.On(day) {
			r.opened[day][slot] = true
		}
	}
	for _, s := range cfg.SpecialDates {
		r.byHand[s.Date] = s
	}
	return r, nil
}

// Config is what the rules were made of. The caller must not change it.
func (r *Rules) Config() Config { return r.cfg }

// Places is how many orders a counter takes; 0 for a key of unknown form.
func (r *Rules) Places(key Key) int {
	parts, err := key.Parts()
	if err != nil {
		return 0
	}
	return r.places(parts.Kind, key)
}

// places is Places for a key whose kind is known.
func (r *Rules) places(kind Kind, key Key) int {
	if n, ok := r.cfg.Places[key]; ok {
		return n
	}
	switch kind {
	case KindPickup:
		return r.cfg.PickupPlaces
	case KindExpress:
		return r.cfg.Express.PlacesPerHour
	default:
		return r.cfg.SlotPlaces
	}
}

func dateSet(dates []Date) map[Date]bool {
	set := make(map[Date]bool, len(dates))
	for _, d := range dates {
		set[d] = true
	}
	return set
}
