package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// found is the session as a request found it. It travels with the request and is its
// goroutine's alone.
type found struct {
	token  string // "" for none
	values values
	left   values // what was stored when the request ended the session; nil while it has not
}

type foundKey struct{}

// foundIn is never nil: without a request nothing was found.
func foundIn(ctx context.Context) *found {
	if f, ok := ctx.Value(foundKey{}).(*found); ok {
		return f
	}
	return &found{}
}

// over takes leave of the session and all that was in it.
func (f *found) over() { *f = found{} }

// Credential is the session that a request's browser names, for limits; it may be made up.
func (s *Site) Credential(r *http.Request) string {
	c, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return ""
	}
	return c.Value
}

// saveTime bounds how long an answer waits for its session to be stored.
const saveTime = 5 * time.Second

// withSession gives next the visitor's session, and stores what next changed of it
// before the answer's first byte.
func (s *Site) withSession(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		ctx, err := s.sessions.Load(r.Context(), s.Credential(r))
		if err != nil {
			s.sessionFailed(w, r, err)
			return
		}
		f := &found{token: s.sessions.Token(ctx), values: values{}}
		for _, k := range s.sessions.Keys(ctx) {
			f.values[k] = s.sessions.Get(ctx, k)
		}
		r = r.WithContext(context.WithValue(ctx, foundKey{}, f))
		sw := &sessionWriter{ResponseWriter: w, site: s, r: r, sent: f.token}
		next.ServeHTTP(sw, r)
		sw.save()
	})
}

func (s *Site) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	s.Log.ErrorContext(r.Context(), "the session store failed", "err", err)
	for _, name := range []string{"Location", "Content-Language"} { // of the answer that was to come
		w.Header().Del(name)
	}
	w.Header().Set("Retry-After", "1")
	http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
}

// sessionWriter stores the session before the first byte. When that fails, the answer
// is not sent: it may tell of what the session does not hold.
type sessionWriter struct {
	http.ResponseWriter
	site   *Site
	r      *http.Request
	sent   string // the token that the browser has
	saved  bool
	failed bool
}

// save gives the browser a cookie only when its token is new: one that is written
// again could reach it after that of a log-in and undo it.
func (w *sessionWriter) save() {
	if w.saved {
		return
	}
	w.saved = true
	// A visitor who goes away takes nothing back: a token that was renewed is spent.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.r.Context()), saveTime)
	defer cancel()
	m := w.site.sessions
	switch m.Status(ctx) {
	case scs.Modified:
		token, expiry, err := m.Commit(ctx)
		switch {
		case errors.Is(err, errSessionOver):
		case err != nil:
			w.failed = true
			w.site.sessionFailed(w.ResponseWriter, w.r, err)
		case token != w.sent:
			m.WriteSessionCookie(ctx, w.ResponseWriter, token, expiry)
		}
	case scs.Destroyed:
		m.WriteSessionCookie(ctx, w.ResponseWriter, "", time.Time{})
	}
}

// WriteHeader begins the answer.
func (w *sessionWriter) WriteHeader(status int) {
	if w.save(); !w.failed {
		w.ResponseWriter.WriteHeader(status)
	}
}

// Write sends a part of the answer.
func (w *sessionWriter) Write(b []byte) (int, error) {
	if w.save(); w.failed {
		return len(b), nil
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *sessionWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
