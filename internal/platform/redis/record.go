package redis

import (
	"fmt"
	"strconv"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// record is an entry as it lies on the server: version and expiry in 19 digits each,
// which the scripts can compare, a mark, and the value. A deleted entry stays a while
// for its version's sake: the next one is higher, whoever's clock it comes from.
type record struct {
	kv.Entry
	deleted bool
}

const (
	versionDigits = 19 // of the largest int64
	headBytes     = 2*versionDigits + 1

	markLiving, markDeleted = '+', '-'

	// slack is how much longer than its readers see it the server keeps an entry, by
	// its own clock: more than clocks differ. Deleted ones are kept for as long.
	slack = time.Hour
)

// version is what the entry on the server must begin with for it to be this one.
func (r record) version() string {
	if r.Version == 0 {
		return ""
	}
	return fmt.Sprintf("%0*d", versionDigits, r.Version)
}

func (r record) encode() []byte {
	mark := markLiving
	if r.deleted {
		mark = markDeleted
	}
	b := make([]byte, 0, headBytes+len(r.Value))
	b = fmt.Appendf(b, "%0*d%0*d%c", versionDigits, r.Version, versionDigits, r.ExpiresMicros(), mark)
	return append(b, r.Value...)
}

func decode(key string, b []byte) (record, error) {
	if len(b) < headBytes {
		return record{}, fmt.Errorf("%q holds no entry", key)
	}
	version, err := strconv.ParseInt(string(b[:versionDigits]), 10, 64)
	if err != nil {
		return record{}, fmt.Errorf("%q holds no entry", key)
	}
	expires, err := strconv.ParseInt(string(b[versionDigits:2*versionDigits]), 10, 64)
	if err != nil {
		return record{}, fmt.Errorf("%q holds no entry", key)
	}
	return record{
		Entry:   kv.Entry{Key: key, Value: b[headBytes:], Version: version, Expires: clock.FromMicros(expires)},
		deleted: b[headBytes-1] == markDeleted,
	}, nil
}

// seen is the entry as readers see it.
func (r record) seen(now time.Time) (kv.Entry, bool) {
	if r.Version == 0 || r.deleted || !r.Alive(now) {
		return kv.Entry{}, false
	}
	return r.Entry, true
}

// forget is after how long the server drops the record; 0 for never.
func (r record) forget(ttl time.Duration) time.Duration {
	switch {
	case r.deleted:
		return slack
	case ttl > 0:
		return ttl + slack
	}
	return 0
}
