// Package storetest is what auth-service must keep whatever database it stands
// on: the one suite that the twins pass.
package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// crowd is how many do the same at one time.
const crowd = 32

// Run runs the suite. open gives an empty database and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) authtest.Database) {
	for name, test := range map[string]func(*testing.T, *authtest.Shop){
		"one of many registrations makes the account":         registerTogether,
		"a verification link works once among many":           verifyTogether,
		"a reset link works once among many":                  resetTogether,
		"tabs that refresh together get one successor":        refreshTogether,
		"a reused refresh token ends its session, once":       reuseTogether,
		"many guesses at once get no more tries than allowed": guessTogether,
		"a log-in does not outlive the password it used":      loginWhileResetting,
		"a refresh does not outlive its session":              refreshWhileEnding,
		"administrators do not depose each other to none":     deposeTogether,
		"every session of a deleted account is told of":       loginWhileDeleting,
		"an account is verified or replaced, never both":      verifyWhileReplacing,
		"an e-mail is verified once, by whichever link":       verifyWhileResetting,
		"a refused change leaves no trace":                    rollback,
		"everything is there after a restart":                 restart,
		"what is over is swept, and nothing else":             sweep,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, authtest.Open(t, open(t), auth.Config{HashAtOnce: crowd}))
		})
	}
}

// together runs fn for 0…n-1 at once and counts the answers by code, "" being success.
func together(n int, fn func(i int) error) map[string]int {
	var all sync.WaitGroup
	var mu sync.Mutex
	codes := map[string]int{}
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			err := fn(i)
			code := problem.Code(err)
			if err != nil && code == "" {
				code = err.Error()
			}
			mu.Lock()
			codes[code]++
			mu.Unlock()
		})
	}
	close(start)
	all.Wait()
	return codes
}

// want checks the count of each answer.
func want(t *testing.T, got map[string]int, expected map[string]int) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(expected) {
		t.Errorf("answers %v, not %v", got, expected)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, s *authtest.Shop, query string) (n int) {
	t.Helper()
	must(t, s.DB().Read().QueryRowContext(t.Context(), query).Scan(&n))
	return n
}

func registerTogether(t *testing.T, s *authtest.Shop) {
	got := together(crowd, func(int) error {
		_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
		return err
	})
	want(t, got, map[string]int{"": crowd})
	if n := len(authtest.Events(t, s, authapi.UserRegistered)); n != 1 {
		t.Errorf("%d accounts were announced", n)
	}
	if n := len(authtest.Events(t, s, authapi.VerificationRequested)); n != 1 {
		t.Errorf("%d mails were asked for", n)
	}
}

func verifyTogether(t *testing.T, s *authtest.Shop) {
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	token := s.VerifyToken(t, "ana@example.cl")
	got := together(crowd, func(int) error { return s.Verify(t.Context(), token) })
	want(t, got, map[string]int{"": 1, "link_invalid": crowd - 1})
	if n := len(authtest.Events(t, s, authapi.UserVerified)); n != 1 {
		t.Errorf("verified %d times", n)
	}
}

func resetTogether(t *testing.T, s *authtest.Shop) {
	s.SignUp(t, "ana@example.cl")
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	token := s.ResetToken(t, "ana@example.cl")
	password := func(i int) string { return fmt.Sprintf("clave número %d", i) }
	winner := -1
	got := together(crowd, func(i int) error {
		err := s.Reset(t.Context(), token, password(i))
		if err == nil {
			winner = i // one does, or the count below says so
		}
		return err
	})
	want(t, got, map[string]int{"": 1, "link_invalid": crowd - 1})
	if _, err := s.Login(t.Context(), "ana@example.cl", password(winner)); err != nil {
		t.Errorf("the password of the one that was told yes: %v", err)
	}
}

func refreshTogether(t *testing.T, s *authtest.Shop) {
	in := s.SignUp(t, "ana@example.cl")
	answers := make([]string, crowd)
	got := together(crowd, func(i int) error {
		out, err := s.Refresh(t.Context(), in.RefreshToken)
		if err == nil {
			answers[i] = out.RefreshToken
		}
		return err
	})
	want(t, got, map[string]int{"": crowd})
	for i, a := range answers {
		if a != answers[0] {
			t.Fatalf("tab %d got another refresh token", i)
		}
	}
	if n := count(t, s, `SELECT count(*) FROM refresh_tokens`); n != 2 {
		t.Errorf("%d refresh tokens are stored", n)
	}
	if _, err := s.Refresh(t.Context(), answers[0]); err != nil {
		t.Error(err)
	}
}

func reuseTogether(t *testing.T, s *authtest.Shop) {
	in := s.SignUp(t, "ana@example.cl")
	next, err := s.Refresh(t.Context(), in.RefreshToken)
	must(t, err)
	s.Advance(t, time.Minute)
	got := together(crowd, func(int) error {
		_, err := s.Refresh(t.Context(), in.RefreshToken)
		return err
	})
	want(t, got, map[string]int{"refresh_invalid": crowd})
	if n := len(authtest.Events(t, s, authapi.SessionRevoked)); n != 1 {
		t.Errorf("told %d times that the session ended", n)
	}
	if _, err := s.Refresh(t.Context(), next.RefreshToken); problem.Code(err) != "refresh_invalid" {
		t.Errorf("the copy goes on: %v", err)
	}
}

func guessTogether(t *testing.T, s *authtest.Shop) {
	s.SignUp(t, "ana@example.cl")
	got := together(crowd, func(int) error {
		_, err := s.Login(t.Context(), "ana@example.cl", "a guess")
		return err
	})
	want(t, got, map[string]int{"credentials_invalid": crowd})
	if n := count(t, s, `SELECT max(count) FROM throttles WHERE kind = 'login'`); n != crowd {
		t.Errorf("%d tries were counted", n)
	}
	if _, err := s.Login(t.Context(), "ana@example.cl", authtest.Password); problem.Code(err) != "credentials_invalid" {
		t.Errorf("the account is open after %d wrong guesses: %v", crowd, err)
	}
}

func loginWhileResetting(t *testing.T, s *authtest.Shop) {
	s.SignUp(t, "ana@example.cl")
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	token := s.ResetToken(t, "ana@example.cl")
	signedIn := make([]*authapi.SignIn, 8)
	together(len(signedIn)+1, func(i int) (err error) {
		if i == len(signedIn) {
			return s.Reset(t.Context(), token, "otra clave larga")
		}
		signedIn[i], err = s.Login(t.Context(), "ana@example.cl", authtest.Password)
		return err
	})
	for _, in := range signedIn {
		if in == nil {
			continue // it came after the reset
		}
		if _, err := s.Refresh(t.Context(), in.RefreshToken); problem.Code(err) != "refresh_invalid" {
			t.Errorf("a session of the old password goes on: %v", err)
		}
	}
}

func refreshWhileEnding(t *testing.T, s *authtest.Shop) {
	in := s.SignUp(t, "ana@example.cl")
	ctx := authtest.As(t.Context(), in.AccessToken)
	last := make([]string, crowd)
	together(crowd, func(i int) error {
		if i == 0 {
			_, err := authapi.Logout.Call(ctx, s.Conn, &authapi.LogoutInput{})
			return err
		}
		out, err := s.Refresh(t.Context(), in.RefreshToken)
		if err == nil {
			last[i] = out.RefreshToken
		}
		return err
	})
	for _, token := range append(last, in.RefreshToken) {
		if _, err := s.Refresh(t.Context(), token); problem.Code(err) != "refresh_invalid" {
			t.Fatalf("after the log-out a refresh answers %v", err)
		}
	}
	if n := len(authtest.Events(t, s, authapi.SessionRevoked)); n != 1 {
		t.Errorf("told %d times", n)
	}
}

func deposeTogether(t *testing.T, s *authtest.Shop) {
	admins := make([]*authapi.SignIn, 4)
	for i := range admins {
		admins[i] = s.Staff(t, authapi.Admin, fmt.Sprintf("admin%d@example.cl", i))
	}
	together(len(admins), func(i int) error {
		in := authapi.SetActiveInput{ID: admins[(i+1)%len(admins)].User.ID}
		_, err := authapi.SetActive.Call(authtest.As(t.Context(), admins[i].AccessToken), s.Conn, &in)
		return err
	})
	if n := count(t, s, `SELECT count(*) FROM users WHERE role = 'admin' AND active`); n != 1 {
		t.Errorf("%d administrators are left", n)
	}
}

func rollback(t *testing.T, s *authtest.Shop) {
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	in := authapi.DeleteAccountInput{}
	in.Body.Password = authtest.Password
	before := count(t, s, `SELECT count(*) FROM outbox`)
	_, err := authapi.DeleteAccount.Call(authtest.As(t.Context(), admin.AccessToken), s.Conn, &in)
	if problem.Code(err) != "last_admin" {
		t.Errorf("answered %v", err)
	}
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != before {
		t.Errorf("%d events of what did not happen", n-before)
	}
	s.Poll(t)
	if _, err := s.Me(t.Context(), admin.AccessToken); err != nil {
		t.Errorf("the session was ended all the same: %v", err)
	}
}

func restart(t *testing.T, s *authtest.Shop) {
	kept, ended := s.SignUp(t, "ana@example.cl"), s.SignIn(t, "ana@example.cl")
	_, err := authapi.Logout.Call(authtest.As(t.Context(), ended.AccessToken), s.Conn, &authapi.LogoutInput{})
	must(t, err)
	used, err := s.Refresh(t.Context(), kept.RefreshToken)
	must(t, err)
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	for range 10 {
		if _, err := s.Login(t.Context(), "eva@example.cl", "a guess"); problem.Code(err) != "credentials_invalid" {
			t.Error(err)
		}
	}
	events := count(t, s, `SELECT count(*) FROM outbox`)

	s.Restart(t)
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != events {
		t.Errorf("%d events of %d are left", n, events)
	}
	if _, err := s.Me(t.Context(), ended.AccessToken); problem.Code(err) != "session_revoked" {
		t.Errorf("the ended session: %v", err)
	}
	if _, err := s.Me(t.Context(), kept.AccessToken); err != nil {
		t.Errorf("the other one: %v", err)
	}
	again, err := s.Refresh(t.Context(), kept.RefreshToken)
	if err != nil || again.RefreshToken != used.RefreshToken {
		t.Errorf("a tab that refreshes after the restart: %v", err)
	}
	must(t, s.Reset(t.Context(), s.ResetToken(t, "ana@example.cl"), "otra clave larga"))
}

func sweep(t *testing.T, s *authtest.Shop) {
	ctx := t.Context()
	in := s.SignUp(t, "ana@example.cl")
	ended := s.SignIn(t, "ana@example.cl")
	_, err := authapi.Logout.Call(authtest.As(ctx, ended.AccessToken), s.Conn, &authapi.LogoutInput{})
	must(t, err)
	must(t, s.Forgot(ctx, "ana@example.cl"))
	_, err = s.Login(ctx, "ana@example.cl", "a guess")
	if problem.Code(err) != "credentials_invalid" {
		t.Error(err)
	}
	left := func() map[string]int {
		out := map[string]int{}
		for _, table := range []string{"users", "sessions", "refresh_tokens", "one_time_tokens", "throttles", "revocations", "signing_keys"} {
			if n := count(t, s, `SELECT count(*) FROM `+table); n > 0 {
				out[table] = n
			}
		}
		return out
	}
	before := left()
	must(t, s.Service.Sweep(ctx))
	want(t, left(), before)

	s.Advance(t, 16*time.Minute) // revocations and throttles have ended
	must(t, s.Service.Sweep(ctx))
	delete(before, "revocations")
	delete(before, "throttles")
	want(t, left(), before)
	s.Advance(t, time.Hour) // the reset link too
	must(t, s.Service.Sweep(ctx))
	delete(before, "one_time_tokens")
	want(t, left(), before)
	if _, err := s.Refresh(context.WithoutCancel(ctx), in.RefreshToken); err != nil {
		t.Error(err)
	}
	s.Advance(t, 181*24*time.Hour)
	must(t, s.Service.Sweep(ctx))
	want(t, left(), map[string]int{"users": 1, "signing_keys": 1})
	if _, err := authapi.Keys.Call(ctx, s.Conn, &contract.None{}); err != nil {
		t.Error(err)
	}
}
