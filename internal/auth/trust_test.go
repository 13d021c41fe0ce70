package auth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

func issue(t *testing.T, s *authtest.Shop, service, credential, provider string) (*authapi.ServiceToken, error) {
	t.Helper()
	in := authapi.ServiceTokenInput{}
	in.Body.Service, in.Body.Credential, in.Body.Provider = service, credential, provider
	return authapi.IssueServiceToken.Call(t.Context(), s.Conn, &in)
}

func TestAServiceGetsATokenWithItsOwnCredential(t *testing.T) {
	s := open(t)
	for _, credential := range []string{"old", "new"} { // while one replaces the other, both count
		out, err := issue(t, s, "contact-service", credential, "order-service")
		must(t, err)
		if !out.ExpiresAt.Equal(s.Clock.Now().Add(10 * time.Minute)) {
			t.Errorf("it lives until %s", out.ExpiresAt)
		}
	}
	for _, c := range [][2]string{{"contact-service", "newer"}, {"contact-service", ""}, {"order-service", "new"}, {"nobody", "new"}} {
		_, err := issue(t, s, c[0], c[1], "order-service")
		refused(t, err, 401, "credential_invalid")
	}
	_, err := issue(t, s, "contact-service", "new", "elsewhere")
	refused(t, err, 422, "unknown_service")
}

func TestTheFeedOfRevocationsIsForServicesOnly(t *testing.T) {
	s := open(t)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	ctx := authtest.As(t.Context(), admin.AccessToken)
	outside := contract.Join(authapi.Service, s.Handler, tokens.NewServiceTokenSource(
		authapi.ServiceTokenIssuer(s.Conn, "wholesale-service", "stranger"), s.Clock).Token)
	_, err := authapi.Revocations.Call(ctx, outside, &authapi.RevocationsInput{})
	refused(t, err, 403, "forbidden")
	_, err = authapi.Revocations.Call(ctx, s.Conn, &authapi.RevocationsInput{})
	must(t, err)
}

// follow is another service's verifier, over its connection to whichever
// replica answers.
func follow(t *testing.T, s *authtest.Shop) *tokens.Verifier {
	t.Helper()
	v, err := tokens.NewVerifier(tokens.VerifierOptions{
		Issuer: authapi.Issuer, Audience: "order-service", Clock: s.Clock,
		Keys: func(ctx context.Context) (tokens.JWKS, error) { return authapi.KeySource(s.Conn)(ctx) },
		Revocations: func(ctx context.Context, since int64) (tokens.Feed, error) {
			return authapi.RevocationSource(s.Conn)(ctx, since)
		},
	})
	must(t, err)
	must(t, v.Poll(t.Context()))
	return v
}

func TestAnotherServiceHearsOfRevocations(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	earlier := follow(t, s)
	must(t, logoutBy(t, s, in.RefreshToken))
	later := follow(t, s)
	must(t, earlier.Poll(t.Context()))
	s.Clock.Advance(4 * time.Minute)
	must(t, later.Poll(t.Context()))
	for name, v := range map[string]*tokens.Verifier{"one that ran": earlier, "one that started later": later} {
		if _, err := identify(t, v, in.AccessToken); refusal(err).Code != "session_revoked" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAllReplicasPublishEachOthersKeys(t *testing.T) {
	s := open(t)
	before := s.SignUp(t, "ana@example.cl")
	v := follow(t, s)
	s.Advance(t, 3*time.Second)
	s.RotateSigningKey(t)
	after := s.SignIn(t, "ana@example.cl")
	for _, in := range []*authapi.SignIn{before, after} {
		if _, err := identify(t, v, in.AccessToken); err != nil {
			t.Error(err)
		}
	}
	keys, err := authapi.Keys.Call(t.Context(), s.Conn, &contract.None{})
	if err != nil || len(keys.Keys) != 2 {
		t.Fatalf("published %+v, %v", keys, err)
	}
	s.Advance(t, 25*time.Hour)
	must(t, s.Service.Sweep(t.Context()))
	keys, err = authapi.Keys.Call(t.Context(), s.Conn, &contract.None{})
	if err != nil || len(keys.Keys) != 1 {
		t.Errorf("a day later: %+v, %v", keys, err)
	}
}

func TestThePrivateKeyIsNotInTheDatabase(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	keys, err := authapi.Keys.Call(t.Context(), s.Conn, &contract.None{})
	must(t, err)
	all := dump(t, s)
	if !strings.Contains(all, keys.Keys[0].X) || len(keys.Keys[0].X) != 43 { // 32 bytes: the public half only
		t.Errorf("published %+v", keys.Keys[0])
	}
	var columns int
	must(t, s.DB().Read().QueryRowContext(t.Context(), `SELECT max(length(public_key)) FROM signing_keys`).Scan(&columns))
	if columns != 43 {
		t.Errorf("a stored key has %d letters", columns)
	}
}
