package processes

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Options say what to run.
type Options struct {
	// Partition says which services share a process; nil gives each its own.
	Partition [][]string
	// Servers are the addresses of the four (DATABASE_URL and its like). A store
	// without one is embedded, in a directory of its process.
	Servers map[string]string
	// Env are settings of all processes.
	Env map[string]string
	// Dir takes logs and embedded stores.
	Dir string
	// Replicas of a service that is alone in its process; 1 where nothing is said.
	Replicas map[string]int
	// Via, when set, says at what address the caller reaches what is at address: a
	// neighbour's or a server's (then callee is its variable). Tests put a wire
	// there that they can cut.
	Via func(caller, callee, address string) string
	// Public is what the shop is called; empty means the address in front of it.
	Public string
	// Front is the address in front of the shop; empty means a free one of loopback.
	Front string
	// Ports are the services' own, where each runs once; a missing one is a free one.
	Ports map[string]int
	// Secrets are the keys and credentials; nil means new ones.
	Secrets map[string]string
}

// Shop is the running processes and the address in front of them.
type Shop struct {
	URL       string
	Processes []*Process
	Secrets   map[string]string

	opt       Options
	bin       string
	table     app.Table
	at        map[string]string // the services' addresses, of balancers where there are replicas
	front     *front
	balancers []*balancer
}

// New prepares the schemas and the processes; none of them runs yet.
func New(ctx context.Context, opt Options) (_ *Shop, err error) {
	s := &Shop{opt: opt, at: map[string]string{}}
	if s.table, err = app.Services(); err != nil {
		return nil, err
	}
	if s.Secrets = opt.Secrets; s.Secrets == nil {
		if s.Secrets, err = app.NewSecrets(s.table); err != nil {
			return nil, err
		}
	}
	if s.bin, err = binary(); err != nil {
		return nil, err
	}
	if opt.Partition == nil {
		for _, row := range s.table {
			s.opt.Partition = append(s.opt.Partition, []string{row.Name})
		}
	}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	if opt.Servers[app.EnvDatabase] != "" {
		if out, err := s.Command(ctx, "migrate").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("migrate: %w\n%s", err, out)
		}
	}
	return s, nil
}

// Start runs all and waits until they are ready.
func Start(ctx context.Context, opt Options) (*Shop, error) {
	s, err := New(ctx, opt)
	if err != nil {
		return nil, err
	}
	for _, p := range s.Processes {
		if err := p.Start(); err != nil {
			s.Close()
			return nil, err
		}
	}
	if err := s.Ready(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// prepare gives every process its addresses and environment.
func (s *Shop) prepare() error {
	ln, address, err := listenFront(cmp.Or(s.opt.Front, loopbackAny))
	if err != nil {
		return err
	}
	s.URL = cmp.Or(s.opt.Public, address)
	own := map[*Process][]string{} // host:port lists in order of Names
	for _, names := range s.opt.Partition {
		replicas := 1
		if len(names) == 1 {
			replicas = max(1, s.opt.Replicas[names[0]])
		}
		var group []*Process
		for range replicas {
			p := &Process{Names: names, bin: s.bin, urls: map[string]string{}}
			for _, name := range names {
				address, err := s.address(name)
				if err != nil {
					return err
				}
				own[p] = append(own[p], address)
				p.urls[name] = "http://" + address
			}
			s.Processes = append(s.Processes, p)
			group = append(group, p)
		}
		if err := s.settle(group); err != nil {
			return err
		}
	}
	for i, p := range s.Processes {
		if err := s.describe(p, i, own[p]); err != nil {
			return err
		}
	}
	s.front, err = serveFront(ln, s.at["api-gateway"], s.at["frontend"])
	return err
}

// settle decides where others find the services of a process, or of its replicas.
func (s *Shop) settle(group []*Process) error {
	first := group[0]
	for _, name := range first.Names {
		s.at[name] = first.urls[name]
	}
	if len(group) == 1 {
		return nil
	}
	free, err := freeAddress()
	if err != nil {
		return err
	}
	urls := make([]string, len(group))
	for i, p := range group {
		urls[i] = p.urls[first.Names[0]]
	}
	b, err := balance(free, urls)
	if err != nil {
		return err
	}
	s.balancers = append(s.balancers, b)
	s.at[first.Names[0]] = "http://" + free
	return nil
}

// describe writes the process's command line and environment.
func (s *Shop) describe(p *Process, n int, own []string) error {
	dir := filepath.Join(s.opt.Dir, strconv.Itoa(n))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	p.log = filepath.Join(dir, "log")
	metrics, err := freeAddress()
	if err != nil {
		return err
	}
	p.urls["metrics"] = "http://" + metrics
	ports := make([]string, len(own))
	for i, address := range own {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			return err
		}
		ports[i] = p.Names[i] + "=" + port
	}
	env := s.environment()
	caller := p.Names[0]
	env["FLORES_PORTS"], env["FLORES_METRICS"] = strings.Join(ports, ";"), metrics
	if s.embeds(p) {
		env["FLORES_DATA"] = filepath.Join(dir, "data")
	}
	for name, address := range s.opt.Servers {
		env[name] = s.via(caller, name, address)
	}
	for name, address := range s.at {
		env[app.EnvURL(name)] = s.via(caller, name, address)
	}
	p.args = append([]string{"serve"}, p.Names...)
	p.env = list(env)
	return nil
}

func (s *Shop) via(caller, callee, address string) string {
	if s.opt.Via == nil {
		return address
	}
	return s.opt.Via(caller, callee, address)
}

// embeds tells whether a store of the process has no server.
func (s *Shop) embeds(p *Process) bool {
	for _, name := range p.Names {
		for _, need := range s.table.Needs(s.table.Find(name), s.names()) {
			if need.InData && need.Secret && (s.opt.Servers[need.Env] == "" && s.opt.Servers[need.Instead] == "") && s.Secrets[need.Env] == "" {
				return true
			}
		}
	}
	return false
}

func (s *Shop) names() (names []string) {
	for _, row := range s.table {
		names = append(names, row.Name)
	}
	return names
}

// environment is what all processes share.
func (s *Shop) environment() map[string]string {
	env := map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": os.Getenv("HOME"), "TMPDIR": os.TempDir(),
		"FLORES_DEMO": "true", "FLORES_RATE_LIMIT": "0", "FLORES_TRUSTED_PROXIES": "127.0.0.0/8", app.EnvPublicURL: s.URL,
	}
	maps.Copy(env, s.Secrets)
	maps.Copy(env, s.opt.Env)
	return env
}

func list(env map[string]string) []string {
	out := make([]string, 0, len(env))
	for _, name := range slices.Sorted(maps.Keys(env)) {
		out = append(out, name+"="+env[name])
	}
	return out
}

// Command runs the binary with the shop's own addresses and secrets, as an operator
// of it would.
func (s *Shop) Command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.bin, args...)
	env := s.environment()
	maps.Copy(env, s.opt.Servers)
	for name, address := range s.at {
		env[app.EnvURL(name)] = address
	}
	if len(s.opt.Servers) == 0 || s.opt.Servers[app.EnvDatabase] == "" {
		if p := s.Of(authapi.Service); p != nil {
			env["FLORES_DATA"] = filepath.Join(filepath.Dir(p.log), "data")
		}
	}
	cmd.Env = list(env)
	return cmd
}

// WriteEnvironment writes what Command's environment is to a file that only its owner
// reads, for a shell.
func (s *Shop) WriteEnvironment(path string) error {
	var b strings.Builder
	for _, line := range s.Command(context.Background()).Env {
		name, value, _ := strings.Cut(line, "=")
		if name == "PATH" || name == "HOME" || name == "TMPDIR" {
			continue
		}
		fmt.Fprintf(&b, "%s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	return os.WriteFile(path, []byte(b.String()), 0o600)
}

// Of is the first process that runs the service.
func (s *Shop) Of(name string) *Process {
	if all := s.ReplicasOf(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// ReplicasOf are the processes that run the service.
func (s *Shop) ReplicasOf(name string) (out []*Process) {
	for _, p := range s.Processes {
		if slices.Contains(p.Names, name) {
			out = append(out, p)
		}
	}
	return out
}

// Ready waits until every process is ready.
func (s *Shop) Ready(ctx context.Context) error {
	for _, p := range s.Processes {
		if err := p.Ready(ctx); err != nil {
			return err
		}
	}
	return nil
}

// At is where others find the service.
func (s *Shop) At(name string) string { return s.at[name] }

// Conn connects in a service's name, with a token that it gets for the service's own
// credential: for what only services may ask.
func (s *Shop) Conn(caller, provider string) (*contract.Conn, error) {
	auth, err := contract.Dial(authapi.Service, s.at[authapi.Service], nil)
	if err != nil {
		return nil, err
	}
	source := tokens.NewServiceTokenSource(authapi.ServiceTokenIssuer(auth, caller, s.Secrets[app.EnvCredential(caller)]), clock.System{})
	return contract.Dial(provider, s.at[provider], source.Token)
}

// CreateUser makes an account by the command line and returns its printed password.
func (s *Shop) CreateUser(ctx context.Context, role authapi.Role, email string) (string, error) {
	out, err := s.Command(ctx, "user", "create", "--role", string(role), email).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("user create: %w: %s", err, out)
	}
	fields := strings.Fields(string(out))
	return fields[len(fields)-1], nil
}

// Logs is everything that the processes logged.
func (s *Shop) Logs() string {
	var b strings.Builder
	for _, p := range s.Processes {
		b.WriteString(p.Log())
	}
	return b.String()
}

// Close stops everything in order.
func (s *Shop) Close() {
	var wg sync.WaitGroup
	for _, p := range s.Processes {
		wg.Go(func() { p.Stop() })
	}
	wg.Wait()
	for _, b := range s.balancers {
		b.close()
	}
	if s.front != nil {
		s.front.close()
	}
}

// address is where a service listens.
func (s *Shop) address(name string) (string, error) {
	if port := s.opt.Ports[name]; port != 0 {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), nil
	}
	return freeAddress()
}

// loopbackAny is any free port of loopback, for who keeps listening there.
const loopbackAny = "127.0.0.1:0"
