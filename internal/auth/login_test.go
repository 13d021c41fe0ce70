package auth_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func TestALogInOpensASession(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	if in.Result != authapi.SignedIn || !in.ExpiresAt.Equal(s.Clock.Now().Add(5*time.Minute)) || in.RefreshToken == "" || in.Challenge != "" {
		t.Errorf("%+v", in)
	}
	s.Advance(t, 5*time.Minute)
	_, err := s.Me(t.Context(), in.AccessToken)
	refused(t, err, 401, "token_expired")
}

func TestEveryFailedLogInIsAnsweredAlike(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	_, err := s.Register(t.Context(), "unverified@example.cl", authtest.Password)
	must(t, err)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	off := s.SignUp(t, "off@example.cl")
	deactivate(t, s, admin, off.User.ID)

	var answers []string
	for _, who := range [][2]string{
		{"ana@example.cl", "not the password"}, {"nobody@example.cl", authtest.Password},
		{"unverified@example.cl", authtest.Password}, {"off@example.cl", authtest.Password}, {"no e-mail at all", ""},
	} {
		body := strings.NewReader(`{"email":"` + who[0] + `","password":"` + who[1] + `"}`)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/auth/login", body)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.Handler.ServeHTTP(w, r)
		answers = append(answers, w.Result().Status+" "+w.Body.String())
	}
	for _, a := range answers {
		if a != answers[0] || !strings.Contains(a, "credentials_invalid") {
			t.Errorf("%s\nbut for a wrong password\n%s", a, answers[0])
		}
	}
}

func TestAnAccountLocksForAQuarterHourAfterTenWrongPasswords(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	wrong := func(n int) {
		t.Helper()
		for range n {
			_, err := s.Login(t.Context(), "ana@example.cl", "not the password")
			refused(t, err, 401, "credentials_invalid")
		}
	}
	wrong(9)
	s.SignIn(t, "ana@example.cl") // and the count is forgotten
	wrong(10)
	_, err := s.Login(t.Context(), "Ana@Example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")
	s.Advance(t, 15*time.Minute-time.Second)
	_, err = s.Login(t.Context(), "ana@example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")
	s.Advance(t, time.Second) // what was tried while locked has not prolonged it
	s.SignIn(t, "ana@example.cl")
}

func TestAResetLinkOpensALockedAccount(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	for range 12 {
		_, err := s.Login(t.Context(), "ana@example.cl", "not the password")
		refused(t, err, 401, "credentials_invalid")
	}
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	must(t, s.Reset(t.Context(), s.ResetToken(t, "ana@example.cl"), "otra clave larga"))
	if _, err := s.Login(t.Context(), "ana@example.cl", "otra clave larga"); err != nil {
		t.Error(err)
	}
}

func TestAFloodOfLogInsIsTurnedAwayAndNotQueuedForEver(t *testing.T) {
	s := openWith(t, auth.Config{
		HashAtOnce: 1, HashWait: time.Millisecond,
		Hashing: argon2id.Params{Memory: 19 << 10, Iterations: 8, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	answers := together(8, func(int) error {
		_, err := s.Login(t.Context(), "nobody@example.cl", authtest.Password)
		return err
	})
	var busy, no int
	for _, err := range answers {
		switch p := refusal(err); p.Code {
		case "busy":
			busy++
			if p.Status != 503 || p.RetryAfter() == 0 {
				t.Errorf("%+v", p)
			}
		case "credentials_invalid":
			no++
		default:
			t.Error(err)
		}
	}
	if busy == 0 || no == 0 {
		t.Errorf("%d were turned away, %d answered", busy, no)
	}
}

func TestPasswordsAreStoredAsArgon2idOfTheShopsStrength(t *testing.T) {
	s := openWith(t, auth.Config{Hashing: argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}})
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	var stored string
	must(t, s.DB().Read().QueryRowContext(t.Context(), `SELECT password_hash FROM users`).Scan(&stored))
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored as %s", stored)
	}
}

func TestASessionShowsItsDevice(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	in := authapi.LoginInput{UserAgent: strings.Repeat("ñandú ", 60)}
	in.Body.Email, in.Body.Password = "ana@example.cl", authtest.Password
	out, err := authapi.Login.Call(t.Context(), s.Conn, &in)
	must(t, err)
	for _, session := range sessions(t, s, out.AccessToken) {
		switch {
		case session.Current && (len(session.Device) > 200 || !strings.HasPrefix(in.UserAgent, session.Device) || session.Device == ""):
			t.Errorf("device %q", session.Device)
		case !session.Current && session.Device != "a phone":
			t.Errorf("device %q", session.Device)
		}
	}
}

func TestNothingSecretIsStoredOrLogged(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	next, err := s.Refresh(t.Context(), in.RefreshToken)
	must(t, err)
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	_, err = s.Login(t.Context(), "ana@example.cl", "a wrong password")
	refused(t, err, 401, "credentials_invalid")
	everything := dump(t, s) + s.Log.String()
	for what, secret := range map[string]string{
		"the password": authtest.Password, "a wrong password": "a wrong password",
		"a refresh token": in.RefreshToken, "its successor": next.RefreshToken,
		"an access token": in.AccessToken, "a reset link": s.ResetToken(t, "ana@example.cl"),
	} {
		if strings.Contains(everything, secret) {
			t.Errorf("%s can be read in the store or the log", what)
		}
	}
	if !strings.Contains(everything, "ana@example.cl") {
		t.Error("this test does not look where the data is")
	}
}

// dump is every value of every table.
func dump(t *testing.T, s *authtest.Shop) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"users", "sessions", "refresh_tokens", "one_time_tokens", "throttles", "revocations", "signing_keys", "outbox"} {
		rows, err := s.DB().Read().QueryContext(t.Context(), "SELECT * FROM "+table)
		must(t, err)
		columns, err := rows.Columns()
		must(t, err)
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(string)
			}
			must(t, rows.Scan(values...))
			for _, v := range values {
				b.WriteString(*v.(*string) + "\n")
			}
		}
		must(t, rows.Err())
		must(t, rows.Close())
	}
	return b.String()
}

func TestMeNeedsASignedInUser(t *testing.T) {
	s := open(t)
	_, err := s.Me(t.Context(), "")
	refused(t, err, 401, "sign_in_required")
	_, err = s.Me(t.Context(), "made up")
	if p := refused(t, err, 401, "token_invalid"); cmp.Equal(p.Detail, "made up") {
		t.Error("the answer repeats the token")
	}
}
