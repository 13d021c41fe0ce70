package contract

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net/http"
	"reflect"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// maxAnswer bounds what a caller reads of an answer, in bytes.
const maxAnswer = 16 << 20

var errTooLong = errors.New("the answer is longer than a caller reads")

// receive reads an answer into out.
func (c *Conn) receive(ctx context.Context, op *Op, call *outgoing, resp *http.Response, out any) (any, error) {
	if resp.StatusCode >= 300 {
		return nil, c.refusal(ctx, resp)
	}
	body, err := readAnswer(resp)
	if err != nil {
		return nil, c.failure(ctx, err)
	}
	v := reflect.ValueOf(out).Elem()
	s := op.out
	if s.status != nil {
		v.FieldByIndex(s.status).SetInt(int64(resp.StatusCode))
	}
	for i := range s.params {
		p := &s.params[i]
		if h := resp.Header.Get(p.name); h != "" {
			if err := setText(v.FieldByIndex(p.index), h); err != nil {
				return nil, fmt.Errorf("header %s of %s: %w", p.name, op, err)
			}
		}
	}
	if s.body != nil && len(body) > 0 {
		if err := json.Unmarshal(body, s.bodyOf(v).Addr().Interface()); err != nil {
			return nil, fmt.Errorf("the answer of %s: %w", op, withoutValue(err))
		}
	}
	if tag := resp.Header.Get("ETag"); op.IsCached && tag != "" {
		c.answers.put(call.key, &decoded{tags: []string{tag}, out: out, sum: maphash.Bytes(seed, body)}, len(body))
	}
	return out, nil
}

// bodyOf is the part of an output that is JSON.
func (s *shape) bodyOf(out reflect.Value) reflect.Value {
	if s.whole {
		return out
	}
	return out.FieldByIndex(s.body.index)
}

// refusal is the problem that the provider answered.
func (c *Conn) refusal(ctx context.Context, resp *http.Response) error {
	body, err := readAnswer(resp)
	if err != nil && err != errTooLong {
		return c.failure(ctx, err) // cut on the way: whoever asks again hears why
	}
	return problem.Read(resp.StatusCode, resp.Header, body)
}

// readAnswer reads and closes the body.
func readAnswer(resp *http.Response) ([]byte, error) {
	defer func() { _ = resp.Body.Close() }()
	if b, ok := resp.Body.(*wholeBody); ok {
		return b.rest, nil
	}
	if resp.ContentLength > maxAnswer {
		return nil, errTooLong
	}
	if n := resp.ContentLength; n >= 0 {
		body := make([]byte, n)
		_, err := io.ReadFull(resp.Body, body)
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		err = errTooLong
	}
	return body, err
}

// withoutValue says where decoding failed and not what was there: an answer may hold a token.
func withoutValue(err error) error {
	var at *json.SemanticError
	if errors.As(err, &at) {
		return fmt.Errorf("cannot be decoded at %q", at.JSONPointer)
	}
	return errors.New("is not the JSON it should be")
}

// decoded is an answer that a Conn keeps; nobody may change it.
type decoded struct {
	tags []string // the ETag, as the header If-None-Match holds it
	out  any
	sum  uint64 // of the body it was decoded from
}

var seed = maphash.MakeSeed()

// Altered lists the addresses whose kept answer is no longer what the provider
// sent: somebody changed what all callers share. It is for tests, where provider
// and caller are of one release and encode alike.
func (c *Conn) Altered() (addresses []string) {
	c.answers.each(func(address string, d *decoded) {
		b, err := json.Marshal(d.out, json.Deterministic(true))
		if err != nil || maphash.Bytes(seed, b) != d.sum {
			addresses = append(addresses, address)
		}
	})
	return addresses
}
