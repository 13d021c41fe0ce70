package app

import (
	"context"
	"net"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// upright is a shop that the command line has started.
type upright struct {
	url  string
	dir  string
	api  *contract.Conn
	stop func()
}

// upFlags are a shop at a free port.
func upFlags(t *testing.T, dir string, flags ...string) []string {
	return slices.Concat([]string{"up", "--data", dir, "--listen", freeAddress(t)}, flags)
}

// freeAddress is one where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	return ln.Addr().String()
}

// standUp runs a command that serves at the address, waits until it shows products,
// and stops it at the end of the test at the latest.
func standUp(t *testing.T, dir string, args ...string) *upright {
	t.Helper()
	u := &upright{url: "http://" + args[slices.Index(args, "--listen")+1], dir: dir}
	if args[0] == "serve" {
		args = slices.Delete(slices.Clone(args), slices.Index(args, "--listen"), slices.Index(args, "--listen")+2)
	}
	out := &safeBuffer{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, args, streams{out: out, err: out, env: func(string) string { return "" }})
	}()
	var code int
	ended := false
	waitFor(t, func() bool {
		select {
		case code = <-done:
			ended = true
		default:
		}
		return ended || answers(u.url+"/api/products")
	})
	if ended {
		cancel()
		t.Fatalf("%v ended with %d: %s", args, code, out)
	}
	var err error
	if u.api, err = contract.Dial("api", u.url, nil); err != nil {
		t.Fatal(err)
	}
	stopped := false
	u.stop = func() {
		t.Helper()
		if stopped {
			return
		}
		stopped = true
		u.api.Close()
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("%v ended with %d: %s", args, code, out)
		}
	}
	t.Cleanup(u.stop)
	return u
}

func answers(url string) bool {
	resp, err := http.Get(url)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// staff makes an account by the command line and logs in, its password changed.
func (u *upright) staff(t *testing.T, role authapi.Role) context.Context {
	t.Helper()
	email := string(role) + "@floresvictoria.cl"
	code, out, errs := line(t, t.Context(), false, "user", "create", "--role", string(role), email, "--data", u.dir)
	printed := regexp.MustCompile(`uso: (\S+)\n`).FindStringSubmatch(out)
	if code != 0 || printed == nil {
		t.Fatalf("user create: %d %s%s", code, out, errs)
	}
	in := authapi.LoginInput{}
	in.Body.Email, in.Body.Password = email, printed[1]
	signed, err := authapi.Login.Call(t.Context(), u.api, &in)
	if err != nil {
		t.Fatal(err)
	}
	change := authapi.ChangePasswordInput{}
	change.Body.Current, change.Body.New = printed[1], "camelia-y-helecho-7"
	fresh, err := authapi.ChangePassword.Call(contract.WithUserToken(t.Context(), signed.AccessToken), u.api, &change)
	if err != nil {
		t.Fatal(err)
	}
	return contract.WithUserToken(t.Context(), fresh.AccessToken)
}
