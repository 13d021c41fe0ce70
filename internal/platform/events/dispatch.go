package events

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Handlers are those of one consumer, by type. Every Bus dispatches with them.
type Handlers map[string]Handler

// ByType refuses two handlers of one type.
func ByType(handlers []Handler) (Handlers, error) {
	out := make(Handlers, len(handlers))
	for _, h := range handlers {
		if _, twice := out[h.Type]; twice {
			return nil, fmt.Errorf("two handlers of %s", h.Type)
		}
		out[h.Type] = h
	}
	return out, nil
}

// Handle calls the handler of the event's type. A panic is counted as the
// message's fault, since it would come again with each try, and so is a type
// that nobody handles.
func (hs Handlers) Handle(ctx context.Context, ev Event) (err error) {
	h, ok := hs[ev.Type]
	if !ok {
		return Permanent(fmt.Errorf("no handler of %s", ev.Type))
	}
	defer func() {
		if p := recover(); p != nil {
			err = Permanent(fmt.Errorf("panic: %v", p))
		}
	}()
	return h.Handle(ctx, ev)
}

// WithDefaults is c with Parallel and Timeout set.
func (c Consumer) WithDefaults() Consumer {
	if c.Parallel <= 0 {
		c.Parallel = 4
	}
	if c.Timeout <= 0 {
		c.Timeout = time.Minute
	}
	return c
}

const maxErrorBytes = 500

// ErrorText is what a dead letter keeps of an error: its first 500 bytes.
func ErrorText(err error) string {
	text := err.Error()
	if len(text) > maxErrorBytes {
		text = text[:maxErrorBytes]
	}
	return strings.ToValidUTF8(text, "") // a rune may be cut
}
