package mail_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/mail/mailtest"
)

const from = "Flores Victoria <hola@floresvictoria.cl>"

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func letter() mail.Message {
	return mail.Message{ID: "0193-a", To: "ana@example.cl", Subject: "Tu pedido va en camino, Ana: ñandú", Date: noon,
		Text: "Hola Ana\n\n.un punto al comienzo\nhttps://flores.example/verificar?t=SECRET", HTML: "<p>Hola Ana: ñandú</p>"}
}

func open(t *testing.T, address string, opt mail.Options) *mail.SMTP {
	t.Helper()
	s, err := mail.NewSMTP(address, from, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAMailArrivesAsItWasWritten(t *testing.T) {
	server := mailtest.Start(t)
	m := letter()
	if err := open(t, "smtp://"+server.Addr, mail.Options{}).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := server.Mails()
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	g := got[0]
	if g.From != "hola@floresvictoria.cl" || strings.Join(g.To, " ") != m.To || g.Subject != m.Subject ||
		strings.TrimSpace(g.Text) != m.Text || strings.TrimSpace(g.HTML) != m.HTML || g.MessageID != "<0193-a@floresvictoria.cl>" {
		t.Errorf("arrived: %+v", g)
	}
	if at, err := g.Header.Date(); err != nil || !at.Equal(noon) {
		t.Errorf("dated %v, %v", at, err)
	}
	if h := g.Header; h.Get("Auto-Submitted") != "auto-generated" || h.Get("User-Agent") != "" || !strings.Contains(h.Get("From"), "Flores Victoria") {
		t.Errorf("headers %v", h)
	}
}

func TestAFailureSaysWhereAndWhetherItIsForGood(t *testing.T) {
	for name, c := range map[string]struct {
		fault     mailtest.Fault
		permanent bool
		says      string
	}{
		"busy":                  {mailtest.Fault{At: mailtest.AtGreeting, Reply: "421 4.3.2 busy"}, false, "connect"},
		"sender refused":        {mailtest.Fault{At: mailtest.AtSender, Reply: "550 5.1.8 no"}, false, "sender: the server said 550"},
		"no such mailbox":       {mailtest.Fault{At: mailtest.AtRecipient, Reply: "550 5.1.1 unknown"}, true, "recipient: the server said 550: 5.1.1"},
		"relaying denied":       {mailtest.Fault{At: mailtest.AtRecipient, Reply: "550 5.7.1 denied"}, false, "recipient: the server said 550: 5.7.1"},
		"mailbox full":          {mailtest.Fault{At: mailtest.AtRecipient, Reply: "452 4.2.2 full"}, false, "recipient: the server said 452"},
		"content refused":       {mailtest.Fault{At: mailtest.AtEnd, Reply: "554 5.7.1 bad link", Repeats: true}, false, "content: the server said 554: 5.7.1"},
		"cut before the mail":   {mailtest.Fault{At: mailtest.AtData}, false, "content"},
		"cut after the mail":    {mailtest.Fault{At: mailtest.AtEnd}, false, "content: the connection broke"},
		"taken, the answer not": {mailtest.Fault{At: mailtest.AtEnd, Kept: true}, false, "content: the connection broke"},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t)
			server.Fail(c.fault)
			sender := open(t, "smtp://"+server.Addr, mail.Options{})
			err := sender.Send(t.Context(), letter())
			if err == nil || mail.Permanent(err) != c.permanent || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%v, for good: %v", err, mail.Permanent(err))
			}
			if err := sender.Send(t.Context(), letter()); err != nil {
				t.Errorf("the next try: %v", err)
			}
			for until := time.Now().Add(10 * time.Second); server.Open() > 0; time.Sleep(time.Millisecond) {
				if time.Now().After(until) {
					t.Fatal("a connection stays open")
				}
			}
		})
	}
}

func TestWhatIsNoMailIsRefusedForGood(t *testing.T) {
	server := mailtest.Start(t)
	sender := open(t, "smtp://"+server.Addr, mail.Options{})
	large, nobody := letter(), letter()
	large.HTML = strings.Repeat("x", 1<<20)
	nobody.To = "Ana <ana@example.cl>, eva"
	for name, m := range map[string]mail.Message{"too large": large, "no address": nobody} {
		if err := sender.Send(t.Context(), m); !mail.Permanent(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASilentServerCostsNoMoreThanTheTimeAllowed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sender := open(t, "smtp://"+l.Addr().String(), mail.Options{Timeout: 50 * time.Millisecond})
	if err := sender.Send(t.Context(), letter()); err == nil || mail.Permanent(err) {
		t.Errorf("a server that never answers: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := open(t, "smtp://"+l.Addr().String(), mail.Options{}).Send(ctx, letter()); err == nil {
		t.Error("sent after its context ended")
	}
}

func TestEncryption(t *testing.T) {
	config, roots := certificate(t)
	trusting := mail.Options{TLS: &tls.Config{RootCAs: roots}}
	t.Run("STARTTLS is used where it is offered, and the password goes through it", func(t *testing.T) {
		server := mailtest.Start(t, mailtest.WithTLS(config, false), mailtest.WithUser("flores", "pass word"))
		if err := open(t, "smtp://flores:pass%20word@"+server.Addr, trusting).Send(t.Context(), letter()); err != nil {
			t.Fatal(err)
		}
		if got := server.Mails(); len(got) != 1 || !got[0].Encrypted {
			t.Errorf("%+v", got)
		}
		err := open(t, "smtp://flores:SECRETx@"+server.Addr, trusting).Send(t.Context(), letter())
		if err == nil || mail.Permanent(err) || strings.Contains(err.Error(), "SECRET") || !strings.Contains(err.Error(), "535") {
			t.Errorf("with a wrong password: %v", err)
		}
	})
	t.Run("smtps", func(t *testing.T) {
		server := mailtest.Start(t, mailtest.WithTLS(config, true), mailtest.WithUser("flores", "word"))
		if err := open(t, "smtps://flores:word@"+server.Addr, trusting).Send(t.Context(), letter()); err != nil {
			t.Fatal(err)
		}
		if err := open(t, "smtps://"+server.Addr, mail.Options{}).Send(t.Context(), letter()); err == nil {
			t.Error("an unknown certificate was trusted")
		}
	})
	t.Run("an open line is for this machine only", func(t *testing.T) {
		server := mailtest.Start(t, mailtest.At("0.0.0.0:0"))
		_, port, _ := net.SplitHostPort(server.Addr)
		sender := open(t, "smtp://"+net.JoinHostPort(elsewhere(t), port), mail.Options{})
		if err := sender.Send(t.Context(), letter()); err == nil || len(server.Mails()) > 0 {
			t.Errorf("sent in the open: %v", err)
		}
	})
}

// elsewhere is an address of this machine that is none of the loopback.
func elsewhere(t *testing.T) string {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			return n.IP.String()
		}
	}
	t.Skip("this machine has no address but the loopback's")
	return ""
}

func TestAWrongAddressIsNotRepeated(t *testing.T) {
	for _, address := range []string{"", "mail.example", "http://u:SECRET@h", "smtp://u:SECRET@", "smtp://u:SECRET@h:99999", "smtp://u:SECRET@h/path", "smtp://u:SECRET@h:x"} {
		if err := mail.CheckServer(address); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"smtp://mail.example", "smtps://a%40b:c@mail.example:465/", "smtp://[::1]:1025"} {
		if err := mail.CheckServer(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := mail.NewSMTP("smtp://localhost", "nobody", mail.Options{}); err == nil {
		t.Error("a sender without address was taken")
	}
	if mail.Permanent(errors.New("x")) || mail.Permanent(nil) {
		t.Error("any error is for good")
	}
}

// certificate is one for 127.0.0.1 that signs itself.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	model := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, model, model, public, private)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}}}, roots
}
