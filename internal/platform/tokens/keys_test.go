package tokens_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/tokens"
)

func TestWithoutKeysTokensAreNeitherAcceptedNorRefused(t *testing.T) {
	i := newIssuer(t)
	i.away = true
	v := i.verifier(t)
	token := i.user(t, user("ana", "s1"))
	_, err := identify(t, v, tokens.UserHeader, token)
	refused(t, err, 503, "keys_unavailable")
	_, err = identify(t, v, tokens.ServiceHeader, i.service(t, "cart-service", "order-service"))
	refused(t, err, 503, "keys_unavailable")
	if v.KeysLoaded() {
		t.Error("a verifier without keys says that it is ready")
	}

	i.set(func() { i.away = false })
	if err := v.Poll(t.Context()); err != nil || !v.KeysLoaded() {
		t.Fatalf("the issuer is back: %v", err)
	}
	if _, err := identify(t, v, tokens.UserHeader, token); err != nil {
		t.Error(err)
	}
}

func TestANewKeyIsAskedForWhenItsFirstTokenComes(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	i.clk.Advance(time.Minute)
	before := i.user(t, user("ana", "s1"))
	next := newSigner(t, i.clk, issuerName)
	i.set(func() { i.keys = append(i.keys, next.Key()) })
	i.signer = next
	for _, token := range []string{i.user(t, user("ana", "s1")), before} {
		if _, err := identify(t, v, tokens.UserHeader, token); err != nil {
			t.Error(err)
		}
	}
}

func TestUnknownKeysDoNotMakeAFloodOfQuestions(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	i.clk.Advance(time.Minute)
	asked := i.keysAsked.Load()
	for range 50 {
		stranger := newSigner(t, i.clk, issuerName)
		token, _, err := stranger.User(user("ana", "s1"), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		_, err = identify(t, v, tokens.UserHeader, token)
		refused(t, err, 401, "token_invalid")
	}
	if n := i.keysAsked.Load() - asked; n != 1 {
		t.Errorf("50 tokens of unknown keys made %d questions", n)
	}
}

func TestAWithdrawnKeyEndsItsTokens(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	i.clk.Advance(4 * time.Minute)
	token := i.user(t, user("ana", "s1"))
	if _, err := identify(t, v, tokens.UserHeader, token); err != nil {
		t.Fatal(err)
	}
	next := newSigner(t, i.clk, issuerName)
	i.set(func() { i.keys = []tokens.JWK{next.Key()} })
	i.clk.Advance(2 * time.Minute)
	if err := v.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := identify(t, v, tokens.UserHeader, token)
	refused(t, err, 401, "token_invalid")
}

func TestKeysAreReadAsPublished(t *testing.T) {
	// The example of RFC 8037, appendix A: its key and thumbprint.
	const x, thumbprint = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
	key, err := tokens.JWK{KeyType: "OKP", Curve: "Ed25519", X: x}.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	if jwk := tokens.NewJWK(key); jwk.X != x || jwk.ID != thumbprint {
		t.Errorf("%+v", jwk)
	}
	for name, bad := range map[string]tokens.JWK{
		"another kind": {KeyType: "RSA", X: x}, "another curve": {KeyType: "OKP", Curve: "X25519", X: x},
		"short": {KeyType: "OKP", Curve: "Ed25519", X: x[:20]}, "no text": {KeyType: "OKP", Curve: "Ed25519", X: "???"},
	} {
		if _, err := bad.PublicKey(); err == nil {
			t.Errorf("a key of %s is taken", name)
		}
	}
}

func TestKeysOfANewerKindAreOverlooked(t *testing.T) {
	i := newIssuer(t)
	i.keys = append([]tokens.JWK{{KeyType: "AKP", ID: "future"}}, i.keys...)
	if _, err := identify(t, i.ready(t), tokens.UserHeader, i.user(t, user("ana", "s1"))); err != nil {
		t.Error(err)
	}
}
