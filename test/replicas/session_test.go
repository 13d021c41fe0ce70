package replicas

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// ending is a way in which the sessions of somebody end before their time.
type ending struct {
	name string
	do   func(w *world, t *testing.T, e *ended)
}

// ended is who loses two sessions, one of the API and one of a browser, and who may
// have to do with it: another session of the same person, and an administrator.
type ended struct {
	*person
	mine, other *authapi.SignIn
	cookie      *http.Cookie
	admin       *person
}

var endings = []ending{
	{"signed out everywhere else", func(_ *world, t *testing.T, e *ended) {
		done(t, authapi.EndOthers, e.other, e.api, &contract.None{})
	}},
	{"ended one by one", func(_ *world, t *testing.T, e *ended) {
		list, err := authapi.ListSessions.Call(as(e.other), e.api, &contract.None{})
		if err != nil || len(list.Items) < 3 {
			t.Fatalf("%d sessions, %v", len(list.Items), err)
		}
		for _, s := range list.Items {
			if !s.Current {
				done(t, authapi.EndSession, e.other, e.api, &authapi.SessionID{ID: s.ID})
			}
		}
	}},
	{"logged out", func(w *world, t *testing.T, e *ended) {
		if status := w.visit(t, http.MethodPost, "/salir", "", e.cookie).StatusCode; status != http.StatusSeeOther {
			t.Fatalf("logging out in the browser answers %d", status)
		}
		done(t, authapi.Logout, e.mine, e.api, &authapi.LogoutInput{})
	}},
	{"another password", func(_ *world, t *testing.T, e *ended) {
		in := authapi.ChangePasswordInput{}
		in.Body.Current, in.Body.New = apptest.Password, "otra-"+apptest.Password
		done(t, authapi.ChangePassword, e.other, e.api, &in)
	}},
	{"deactivated", func(_ *world, t *testing.T, e *ended) {
		done(t, authapi.SetActive, e.admin.SignIn, e.api, &authapi.SetActiveInput{ID: e.User.ID})
	}},
	{"another role", func(_ *world, t *testing.T, e *ended) {
		in := authapi.SetRoleInput{ID: e.User.ID}
		in.Body.Role = authapi.Admin // which may do all that the old one may: it is the session that ends
		done(t, authapi.SetRole, e.admin.SignIn, e.api, &in)
	}},
}

func done[In, Out any](t *testing.T, op *contract.Operation[In, Out], s *authapi.SignIn, api *contract.Conn, in *In) {
	t.Helper()
	if _, err := op.Call(as(s), api, in); err != nil {
		t.Fatal(err)
	}
}

// sessions ends sessions in some ways, or all, and asks every service, and both doors, in
// the name of one that is over.
func (w *world) sessions(t *testing.T) {
	admin := w.hire(t, authapi.Admin)
	for _, e := range sample(w, endings, 1) {
		t.Run(e.name, func(t *testing.T) {
			who := w.signedIn(t, admin)
			everybody := w.guards(who)
			for _, g := range everybody {
				if g.refuses(t) {
					t.Fatalf("%s refuses a session that has not ended", g.name)
				}
			}
			e.do(w, t, who)
			refused(t, everybody, time.Now())
		})
	}
}

// signedIn is a new manager, who may see how every service is, with three sessions.
func (w *world) signedIn(t *testing.T, admin *person) *ended {
	t.Helper()
	p := w.hire(t, authapi.Manager)
	p.api = dial(t, w.shop.URL)
	e := &ended{person: p, admin: admin, other: p.SignIn, mine: p.signIn(t, apptest.Password)}
	resp := w.visit(t, http.MethodPost, "/entrar", "correo="+p.email+"&clave="+apptest.Password, nil)
	cookies := resp.Cookies()
	if resp.StatusCode != http.StatusSeeOther || len(cookies) == 0 {
		t.Fatalf("logging in in a browser answers %d", resp.StatusCode)
	}
	e.cookie = cookies[len(cookies)-1]
	return e
}

// guard is who must refuse.
type guard struct {
	name    string
	refuses func(t *testing.T) bool
}

// guards asks each process of each service for itself, then through both doors.
func (w *world) guards(e *ended) (out []guard) {
	bearer := "Bearer " + e.mine.AccessToken
	ask := func(address string) func(*testing.T) bool {
		return func(t *testing.T) bool {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
			if err != nil {
				t.Error(err)
				return false
			}
			req.Header.Set("Authorization", bearer)
			return answers(t, req, http.StatusUnauthorized)
		}
	}
	for _, s := range w.table {
		if s.Operator == nil {
			continue
		}
		path := s.Operator.Status.Path
		for i, p := range w.shop.Processes.ReplicasOf(s.Name) {
			if p.Running() {
				out = append(out, guard{fmt.Sprintf("%s, replica %d", s.Name, i+1), ask(p.URL(s.Name) + path)})
			}
		}
		out = append(out, guard{s.Name + " through the gateway", ask(w.shop.URL + path)})
	}
	for _, page := range []string{"/admin", "/cuenta/pedidos"} {
		out = append(out, guard{"the page " + page, func(t *testing.T) bool {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.shop.URL+page, nil)
			if err != nil {
				t.Error(err)
				return false
			}
			req.AddCookie(&http.Cookie{Name: e.cookie.Name, Value: e.cookie.Value})
			return answers(t, req, http.StatusSeeOther)
		}})
	}
	return out
}

// answers tells whether a request is refused with that status; any answer but that and
// 200 is a fault.
func answers(t *testing.T, req *http.Request, refusal int) bool {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Error(err)
		return false
	}
	_ = resp.Body.Close()
	if resp.StatusCode != refusal && resp.StatusCode != http.StatusOK {
		t.Errorf("%s answers %d", req.URL, resp.StatusCode)
	}
	return resp.StatusCode == refusal
}

// refused waits until everybody refuses, which they have to within the limit, and then
// go on doing.
func refused(t *testing.T, everybody []guard, since time.Time) {
	t.Helper()
	took := make([]time.Duration, len(everybody))
	var wg sync.WaitGroup
	for i, g := range everybody {
		wg.Go(func() {
			for took[i] < 3*within && !t.Failed() {
				no := g.refuses(t)
				took[i] = time.Since(since)
				if no {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
	wg.Wait()
	slowest := 0
	for i, g := range everybody {
		if took[i] > took[slowest] {
			slowest = i
		}
		if took[i] >= within {
			t.Errorf("%s answers for %.1f s in the name of a session that has ended", g.name, took[i].Seconds())
		}
		if !g.refuses(t) {
			t.Errorf("%s refused and then did not", g.name)
		}
	}
	t.Logf("%d places refuse, the slowest (%s) after %.2f s", len(everybody), everybody[slowest].name, took[slowest].Seconds())
}
