// Package kill kills the whole shop with SIGKILL in the middle of purchases, starts
// it again and checks that nothing that was answered with success is lost.
package kill

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// The windows are shortened, so that what a kill leaves behind is settled while the test waits.
var windows = map[string]string{
	"FLORES_INTENT_LEASE": "5s", "FLORES_PAY_WITHIN": "20s", "FLORES_PAYING_LEASE": "5s", "FLORES_KEEP_FOR": "60s",
	"FLORES_HOLD_NET": "10s", "FLORES_ACCESS_TOKEN": "60s", "FLORES_SERVICE_TOKEN": "60s",
}

const (
	buyers        = 8
	slotPlaces    = 100_000
	ordersBetween = 15 // two kills, at least, however slow the machine is
	checkEvery    = 10 // kills between two looks at the books
)

func TestNothingAnsweredIsLostByAKill(t *testing.T) {
	kills := 5 // of every `go test`; FLORES_KILLS asks for more
	if n, err := strconv.Atoi(os.Getenv("FLORES_KILLS")); err == nil {
		kills = n
	}
	bin := filepath.Join(t.TempDir(), "flores")
	if out, err := exec.Command("go", "build", "-o", bin, "../../cmd/flores").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	data := t.TempDir()
	stockUp(t, data)
	answered := &answers{state: map[string]orderapi.State{}, links: map[string]string{}}
	for n := 1; n <= kills; n++ {
		p := start(t, bin, data)
		answered.check(t, p.api)
		ctx, cancel := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		for range buyers {
			wg.Go(func() { buy(ctx, p.api, answered) })
		}
		answered.grow(t, ordersBetween)
		time.Sleep(rand.N(300 * time.Millisecond)) // the kill falls anywhere in a purchase
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.cmd.Wait() // it was killed: its code says nothing
		cancel()
		wg.Wait()
		t.Logf("kill %d of %d: %d orders answered", n, kills, answered.count())
		if n%checkEvery == 0 || n == kills {
			books(t, data, answered)
		}
	}
}

// stockUp counts more bouquets than the buyers can take.
func stockUp(t *testing.T, data string) {
	t.Run("stock", func(t *testing.T) {
		shop := apptest.Start(t, apptest.Options{Data: data})
		staff := shop.Staff(authapi.Manager)
		for _, sku := range skus {
			in := productapi.MoveInput{SKU: sku}
			in.Body.Quantity, in.Body.Reason = 100_000, "count"
			if _, err := productapi.Move.Call(staff, shop.API(), &in); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// books starts the shop in this process on what the kills left, waits until every
// window has passed, and checks everything.
func books(t *testing.T, data string, answered *answers) {
	t.Run("books", func(t *testing.T) {
		shop := apptest.Start(t, apptest.Options{Data: data, Config: func(c *app.Config) {
			c.IntentLease, c.PayWithin, c.PayingLease = 5*time.Second, 20*time.Second, 5*time.Second
			c.SlotCapacity = slotPlaces
			c.KeepFor, c.HoldNet, c.AccessToken, c.ServiceToken = time.Minute, 10*time.Second, time.Minute, time.Minute
		}})
		time.Sleep(21 * time.Second) // the real clock has to pass the expiry
		shop.Balance()
		answered.check(t, shop.API())
	})
}

// answers is what buyers were told: it must be true for ever.
type answers struct {
	mu    sync.Mutex
	state map[string]orderapi.State
	links map[string]string
}

func (a *answers) told(number, link string, s orderapi.State) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state[number], a.links[number] = s, link
}

func (a *answers) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.state)
}

// grow waits until n more orders were answered.
func (a *answers) grow(t *testing.T, n int) {
	t.Helper()
	for from, deadline := a.count(), time.Now().Add(time.Minute); a.count() < from+n; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("only %d orders in a minute: the test does not buy", a.count()-from)
		}
	}
}

// check asks for every order that was answered: a placed one exists, a paid one is paid.
func (a *answers) check(t *testing.T, api *contract.Conn) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for number, told := range a.state {
		o, err := orderapi.Get.Call(context.Background(), api, &orderapi.ByNumber{Number: number, Guest: orderapi.Guest{Link: a.links[number]}})
		if err != nil {
			t.Errorf("%s was answered and is gone: %v", number, err)
			continue
		}
		if told == orderapi.Paid && o.PaidCLP != o.Totals.TotalCLP {
			t.Errorf("%s was answered as paid and stands at %s with %d paid of %d", number, o.State, o.PaidCLP, o.Totals.TotalCLP)
		}
	}
}

var comunas = []string{"Recoleta", "Providencia", "Huechuraba", "Quinta Normal", "Las Condes"}

func buy(ctx context.Context, api *contract.Conn, a *answers) {
	for ctx.Err() == nil {
		p := apptest.Purchase{Buyer: id.New() + "@example.cl", SKUs: []string{skus[rand.N(len(skus))]}, Comuna: comunas[rand.N(len(comunas))]}
		placed, err := p.Try(ctx, api)
		if err != nil {
			continue // refused, sold out, or the shop has just been killed
		}
		a.told(placed.Order.Number, placed.Link, placed.Order.State)
		out, err := apptest.Pay(ctx, api, placed, []string{"approve", "approve", "approve", "decline"}[rand.N(4)])
		if err == nil && out.Outcome == "accepted" {
			a.told(placed.Order.Number, placed.Link, orderapi.Paid)
		}
	}
}

var skus = []string{"FV-ROSREC-S", "FV-ROSREC-D", "FV-ROSREC-P"}

type process struct {
	cmd *exec.Cmd
	api *contract.Conn
}

// start runs the shop and waits until it says where it is.
func start(t *testing.T, bin, data string) *process {
	t.Helper()
	cmd := exec.Command(bin, "up", "--data", data, "--listen", "127.0.0.1:0", "--demo")
	cmd.Env = append(os.Environ(), "FLORES_RATE_LIMIT=0", "FLORES_SLOT_CAPACITY="+strconv.Itoa(slotPlaces))
	for k, v := range windows {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		_, rest, ok := strings.Cut(lines.Text(), "Flores Victoria: ")
		if !ok {
			continue
		}
		address, _, _ := strings.Cut(rest, " ")
		api, err := contract.Dial("api", address, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(api.Close)
		go func() { // or the pipe would fill
			for lines.Scan() {
			}
		}()
		return &process{cmd: cmd, api: api}
	}
	t.Fatal(fmt.Errorf("the shop did not start: %s", errs.String()))
	return nil
}
