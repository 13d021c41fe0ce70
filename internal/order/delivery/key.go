package delivery

import (
	"fmt"
	"strconv"
	"strings"
)

// Key names one counter of places. It is stored and must never change meaning.
// Keys of one kind and zone sort by date:
//
//	slot/centro/2026-11-25/09-12
//	pickup/2026-11-25/09-12
//	express/2026-11-25/14        (the clock hour of placing)
type Key string

// SlotKey is the counter of a zone × date × slot.
func SlotKey(zone string, date Date, slot string) Key {
	return Key(string(KindSlot) + "/" + zone + "/" + date.String() + "/" + slot)
}

// PickupKey is the counter of a date × slot at the shop.
func PickupKey(date Date, slot string) Key {
	return Key(string(KindPickup) + "/" + date.String() + "/" + slot)
}

// ExpressKey is the counter of a clock hour of placing, 0 to 23.
func ExpressKey(date Date, hour int) Key {
	return Key(fmt.Sprintf("%s/%s/%02d", KindExpress, date, hour))
}

// Day is the date of a key that the rules have made, as it is written in it.
func (k Key) Day() string {
	end := strings.LastIndexByte(string(k), '/')
	return string(k[max(0, end-len(dateLayout)):max(0, end)])
}

// KeyParts is what a Key says. Zone is empty but for a slot, Slot is empty for
// express, Hour is zero but for express.
type KeyParts struct {
	Kind Kind
	Zone string
	Date Date
	Slot string
	Hour int
}

// Parts reads a key, whether or not its zone and slot are known.
func (k Key) Parts() (KeyParts, error) {
	unreadable := fmt.Errorf("read the counter's key %q: unknown form", string(k))
	kind, rest, _ := strings.Cut(string(k), "/")
	p := KeyParts{Kind: Kind(kind)}
	if p.Kind == KindSlot {
		p.Zone, rest, _ = strings.Cut(rest, "/")
	}
	date, last, _ := strings.Cut(rest, "/")
	var err error
	if p.Date, err = ParseDate(date); err != nil {
		return KeyParts{}, unreadable
	}
	again := Key("")
	switch p.Kind {
	case KindSlot:
		p.Slot = last
		again = SlotKey(p.Zone, p.Date, p.Slot)
	case KindPickup:
		p.Slot = last
		again = PickupKey(p.Date, p.Slot)
	case KindExpress:
		if p.Hour, err = strconv.Atoi(last); err != nil || p.Hour < 0 || p.Hour > 23 {
			return KeyParts{}, unreadable
		}
		again = ExpressKey(p.Date, p.Hour)
	}
	if again != k || last == "" || strings.Contains(last, "/") || (p.Kind == KindSlot && p.Zone == "") {
		return KeyParts{}, unreadable
	}
	return p, nil
}
