package tokens

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"

	"github.com/golang-jwt/jwt/v5"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// maxToken bounds, in bytes, what is looked at.
const maxToken = 8 << 10

// reader verifies the tokens of one kind. What it returns is shared: nobody may change it.
type reader[C jwt.Claims] struct {
	keys   *keyring
	clk    clock.Clock
	parser *jwt.Parser
	typ    string
	blank  func() C
	seen   *cache[C]
}

func newReader[C jwt.Claims](keys *keyring, opt VerifierOptions, typ, audience string, blank func() C) *reader[C] {
	rules := []jwt.ParserOption{
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(opt.Issuer),
		jwt.WithTimeFunc(opt.Clock.Now),
		jwt.WithExpirationRequired(),
		jwt.WithStrictDecoding(),
	}
	if audience != "" {
		rules = append(rules, jwt.WithAudience(audience))
	}
	return &reader[C]{keys: keys, clk: opt.Clock, parser: jwt.NewParser(rules...), typ: typ, blank: blank, seen: newCache[C]()}
}

// read verifies the one token of a header.
func (r *reader[C]) read(ctx context.Context, h http.Header, name string) (none C, err error) {
	token := contract.Bearer(h, name)
	if token == "" || len(token) > maxToken || len(h.Values(name)) != 1 {
		return none, problem.Unauthorized("token_invalid")
	}
	hash := sha256.Sum256([]byte(token))
	if v, ok := r.seen.get(hash); ok {
		if _, published := r.keys.known(v.kid); published {
			if !r.clk.Now().Before(v.expires) {
				return none, problem.Unauthorized("token_expired")
			}
			return v.claims, nil
		}
	}
	v, err := r.verify(ctx, token)
	if err != nil {
		return none, err
	}
	r.seen.put(hash, v)
	return v.claims, nil
}

func (r *reader[C]) verify(ctx context.Context, token string) (v verified[C], err error) {
	v.claims = r.blank()
	_, err = r.parser.ParseWithClaims(token, v.claims, func(t *jwt.Token) (any, error) {
		if typ, _ := t.Header["typ"].(string); typ != r.typ {
			return nil, problem.Unauthorized("token_invalid")
		}
		v.kid, _ = t.Header["kid"].(string)
		return r.keys.key(ctx, v.kid)
	})
	if err != nil {
		if p, ok := problem.From(err); ok && p.Status >= 500 {
			return v, err
		}
		if errors.Is(err, jwt.ErrTokenExpired) {
			return v, problem.Unauthorized("token_expired")
		}
		return v, problem.Unauthorized("token_invalid") // which of its faults, nobody needs to know
	}
	expires, err := v.claims.GetExpirationTime()
	if err != nil {
		return v, problem.Unauthorized("token_invalid")
	}
	v.expires = expires.Time
	return v, nil
}
