package shop

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type sessionsPage struct {
	accountFrame
	Sessions []sessionRow
	Others   bool
}

type sessionRow struct {
	Href    string // where the form that ends it is sent
	Device  string
	When    string
	Current bool
}

// sessions lists where the account is logged in.
func (s *pages) sessions(v *web.Visit) error {
	out, err := web.Call(v, authapi.ListSessions, &contract.None{})
	if err != nil {
		return err
	}
	p := sessionsPage{accountFrame: frameOf(v, "account.sessions")}
	for _, x := range out.Items {
		r := sessionRow{Href: "/cuenta/sesiones/" + x.ID, Device: deviceName(v, x.Device), Current: x.Current}
		r.When = v.Words.T("account.sessions.when", "Since", v.Words.Date(x.CreatedAt), "Last", v.Words.DateTime(x.LastUsedAt))
		p.Sessions = append(p.Sessions, r)
		p.Others = p.Others || !x.Current
	}
	return v.Render(http.StatusOK, sessionsTempl(p))
}

func (s *pages) sessionEnded(v *web.Visit) error {
	_, err := web.Call(v, authapi.EndSession, &authapi.SessionID{ID: v.R.PathValue("id")})
	if err != nil && problem.Code(err) != "session_not_found" { // ended already: what was asked for is so
		return err
	}
	v.Notice(v.Words.T("account.sessions.ended"))
	return v.Redirect("/cuenta/sesiones")
}

func (s *pages) sessionsEnded(v *web.Visit) error {
	if _, err := web.Call(v, authapi.EndOthers, &contract.None{}); err != nil {
		return err
	}
	v.Notice(v.Words.T("account.sessions.others.ended"))
	return v.Redirect("/cuenta/sesiones")
}

// marker is a word of a User-Agent and what it means. Every browser names others
// too, so the order is from the most to the least particular.
type marker struct{ word, name string }

var (
	browsers = []marker{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}}
	systems  = []marker{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// deviceName is "Chrome, Windows" for what a browser says of itself.
func deviceName(v *web.Visit, userAgent string) string {
	find := func(list []marker) string {
		for _, m := range list {
			if strings.Contains(userAgent, m.word) {
				return m.name
			}
		}
		return ""
	}
	switch name := joined(find(browsers), find(systems)); {
	case name != "":
		return name
	case userAgent != "":
		return clip(userAgent, 60)
	}
	return v.Words.T("account.sessions.unknown")
}
