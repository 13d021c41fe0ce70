// Package traceparent carries the W3C trace context of the cause through a
// process, as the text that travels in headers and events: 55 characters of
// version, trace, span and flags.
package traceparent

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// Header is its name in HTTP, as net/http spells it.
const Header = "Traceparent"

const length = 55

type key struct{}

// With sets the trace of what is done under ctx.
func With(ctx context.Context, tp string) context.Context { return context.WithValue(ctx, key{}, tp) }

// From is the trace that ctx carries, or "".
func From(ctx context.Context) string {
	tp, _ := ctx.Value(key{}).(string)
	return tp
}

// New begins a trace. Where nothing records spans, it only joins log lines.
func New(sampled bool) string {
	var ids [24]byte
	for ids == [24]byte{} || [8]byte(ids[16:]) == [8]byte{} { // all zero is no trace
		for i := 0; i < len(ids); i += 8 {
			binary.LittleEndian.PutUint64(ids[i:], rand.Uint64())
		}
	}
	var b [length]byte
	copy(b[:], "00-")
	hex.Encode(b[3:35], ids[:16])
	b[35] = '-'
	hex.Encode(b[36:52], ids[16:])
	copy(b[52:], "-00")
	if sampled {
		b[54] = '1'
	}
	return string(b[:])
}

// Valid tells whether tp is a trace context of version 00. Anything else that
// arrives from outside is dropped: it would be kept in logs and events.
func Valid(tp string) bool {
	if len(tp) != length || tp[:3] != "00-" || tp[35] != '-' || tp[52] != '-' {
		return false
	}
	return isHex(tp[3:35]) && isHex(tp[36:52]) && isHex(tp[53:]) && !zero(tp[3:35]) && !zero(tp[36:52])
}

// TraceID and SpanID are the parts of a valid trace context; of anything else "".
func TraceID(tp string) string {
	if len(tp) != length {
		return ""
	}
	return tp[3:35]
}

func SpanID(tp string) string {
	if len(tp) != length {
		return ""
	}
	return tp[36:52]
}

// Sampled tells whether whoever began the trace had it recorded.
func Sampled(tp string) bool {
	if len(tp) != length {
		return false
	}
	switch tp[54] {
	case '1', '3', '5', '7', '9', 'b', 'd', 'f':
		return true
	}
	return false
}

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func zero(s string) bool {
	for i := range len(s) {
		if s[i] != '0' {
			return false
		}
	}
	return true
}
