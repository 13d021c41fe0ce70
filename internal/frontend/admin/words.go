package admin

import (
	"strconv"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/clock"
)

func num(n int64) string { return strconv.FormatInt(n, 10) }

// phone is a stored number as people read it.
func phone(e164 string) string {
	if e164 == "" {
		return ""
	}
	return chile.FormatPhone(e164)
}

// stamp is when something happened, as short as a table wants it: "07:31" of today,
// "24 nov, 07:31" of this year, "24 nov 2025, 07:31" of another.
func stamp(w *i18n.Localizer, t, now time.Time) string {
	t, now = t.In(clock.Santiago()), now.In(clock.Santiago())
	if i18n.ISO(t) == i18n.ISO(now) {
		return w.Time(t)
	}
	day := strconv.Itoa(t.Day()) + " " + string([]rune(w.Month(t))[:3])
	if t.Year() != now.Year() {
		day += " " + strconv.Itoa(t.Year())
	}
	return day + ", " + w.Time(t)
}

func when(v *web.Visit, t time.Time) string { return stamp(v.Words, t, v.Site.Clock.Now()) }

// people names who of the staff did something, asking once for each.
type people struct {
	v    *web.Visit
	seen map[string]string
}

func peopleOf(v *web.Visit) *people { return &people{v: v, seen: map[string]string{}} }

// name is "tú", the address of the account where the reader may know it, else somebody.
func (p *people) name(id string) string {
	switch {
	case id == "":
		return ""
	case id == p.v.Account().UserID:
		return p.v.Words.T("admin.you")
	}
	if name, ok := p.seen[id]; ok {
		return name
	}
	name := p.v.Words.T("admin.somebody")
	if p.v.Account().Can(authapi.UsersRead) {
		if u, err := web.Call(p.v, authapi.GetUser, &authapi.UserID{ID: id}); err == nil {
			name = u.Email
		} else {
			p.v.Without("who did it", err) // the page is worth showing without
		}
	}
	p.seen[id] = name
	return name
}
