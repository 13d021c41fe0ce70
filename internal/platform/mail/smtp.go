package mail

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	netmail "net/mail"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
)

const (
	// defaultTimeout bounds one mail from the first to the last byte.
	defaultTimeout = 30 * time.Second
	// maxBody bounds text and HTML together, in bytes; the shop's are 20 KB.
	maxBody = 1 << 20
)

// Options tune an SMTP; the zero value is the shop's.
type Options struct {
	Timeout time.Duration // of one mail, connecting included; 0 means 30 s
	TLS     *tls.Config   // nil means the system's roots
}

// SMTP hands mails to one server. It is safe for concurrent use and holds no connection.
type SMTP struct {
	to      server
	from    *netmail.Address
	domain  string
	timeout time.Duration
	tls     *tls.Config
}

// NewSMTP takes the server's address and the sender, "Name <box@domain>". With
// smtp:// the connection is encrypted by STARTTLS: always, except that a server
// on a loopback address may do without.
func NewSMTP(address, from string, opt Options) (*SMTP, error) {
	to, err := readServer(address)
	if err != nil {
		return nil, err
	}
	sender, domain, err := readFrom(from)
	if err != nil {
		return nil, err
	}
	if opt.Timeout <= 0 {
		opt.Timeout = defaultTimeout
	}
	if opt.TLS == nil {
		opt.TLS = &tls.Config{}
	}
	config := opt.TLS.Clone()
	config.MinVersion = max(config.MinVersion, tls.VersionTLS12)
	if config.ServerName == "" {
		config.ServerName = to.host
	}
	return &SMTP{to: to, from: sender, domain: domain, timeout: opt.Timeout, tls: config}, nil
}

// Send hands one mail over and returns nil once the server has taken it. The
// errors are *Error and hold neither the words of the mail nor the password.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := s.compose(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	line := &line{tls: s.tls, secure: s.to.tls}
	defer line.hangUp()
	defer context.AfterFunc(ctx, line.hangUp)() // the part's own deadlines start anew with each step
	client, err := s.client(line)
	if err != nil {
		return s.failed(ctx, "prepare", err)
	}
	dialled, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return s.failed(ctx, "connect", err)
	}
	err = client.SendWithSMTPClient(dialled, msg)
	if msg.IsDelivered() { // whatever came after it: the server has the mail
		_ = client.CloseWithSMTPClient(dialled)
		return nil
	}
	return s.failed(ctx, "send", err)
}

// client is made anew for each mail: the part keeps state between mails.
func (s *SMTP) client(l *line) (*gomail.Client, error) {
	policy := gomail.TLSMandatory
	if s.to.near() {
		policy = gomail.TLSOpportunistic
	}
	opts := []gomail.Option{
		gomail.WithPort(s.to.port), gomail.WithTimeout(s.timeout), gomail.WithTLSConfig(s.tls), gomail.WithTLSPolicy(policy),
		gomail.WithDialContextFunc(l.dial), gomail.WithoutNoop(),
	}
	if s.to.tls {
		opts = append(opts, gomail.WithSSL())
	}
	if s.to.user != "" {
		// PLAIN and LOGIN are refused by the part itself where the line is open and leads elsewhere.
		opts = append(opts, gomail.WithUsername(s.to.user), gomail.WithPassword(s.to.password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	client, err := gomail.NewClient(s.to.host, opts...)
	if err != nil {
		return nil, fmt.Errorf("set up the mail client: %w", err)
	}
	return client, nil
}

// line is one connection, which ends with its mail: the part leaves it open when
// the greeting, STARTTLS or the log-in fails.
type line struct {
	tls    *tls.Config
	secure bool

	mu   sync.Mutex
	conn net.Conn
	over bool
}

func (l *line) dial(ctx context.Context, network, address string) (conn net.Conn, err error) {
	if l.secure {
		conn, err = (&tls.Dialer{Config: l.tls}).DialContext(ctx, network, address)
	} else {
		conn, err = (&net.Dialer{}).DialContext(ctx, network, address)
	}
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	l.conn = conn
	return conn, nil
}

func (l *line) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
	if l.conn != nil {
		_ = l.conn.Close()
	}
}
