package tokens_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

func TestAnAccessTokenNamesItsUser(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	claims := florist()
	claims.MustChangePassword = true
	want := contract.Identity{
		UserID: "rosa", SessionID: "rosa's phone", Role: "florist", Permissions: []string{"orders:read", "orders:move"},
		EmailVerified: true, MustChangePassword: true,
	}
	token := i.user(t, claims)
	for _, turn := range []string{"first", "second"} { // the second comes from the cache
		got, err := identify(t, v, tokens.UserHeader, token)
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s time: %v %s", turn, err, cmp.Diff(want, got))
		}
	}
}

func TestNoTokenIsNobody(t *testing.T) {
	i := newIssuer(t)
	got, err := i.verifier(t).Identify(httptest.NewRequest(http.MethodGet, "/", nil))
	if err != nil || !cmp.Equal(got, contract.Identity{}) {
		t.Errorf("%+v, %v", got, err)
	}
	if i.keysAsked.Load() != 0 {
		t.Error("the issuer was asked for keys that nobody needs")
	}
}

func TestAServiceTokenNamesTheCallerToItsProviderOnly(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	got, err := identify(t, v, tokens.ServiceHeader, i.service(t, "cart-service", "order-service"))
	if err != nil || !cmp.Equal(got, contract.Identity{Caller: "cart-service"}) {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = identify(t, v, tokens.ServiceHeader, i.service(t, "cart-service", "product-service"))
	refused(t, err, 401, "service_token_invalid")
}

func TestAUserTravelsBesideTheCallingService(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	r := httptest.NewRequest(http.MethodPost, "/internal/holds", nil)
	r.Header.Set(tokens.UserHeader, "bearer "+i.user(t, user("ana", "s1")))
	r.Header.Set(tokens.ServiceHeader, "Bearer "+i.service(t, "cart-service", "order-service"))
	got, err := v.Identify(r)
	if err != nil || got.UserID != "ana" || got.Caller != "cart-service" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTheTwoKindsAreNotTakenForOneAnother(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	_, err := identify(t, v, tokens.UserHeader, i.service(t, "cart-service", "order-service"))
	refused(t, err, 401, "token_invalid")
	_, err = identify(t, v, tokens.ServiceHeader, i.user(t, user("order-service", "s1")))
	refused(t, err, 401, "service_token_invalid")
}

func TestWhatTheIssuerDidNotSignIsRefused(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	good := i.user(t, florist())
	head, rest, _ := strings.Cut(good, ".")
	body, signature, _ := strings.Cut(rest, ".")

	forged := func(method jwt.SigningMethod, key any, kid string, life time.Duration) string {
		c := florist()
		c.Issuer = issuerName
		c.IssuedAt, c.ExpiresAt = jwt.NewNumericDate(i.clk.Now()), jwt.NewNumericDate(i.clk.Now().Add(life))
		tok := jwt.NewWithClaims(method, &c)
		tok.Header["kid"], tok.Header["typ"] = kid, "at+jwt"
		s, err := tok.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	kid := i.signer.Key().ID
	public, err := i.signer.Key().PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	admin := base64.RawURLEncoding.EncodeToString([]byte(`{"iss":"the issuer","sub":"rosa","sid":"x","role":"admin","iat":1795521600,"exp":1795521900}`))

	for name, token := range map[string]string{
		"nothing":                       "",
		"no token":                      "x",
		"another signature":             head + "." + body + "." + base64.RawURLEncoding.EncodeToString(make([]byte, 64)),
		"another body":                  head + "." + admin + "." + signature,
		"no algorithm":                  forged(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, kid, time.Minute),
		"the public key used as secret": forged(jwt.SigningMethodHS256, []byte(public), kid, time.Minute),
		"a stranger's key":              forged(jwt.SigningMethodEdDSA, stranger, kid, time.Minute),
		"too long":                      good + strings.Repeat("A", 9000),
	} {
		_, err := identify(t, v, tokens.UserHeader, token)
		if err == nil {
			t.Errorf("%s is accepted", name)
			continue
		}
		refused(t, err, 401, "token_invalid")
	}
}

func TestATokenOfAnotherIssuerOrALongLifeIsRefused(t *testing.T) {
	i := newIssuer(t)
	other := newSigner(t, i.clk, "another issuer")
	i.keys = append(i.keys, other.Key())
	v := i.ready(t)
	token, _, err := other.User(user("ana", "s1"), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	_, err = identify(t, v, tokens.UserHeader, token)
	refused(t, err, 401, "token_invalid")

	if _, expires, err := i.signer.User(user("ana", "s1"), time.Hour); err != nil || expires.Sub(i.clk.Now()) != tokens.MaxUserLife {
		t.Errorf("a token asked for an hour lives until %s, %v", expires, err)
	}
}

func TestTwoTokensInOneRequestAreRefused(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Add(tokens.UserHeader, "Bearer "+i.user(t, user("ana", "s1")))
	r.Header.Add(tokens.UserHeader, "Bearer "+i.user(t, user("eva", "s2")))
	_, err := v.Identify(r)
	refused(t, err, 401, "token_invalid")

	r = httptest.NewRequest(http.MethodGet, "/", nil)
	r.SetBasicAuth("ana", "secret")
	_, err = v.Identify(r)
	refused(t, err, 401, "token_invalid")
}

func TestATokenEndsAtItsExpiryAlsoWhenItsSignatureIsKnown(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	known, fresh := i.user(t, user("ana", "s1")), i.user(t, user("eva", "s2"))
	if _, err := identify(t, v, tokens.UserHeader, known); err != nil {
		t.Fatal(err)
	}
	i.clk.Advance(tokens.MaxUserLife - time.Second)
	if _, err := identify(t, v, tokens.UserHeader, known); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	i.clk.Advance(time.Second)
	for _, token := range []string{known, fresh} {
		_, err := identify(t, v, tokens.UserHeader, token)
		refused(t, err, 401, "token_expired")
	}
}
