package delivery

import (
	"fmt"
	"strings"
)

// Fault is one thing wrong with a configuration, at a JSON pointer of it.
type Fault struct {
	Pointer string         `json:"pointer"`
	Code    string         `json:"code"`
	Params  map[string]any `json:"params,omitzero"`
}

// The codes of a Fault.
const (
	FaultRequired      = "required"
	FaultInvalid       = "invalid"        // not a code, a day or a key as they are written
	FaultOutOfRange    = "out_of_range"   // params: min, max
	FaultDuplicate     = "duplicate"      // also a comuna in two zones
	FaultUnknown       = "unknown"        // names a slot or zone that there is not
	FaultOverlap       = "overlap"        // slots must follow one another
	FaultNotAHoliday   = "not_a_holiday"  // only a holiday can be opened
	FaultClosedHoliday = "closed_holiday" // a special date there would stay closed: open the holiday first
)

// ConfigError is a refused configuration, with all its faults.
type ConfigError struct {
	Faults []Fault
}

// Error lists where and what, for the log.
func (e *ConfigError) Error() string {
	var all []string
	for _, f := range e.Faults {
		all = append(all, f.Pointer+" "+f.Code)
	}
	return "delivery configuration: " + strings.Join(all, ", ")
}

// faults gathers what is wrong.
type faults []Fault

func (f *faults) add(code, pointer string, args ...any) {
	*f = append(*f, Fault{Pointer: fmt.Sprintf(pointer, args...), Code: code})
}

// within refuses a number outside of min to max, both included.
func (f *faults) within(n, min, max int64, pointer string, args ...any) {
	if n < min || n > max {
		f.add(FaultOutOfRange, pointer, args...)
		(*f)[len(*f)-1].Params = map[string]any{"min": min, "max": max}
	}
}

// code refuses what could not stand in a Key or an address, and the second of a kind.
func (f *faults) code(s string, seen map[string]bool, pointer string, args ...any) {
	switch {
	case s == "":
		f.add(FaultRequired, pointer, args...)
	case strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" || len(s) > 40:
		f.add(FaultInvalid, pointer, args...)
	case seen[s]:
		f.add(FaultDuplicate, pointer, args...)
	}
	seen[s] = true
}

func (f *faults) text(t Text, pointer string, args ...any) {
	if strings.TrimSpace(t.ES) == "" {
		f.add(FaultRequired, pointer+"/es", args...)
	}
	if strings.TrimSpace(t.EN) == "" {
		f.add(FaultRequired, pointer+"/en", args...)
	}
}
