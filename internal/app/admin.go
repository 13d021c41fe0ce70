package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// The administrator's commands reach a running shop through a Unix socket in its
// data directory, which only the directory's owner can open.
const socketName = "admin.sock"

func (a *App) listenAdmin() (Door, error) {
	path := a.opt.Data.Path(socketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // left by a kill; the lock says that it is ours
		return Door{}, err
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return Door{}, fmt.Errorf("the socket for commands %s: %w", path, err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return Door{}, errors.Join(err, ln.Close())
	}
	return Door{Listener: ln, Handler: a.adminHandler()}, nil
}

type newUser struct {
	Email string       `json:"email"`
	Role  authapi.Role `json:"role"`
}

type printedPassword struct {
	Password string `json:"password"`
}

func (a *App) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /users", answer(func(r *http.Request) (any, error) {
		var in newUser
		if err := json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&in); err != nil {
			return nil, problem.BadRequest("malformed_json")
		}
		return a.createUser(r.Context(), in)
	}))
	mux.HandleFunc("GET /deadletters", answer(func(r *http.Request) (any, error) {
		return a.bus.DeadLetters(r.Context(), r.URL.Query().Get("consumer"), events.MaxDeadLetters)
	}))
	mux.HandleFunc("POST /deadletters/replay", answer(func(r *http.Request) (any, error) {
		q := r.URL.Query()
		err := a.bus.Replay(r.Context(), q.Get("consumer"), q.Get("event"))
		if errors.Is(err, events.ErrNoDeadLetter) {
			return nil, problem.NotFound("dead_letter_not_found")
		}
		return struct{}{}, err
	}))
	mux.Handle("/", a.operatorHandler())
	return mux
}

func (a *App) createUser(ctx context.Context, in newUser) (*printedPassword, error) {
	if a.accounts == nil {
		return nil, problem.Unavailable("auth_service_elsewhere")
	}
	password, err := a.accounts.CreateUser(ctx, in.Role, in.Email)
	return &printedPassword{password}, err
}

func answer(f func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		out, err := f(r)
		if err != nil {
			p, ok := problem.From(err)
			if !ok {
				p = problem.New(http.StatusInternalServerError, "internal")
			}
			problem.Write(w, p)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out)
	}
}

// ask sends a command to the shop that runs on the data directory; ok is false when none does.
func ask(ctx context.Context, dir, method, path string, in, out any) (ok bool, err error) {
	socket := dir + "/" + socketName
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", socket)
		},
	}}
	body, w := io.Pipe()
	go func() { _ = w.CloseWithError(json.NewEncoder(w).Encode(in)) }()
	req, err := http.NewRequestWithContext(ctx, method, "http://flores"+path, body)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return false, nil // nobody listens there
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return true, err
	}
	if resp.StatusCode >= 300 {
		return true, problem.Read(resp.StatusCode, resp.Header, b)
	}
	if out == nil {
		return true, nil
	}
	return true, json.Unmarshal(b, out)
}
