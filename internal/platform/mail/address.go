package mail

import (
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
)

// The ports of RFC 6409 (submission) and RFC 8314 (submission over TLS).
const (
	submissionPort  = 587
	submissionsPort = 465
)

// server is where mails are handed over.
type server struct {
	host           string
	port           int
	tls            bool // from the first byte: smtps
	user, password string
}

// readServer reads smtp://user:password@host:port or smtps://…. What it refuses
// it does not repeat: the address holds a password.
func readServer(address string) (server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Path != "" && u.Path != "/") || u.RawQuery != "" {
		return server{}, errors.New("not an address such as smtp://user:password@host:587")
	}
	s := server{host: u.Hostname()}
	switch u.Scheme {
	case "smtp":
		s.port = submissionPort
	case "smtps":
		s.port, s.tls = submissionsPort, true
	default:
		return server{}, errors.New("the address of a mail server begins with smtp:// or smtps://")
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil || s.port < 1 || s.port > 65535 {
			return server{}, errors.New("the mail server's port is not one")
		}
	}
	s.user = u.User.Username()
	s.password, _ = u.User.Password()
	return s, nil
}

// near tells whether nobody can listen on the way: the server is this machine.
func (s server) near() bool {
	if strings.EqualFold(s.host, "localhost") {
		return true
	}
	ip := net.ParseIP(s.host)
	return ip != nil && ip.IsLoopback()
}

// CheckServer says what is wrong with the address of a mail server, without
// repeating it.
func CheckServer(address string) error {
	_, err := readServer(address)
	return err
}

// readFrom reads the sender and the domain that its mails' identifiers carry.
func readFrom(from string) (*netmail.Address, string, error) {
	a, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, "", fmt.Errorf("the sender %q is no e-mail address: %w", from, err)
	}
	return a, a.Address[strings.LastIndexByte(a.Address, '@')+1:], nil
}
