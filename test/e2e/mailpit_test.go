package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// postOffice is mailpit, an SMTP server that keeps what it gets and shows it over
// HTTP. It is built from the module beside this package.
type postOffice struct {
	smtp string // smtp://127.0.0.1:port, as the shop is told
	web  string
	stop func()
}

// letter is a mail as its reader has it.
type letter struct {
	ID      string
	Subject string
	Text    string
	HTML    string
}

func startMailpit() (*postOffice, error) {
	program, err := buildMailpit()
	if err != nil {
		return nil, err
	}
	smtp, err := freeAddress()
	if err != nil {
		return nil, err
	}
	web, err := freeAddress()
	if err != nil {
		return nil, err
	}
	var said bytes.Buffer
	cmd := exec.Command(program, "--smtp", smtp, "--listen", web, "--disable-version-check", "--smtp-disable-rdns", "--quiet")
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting mailpit: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	p := &postOffice{smtp: "smtp://" + smtp, web: "http://" + web, stop: func() { _ = cmd.Process.Kill(); <-ended }}
	for deadline := time.Now().Add(patience); ; {
		if r, err := http.Get(p.web + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return p, nil
			}
		}
		select {
		case err := <-ended:
			return nil, fmt.Errorf("mailpit ended: %w\n%s", err, said.String())
		case <-time.After(tick):
		}
		if time.Now().After(deadline) {
			p.stop()
			return nil, errors.New("mailpit does not answer")
		}
	}
}

// buildMailpit leaves the program in the user's cache; go build knows when it is new.
func buildMailpit() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("where to keep mailpit: %w", err)
	}
	program := filepath.Join(cache, "flores-test", "mailpit")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", program, "github.com/axllent/mailpit")
	cmd.Dir = filepath.Join("..", "mailpit")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building mailpit: %w\n%s", err, out)
	}
	return program, nil
}

func freeAddress() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}

// to lists the mails of an address, newest first, with their bodies.
func (p *postOffice) to(t testing.TB, address string) []letter {
	t.Helper()
	var found struct{ Messages []struct{ ID string } }
	p.ask(t, "/api/v1/search?limit=100&query="+url.QueryEscape(`to:"`+address+`"`), &found)
	all := make([]letter, len(found.Messages))
	for i, m := range found.Messages {
		p.ask(t, "/api/v1/message/"+m.ID, &all[i])
	}
	return all
}

func (p *postOffice) ask(t testing.TB, path string, out any) {
	t.Helper()
	r, err := http.Get(p.web + path)
	if err != nil {
		t.Fatalf("asking the mail server: %v", err)
	}
	defer func() { _ = r.Body.Close() }()
	if r.StatusCode != http.StatusOK {
		t.Fatalf("the mail server answers %s to %s", r.Status, path)
	}
	if err := json.NewDecoder(r.Body).Decode(out); err != nil {
		t.Fatalf("reading the mail server's answer to %s: %v", path, err)
	}
}
