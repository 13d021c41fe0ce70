package edge

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Address is the client's, as the edge found it. IPv6 is cut to its /64, which is
// what one household has.
func Address(ctx context.Context) string { return clientOf(ctx).address }

// WithAddress is for tests.
func WithAddress(ctx context.Context, addr string) context.Context {
	c := clientOf(ctx)
	c.address = addr
	return context.WithValue(ctx, clientKey{}, c)
}

// clientAddress walks X-Forwarded-For from the right and takes the first address
// that is no trusted proxy: what stands left of it may be invented.
func clientAddress(r *http.Request, trusted []netip.Prefix) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr // a Unix socket
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	addr = addr.Unmap()
	if isTrusted(addr, trusted) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0; i-- {
			hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			addr = hop.Unmap()
			if !isTrusted(addr, trusted) {
				break
			}
		}
	}
	if addr.Is6() {
		p, _ := addr.Prefix(64)
		return p.String()
	}
	return addr.String()
}

func isTrusted(addr netip.Addr, trusted []netip.Prefix) bool {
	for _, p := range trusted {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// secure tells whether the client's own connection was https: by TLS here, or by
// the word of a trusted proxy.
func secure(r *http.Request, trusted []netip.Prefix) bool {
	if r.TLS != nil {
		return true
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && isTrusted(addr.Unmap(), trusted) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}
