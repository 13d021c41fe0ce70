package contract

import (
	"net/http"
	"reflect"
	"strings"
	"time"
)

// Op is an operation without its types: what tables, routes and documents need.
type Op struct {
	Method string
	Path   string
	Access Access

	Summary     string
	Codes       []string // the codes it refuses with, beside the common ones
	Idempotent  bool     // a repeat with the same key gives the same answer
	KeyOptional bool     // accepts a request without key, which is then never replayed
	OnceWhy     string   // why a POST that is not idempotent needs not be
	Repeats     bool     // such a POST that a client may send again as it stands
	IsCached    bool     // answered with an ETag that the handler knows before it works
	Streams     bool     // the answer is bytes, not JSON
	// BeforePassword: allowed to who must first change a printed password.
	BeforePassword bool
	MaxBody        int64 // bytes of request body accepted
	Timeout        time.Duration
	Limit          Limit
	Status         int // of success, when the output has no Status

	id   string
	in   *shape
	out  *shape
	path []segment
	err  error
}

// Operation is an operation with its types.
type Operation[I, O any] struct{ Op }

// Option says one more thing on an operation's line.
type Option func(*Op)

const (
	defaultMaxBody = 64 << 10
	defaultTimeout = 10 * time.Second
)

// Get, Post, Put, Patch and Delete make operations. A fault (a POST that says none of
// Idempotent, Repeatable and Once, a type that cannot round-trip) is kept and
// reported by Check when the table is built.
func Get[I, O any](path string, access Access, opts ...Option) *Operation[I, O] {
	return newOperation[I, O](http.MethodGet, path, access, opts)
}

func Post[I, O any](path string, access Access, opts ...Option) *Operation[I, O] {
	return newOperation[I, O](http.MethodPost, path, access, opts)
}

func Put[I, O any](path string, access Access, opts ...Option) *Operation[I, O] {
	return newOperation[I, O](http.MethodPut, path, access, opts)
}

func Patch[I, O any](path string, access Access, opts ...Option) *Operation[I, O] {
	return newOperation[I, O](http.MethodPatch, path, access, opts)
}

func Delete[I, O any](path string, access Access, opts ...Option) *Operation[I, O] {
	return newOperation[I, O](http.MethodDelete, path, access, opts)
}

// Idempotent: the service stores the answer under the caller's Idempotency-Key,
// and the same key gives the same answer. The input embeds Keyed.
func Idempotent(o *Op) { o.Idempotent = true }

// KeyOptional: as Idempotent, and a request without key is accepted too.
func KeyOptional(o *Op) { o.Idempotent, o.KeyOptional = true, true }

// Once marks a POST that is never repeated by a client and says why that loses nothing.
func Once(why string) Option { return func(o *Op) { o.OnceWhy = why } }

// Repeatable marks a POST that asks, or makes what one too many of does no harm: a
// client sends it again when its answer was lost, and no key has to be kept.
func Repeatable(why string) Option { return func(o *Op) { o.OnceWhy, o.Repeats = why, true } }

// Cached marks a public read whose ETag comes from its content and is known
// before the work: the server keeps encoded answers, a Conn keeps decoded ones.
func Cached(o *Op) { o.IsCached = true }

// BeforePassword allows a signed-in operation to who must first change a printed password.
func BeforePassword(o *Op) { o.BeforePassword = true }

// Doc is the operation's line in the public document.
func Doc(summary string) Option { return func(o *Op) { o.Summary = summary } }

// Refuses lists the codes a caller may have to decide on.
func Refuses(codes ...string) Option { return func(o *Op) { o.Codes = append(o.Codes, codes...) } }

// MaxBody bounds the request body in bytes (64 KiB unless said).
func MaxBody(n int64) Option { return func(o *Op) { o.MaxBody = n } }

// Timeout bounds the handler (10 s unless said; at most a minute). For a Stream it
// bounds the wait for the answer's beginning.
func Timeout(d time.Duration) Option { return func(o *Op) { o.Timeout = d } }

// Limit bounds how often one address, and one account or credential, may ask; the zero value is the doors' general limit alone.
type Limit struct {
	Times int
	Per   time.Duration
}

// PerAddress sets a Limit of its own for an operation that guesses, mails or costs
// much. Both doors hold to it.
func PerAddress(times int, per time.Duration) Option {
	return func(o *Op) { o.Limit = Limit{times, per} }
}

// Answers is the status of success (200, or 204 for an output without body, unless said).
func Answers(status int) Option { return func(o *Op) { o.Status = status } }

// Keyed is embedded by the input of an idempotent operation.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"the same key returns the same answer; another body under it is refused"`
}

// None is an input or output with nothing in it.
type None struct{}

func newOperation[I, O any](method, path string, access Access, opts []Option) *Operation[I, O] {
	op := Op{Method: method, Path: path, Access: access, MaxBody: defaultMaxBody, Timeout: defaultTimeout}
	for _, opt := range opts {
		opt(&op)
	}
	op.id = op.makeID()
	op.in = inputShape(reflect.TypeFor[I]())
	op.out = outputShape(reflect.TypeFor[O]())
	op.path = segments(path)
	op.Streams = op.out.typ == streamType
	if op.Status == 0 {
		op.Status = http.StatusOK
		if op.out.body == nil && !op.Streams {
			op.Status = http.StatusNoContent
		}
	}
	op.err = op.fault()
	return &Operation[I, O]{op}
}

// Meta is the operation without its types.
func (o *Op) Meta() *Op { return o }

// Check reports what is wrong with the operation's line. The table of services
// is not built while any operation has a fault.
func (o *Op) Check() error { return o.err }

// String is "POST /api/orders".
func (o *Op) String() string { return o.Method + " " + o.Path }

// ID names the operation in documents and metrics: post_orders_number_moves.
func (o *Op) ID() string { return o.id }

func (o *Op) makeID() string {
	name := strings.TrimPrefix(o.Path, "/api")
	name = strings.NewReplacer("/", "_", "{", "", "}", "", "-", "_", ".", "_").Replace(name)
	return strings.ToLower(o.Method) + name
}

// Types are the operation's input and output, for tests and tables.
func (o *Op) Types() (in, out reflect.Type) { return o.in.typ, o.out.typ }

// Whole tells whether the output is the JSON body itself, rather than a struct that
// has it among headers and a status.
func (o *Op) Whole() bool { return o.out.whole }

// Internal tells whether only services may call it.
func (o *Op) Internal() bool {
	return o.Access.kind == accessInternal || o.Access.kind == accessCredential
}
