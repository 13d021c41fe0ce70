package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
)

// Visit is one request of a visitor.
type Visit struct {
	Site  *Site
	W     http.ResponseWriter
	R     *http.Request
	Words *i18n.Localizer

	ctx     context.Context
	account *Account
	limited bool // the visitor asked too often
}

// Account is who is logged in.
type Account struct {
	UserID             string
	Email              string
	Name               string
	Role               string
	Permissions        []string
	MustChangePassword bool
}

// Can tells whether the account has the permission.
func (a *Account) Can(permission string) bool {
	if a == nil {
		return false
	}
	for _, p := range a.Permissions {
		if p == permission {
			return true
		}
	}
	return false
}

// Staff tells whether the account works in the shop.
func (a *Account) Staff() bool { return a != nil && len(a.Permissions) > 0 }

// Office tells whether the back office has a page for the account: the board is the
// first of everybody's who has one. Who delivers works outside, and has none.
func (a *Account) Office() bool { return a.Can(authapi.OrdersRead) }

// Context is the visit's: language, user's token and deadline are in it.
func (v *Visit) Context() context.Context { return v.ctx }

// Account is nil for a guest.
func (v *Visit) Account() *Account { return v.account }

// Lang is es or en.
func (v *Visit) Lang() string { return v.Words.Lang() }

// language takes ?lang= and remembers it; else what was remembered; else what the
// browser asks for.
func (v *Visit) language() {
	lang := v.R.URL.Query().Get("lang")
	switch {
	case lang == i18n.ES || lang == i18n.EN:
		if v.get(keyLang) != lang {
			v.put(keyLang, lang)
		}
	case v.get(keyLang) != "":
		lang = v.get(keyLang)
	default:
		lang = i18n.Match(v.R.Header.Get("Accept-Language"))
	}
	v.Words = i18n.For(lang)
}

// Render answers with a page.
func (v *Visit) Render(status int, page templ.Component) error {
	if v.limited {
		status = http.StatusTooManyRequests
	}
	v.head()
	buf := templ.GetBuffer()
	defer templ.ReleaseBuffer(buf)
	if err := page.Render(v.ctx, buf); err != nil {
		return err // nothing was sent yet: the visitor sees the error page
	}
	if !acceptsGzip(v.R.Header.Get("Accept-Encoding")) { // else the door compresses it, and counts anew
		v.W.Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	}
	v.W.WriteHeader(status)
	_, _ = buf.WriteTo(v.W) // nobody to tell when the visitor is gone
	return nil
}

// Redirect sends the browser on, by GET.
func (v *Visit) Redirect(to string) error {
	http.Redirect(v.W, v.R, to, http.StatusSeeOther)
	return nil
}

// Local is a path of this site that was handed in as a parameter, or fallback: a
// link may not send people elsewhere.
func Local(to, fallback string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
		return fallback
	}
	return to
}

// Call asks a service in the visitor's name. Only public operations can be called,
// and an operation's own limit is held to the visitor's address, as at the API.
func Call[I, O any](v *Visit, op *contract.Operation[I, O], in *I) (*O, error) {
	conn := v.Site.conns[op.Meta()]
	if conn == nil {
		panic("a page calls " + op.String() + ", which is not a public operation of a service it may call")
	}
	if p := edge.AllowOp(v.R.Context(), v.Site.Limiter, op.Meta()); p != nil {
		return nil, p
	}
	return op.Call(v.ctx, conn, in)
}

// Layout is the part of a page's frame that every page shares.
func (v *Visit) Layout(title string) ui.Layout {
	l := ui.Layout{
		Title: title, Path: v.R.URL.RequestURI(), BagCount: v.BagCount(), Demo: v.Site.Demo,
		Shop: v.Site.Shop, Nav: nav(v), Footer: footer(v),
	}
	if v.account != nil {
		name := v.account.Name
		if name == "" {
			name = v.account.Email
		}
		l.User = &ui.User{Name: name, Staff: v.account.Office()}
	}
	if v.R.Method != http.MethodGet {
		l.Path = v.R.URL.Path
	}
	return l
}

// Absolute is the address of a path as others see it.
func (v *Visit) Absolute(path string) string {
	base := url.URL{Scheme: "http", Host: v.R.Host}
	if v.Site.Public != nil {
		base = *v.Site.Public
	}
	return base.Scheme + "://" + base.Host + path
}
