// Package mailtest is an SMTP server (RFC 5321) for tests: it speaks the protocol
// over a real socket, keeps what it is given, and fails where it is told to.
package mailtest

import (
	"crypto/tls"
	"net"
	"strings"
	"sync"
	"testing"
)

// Server listens until its test ends, on a loopback address unless told otherwise.
type Server struct {
	Addr string // host:port

	listener net.Listener
	config   *tls.Config
	implicit bool
	users    map[string]string

	mu     sync.Mutex
	mails  []Mail
	faults []Fault
	conns  map[net.Conn]bool
	all    sync.WaitGroup
}

// Where a Fault strikes.
const (
	AtGreeting  = "greeting"
	AtSender    = "MAIL"
	AtRecipient = "RCPT"
	AtData      = "DATA"
	AtEnd       = "end" // of the mail's content
)

// Fault is one refusal, used up by striking.
type Fault struct {
	At    string
	Reply string // "451 4.3.0 later"; empty cuts the connection
	// Kept: the mail is taken, and the answer to it is lost. AtEnd only.
	Kept bool
	// Repeats the mail's links in the answer, as filters do. AtEnd only.
	Repeats bool
	To      string // strikes this recipient only; "" all. AtRecipient only.
}

// Option changes a server before it starts.
type Option func(*Server)

// WithTLS offers STARTTLS, or with implicit speaks TLS from the first byte.
func WithTLS(config *tls.Config, implicit bool) Option {
	return func(s *Server) { s.config, s.implicit = config, implicit }
}

// WithUser asks for a log-in.
func WithUser(name, password string) Option {
	return func(s *Server) { s.users = map[string]string{name: password} }
}

// At listens there instead of on a loopback address with a free port.
func At(address string) Option { return func(s *Server) { s.Addr = address } }

// Start runs a server.
func Start(t testing.TB, opts ...Option) *Server {
	t.Helper()
	s := &Server{Addr: "127.0.0.1:0", conns: map[net.Conn]bool{}}
	for _, o := range opts {
		o(s)
	}
	var err error
	if s.listener, err = net.Listen("tcp", s.Addr); err != nil {
		t.Fatal(err)
	}
	s.Addr = s.listener.Addr().String()
	if s.implicit {
		s.listener = tls.NewListener(s.listener, s.config)
	}
	s.all.Go(s.accept)
	t.Cleanup(s.stop)
	return s
}

// Fail adds faults; each strikes once, in their order of being met.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Mails lists what was taken so far.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

func (s *Server) take(m Mail) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, m)
}

// strike uses up the first fault of that place.
func (s *Server) strike(at, to string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.At == at && (f.To == "" || strings.EqualFold(f.To, to)) {
			s.faults = append(s.faults[:i], s.faults[i+1:]...)
			return f, true
		}
	}
	return Fault{}, false
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[conn] = true
		s.mu.Unlock()
		s.all.Go(func() {
			(&dialogue{s: s, conn: conn}).run()
			s.mu.Lock()
			delete(s.conns, conn)
			s.mu.Unlock()
			_ = conn.Close()
		})
	}
}

// Open counts the connections that were not ended.
func (s *Server) Open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}

func (s *Server) stop() {
	_ = s.listener.Close()
	s.mu.Lock()
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.all.Wait()
}
