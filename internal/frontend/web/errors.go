package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var errNoPage = problem.NotFound("no_such_page")

// Faults are what is wrong with a form: a sentence for each field, by the pointer
// of the contract (/recipient/phone), and one for the whole.
type Faults struct {
	Fields map[string]string
	Whole  string
}

// At is the sentence of a field, or "".
func (f Faults) At(pointer string) string { return f.Fields[pointer] }

// Any tells whether something is wrong.
func (f Faults) Any() bool { return len(f.Fields) > 0 || f.Whole != "" }

// Faults turns a refusal into sentences. ok is false for an error that is no fault
// of the form and belongs on the error page.
func (v *Visit) Faults(err error) (f Faults, ok bool) {
	p, known := problem.From(err)
	if !known || p.Status >= 500 || p.Status == http.StatusUnauthorized || p.Status == http.StatusNotFound {
		return f, false
	}
	v.comeBack(p)
	f.Fields = map[string]string{}
	for _, e := range p.Errors {
		if _, said := f.Fields[e.Pointer]; !said {
			f.Fields[e.Pointer] = v.Words.Problem(e.Code, e.Params)
		}
	}
	if len(f.Fields) == 0 {
		f.Whole = v.Words.Problem(p.Code, nil)
	}
	return f, true
}

// comeBack tells programs when to ask again, and by the status that they asked too
// often, whichever page tells the visitor.
func (v *Visit) comeBack(p *problem.Problem) {
	if d := p.RetryAfter(); d > 0 {
		v.W.Header().Set("Retry-After", strconv.Itoa(int((d+time.Second-1)/time.Second)))
	}
	v.limited = v.limited || p.Status == http.StatusTooManyRequests
}

// Without notes that a part of a page is left out because its service failed: the
// rest of the page is worth showing.
func (v *Visit) Without(part string, err error) {
	v.Site.Log.WarnContext(v.ctx, "a page is shown without a part", "page", v.R.Pattern, "part", part, "err", err)
}

// fail answers with an error page: log-in for who has to be known, else what
// happened and where to go on.
func (v *Visit) fail(err error) {
	p, ok := problem.From(err)
	if !ok {
		if errors.Is(err, context.Canceled) {
			return
		}
		p = problem.New(http.StatusInternalServerError, "internal")
		if errors.Is(err, context.DeadlineExceeded) {
			p = problem.New(http.StatusGatewayTimeout, "timeout")
		}
	}
	if p.Status >= 500 {
		v.Site.Log.ErrorContext(v.ctx, "page failed", "page", v.R.Pattern, "status", p.Status, "err", err)
	}
	switch {
	case p.Status == http.StatusUnauthorized:
		v.forget()
		_ = v.Redirect("/entrar?" + url.Values{"volver": {v.back()}}.Encode())
		return
	case p.Code == "password_change_required":
		_ = v.Redirect("/cuenta/clave")
		return
	}
	v.comeBack(p)
	v.W.Header().Del("Content-Length")
	if err := v.Render(p.Status, v.errorPage(p)); err != nil {
		http.Error(v.W, http.StatusText(p.Status), p.Status)
	}
}

// back is where a log-in returns to: the page itself, or for a form the page it stood on.
func (v *Visit) back() string {
	if v.R.Method == http.MethodGet {
		return v.R.URL.RequestURI()
	}
	if ref, err := url.Parse(v.R.Referer()); err == nil && ref.Host == v.R.Host {
		return ref.RequestURI()
	}
	return "/"
}

// FormValue reads a form's field, trimmed and with line ends as the API wants them.
func (v *Visit) FormValue(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(v.R.PostFormValue(name), "\r\n", "\n"))
}

// Checked tells whether a checkbox of the form was ticked.
func (v *Visit) Checked(name string) bool { return v.R.PostFormValue(name) != "" }

// Input fills an input's error from the faults.
func (f Faults) Input(in ui.Input, pointer string) ui.Input {
	in.Error = f.At(pointer)
	return in
}

// Foreign answers a form that another site made a browser send.
func (s *Site) Foreign(w http.ResponseWriter, r *http.Request) {
	s.page(func(*Visit) error { return problem.New(http.StatusForbidden, "cross_origin") }).ServeHTTP(w, r)
}

// Limited answers who asks too often.
func (s *Site) Limited(w http.ResponseWriter, r *http.Request, wait time.Duration) {
	s.page(func(*Visit) error { return problem.TooMany(wait) }).ServeHTTP(w, r)
}
