package contract

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json"
)

// write encodes the output.
func (rt *route) write(w http.ResponseWriter, out any) error {
	s, h, status := rt.op.out, w.Header(), rt.op.Status
	if out == nil {
		if s.body != nil || s.status != nil || len(s.params) > 0 {
			return errors.New("the handler gave neither an answer nor an error")
		}
		w.WriteHeader(status)
		return nil
	}
	v := reflect.ValueOf(out).Elem()
	if s.status != nil {
		if n := int(v.FieldByIndex(s.status).Int()); n != 0 {
			status = n
		}
	}
	var body []byte
	if s.body != nil && bodyAllowed(status) {
		var err error
		if body, err = rt.marshal(v); err != nil {
			return err
		}
	}
	for i := range s.params {
		if p := v.FieldByIndex(s.params[i].index); !p.IsZero() {
			if t, ok := headerText(text(p)); ok && t != "" {
				h.Set(s.params[i].name, t)
			}
		}
	}
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	if body != nil {
		h["Content-Type"] = jsonType
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(status)
	if body != nil {
		_, _ = w.Write(body) // nobody to tell when the client is gone
	}
	return nil
}

// bodyAllowed: HTTP gives these statuses no body.
func bodyAllowed(status int) bool {
	return status >= http.StatusOK && status != http.StatusNoContent && status != http.StatusNotModified
}

func (rt *route) marshal(out reflect.Value) ([]byte, error) {
	b, err := json.Marshal(rt.op.out.bodyOf(out).Addr().Interface(), json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("encoding the answer of %s: %w", rt.op, err)
	}
	return b, nil
}

// serveKept answers a cached operation without its handler, where the client or
// the router has the answer that is current now.
func (rt *route) serveKept(w http.ResponseWriter, req *http.Request, tag string) bool {
	if notModified(w, req, tag) {
		return true
	}
	e, ok := rt.router.answers.get(req.URL.RequestURI())
	if !ok || e.etag != tag {
		return false
	}
	e.serve(w, req)
	return true
}

// writeKept encodes the output and keeps the bytes for the next one who asks.
func (rt *route) writeKept(w http.ResponseWriter, req *http.Request, tag string, out any) error {
	if out == nil {
		return errors.New("the handler gave neither an answer nor an error")
	}
	b, err := rt.marshal(reflect.ValueOf(out).Elem())
	if err != nil {
		return err
	}
	e := newEncoded(tag, b)
	rt.router.answers.put(req.URL.RequestURI(), e, e.size())
	e.serve(w, req)
	return nil
}
