package order_test

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

func mine(t *testing.T, s *ordertest.Shop, user string, p contract.Paging) *contract.List[orderapi.Summary] {
	t.Helper()
	list, err := orderapi.Mine.Call(s.As(user, authapi.Customer), s.Conn, &orderapi.MineInput{Paging: p})
	s.Must(err)
	return list
}

func TestGuestsOrdersJoinTheAccountOnceItsMailIsVerified(t *testing.T) {
	s := ordertest.New(t)
	for range 3 {
		s.Must(s.Buyer().Place())
		s.Clock.Advance(time.Second)
	}
	if n := mine(t, s, "ana", contract.Paging{}).Total; n != 0 {
		t.Fatalf("before, the account has %d orders", n)
	}
	s.Deliver(authapi.UserVerified.New("ana", 1, authapi.VerifiedData{UserID: "ana", Email: "Ana@example.cl"}))
	list := mine(t, s, "ana", contract.Paging{Page: 1, Limit: 2})
	if list.Total != 3 || len(list.Items) != 2 || !list.Items[0].Placed.After(list.Items[1].Placed) || list.Items[0].Moves[0] != orderapi.Cancelled {
		t.Errorf("the account has %+v", list)
	}
	s.Deliver(authapi.UserVerified.New("eva", 1, authapi.VerifiedData{UserID: "eva", Email: "ana@example.cl"}))
	if n := mine(t, s, "eva", contract.Paging{}).Total; n != 0 {
		t.Errorf("another account took %d", n)
	}
}

// Whoever types somebody's e-mail learns nothing by it; who reads its mails may see
// the order as theirs.
func TestALaterGuestsOrderJoinsTheAccountAndTellsTheGuestNothing(t *testing.T) {
	s := ordertest.New(t)
	verified := func(user, email string) {
		s.Deliver(authapi.UserVerified.New(user, 1, authapi.VerifiedData{UserID: user, Email: email}))
	}
	unknown := s.Buyer()
	s.Must(unknown.Place())
	verified("eva", "eva@example.cl")
	verified("ana", "Ana@Example.cl ")
	guest := s.Buyer()
	guest.Buy()
	if n := mine(t, s, "ana", contract.Paging{}).Total; n != 2 {
		t.Errorf("the account has %d orders of 2", n)
	}
	if n := mine(t, s, "eva", contract.Paging{}).Total; n != 0 {
		t.Errorf("another account has %d", n)
	}
	in := orderapi.ByNumber{Guest: orderapi.Guest{Link: guest.Link}, Number: guest.Number}
	byLink, err := orderapi.Get.Call(s.Guest(), s.Conn, &in)
	s.Must(err)
	opened, err := orderapi.Open.Call(s.Guest(), s.Conn, &orderapi.OpenInput{Guest: in.Guest})
	s.Must(err)
	if byLink.CustomerID != "" || opened.CustomerID != "" {
		t.Error("the guest is told of the account")
	}
	s.Relay()
	s.CheckBooks()
}

func TestAnAccountThatLeftGetsNoOrderInWhateverOrderItIsHeardOf(t *testing.T) {
	verified := authapi.UserVerified.New("ana", 1, authapi.VerifiedData{UserID: "ana", Email: "ana@example.cl"})
	deleted := authapi.UserDeleted.New("ana", 2, authapi.DeletedData{UserID: "ana", Email: "ana@example.cl"})
	for name, heard := range map[string][]events.Event{"verified, deleted": {verified, deleted}, "deleted, verified": {deleted, verified}} {
		t.Run(name, func(t *testing.T) {
			s := ordertest.New(t)
			for _, e := range heard {
				s.Deliver(e)
			}
			s.Must(s.Buyer().Place())
			if n := mine(t, s, "ana", contract.Paging{}).Total; n != 0 {
				t.Errorf("the account that left has %d orders", n)
			}
			// The mailbox's next account is another one.
			s.Deliver(authapi.UserVerified.New("ana2", 1, authapi.VerifiedData{UserID: "ana2", Email: "ana@example.cl"}))
			s.Must(s.Buyer().Place())
			if n := mine(t, s, "ana2", contract.Paging{}).Total; n != 2 {
				t.Errorf("the new account has %d orders of 2", n)
			}
		})
	}
}

func TestGuestsMailboxesAreForgotten(t *testing.T) {
	s := ordertest.New(t)
	s.Deliver(authapi.UserVerified.New("eva", 1, authapi.VerifiedData{UserID: "eva", Email: "eva@example.cl"}))
	s.Must(s.Buyer().Place())
	s.Clock.Advance(time.Hour)
	s.Must(s.Service.Prune(t.Context()))
	var owner string
	if err := s.DB.Read().QueryRowContext(t.Context(), `SELECT group_concat(owner) FROM mailboxes`).Scan(&owner); err != nil || owner != "eva" {
		t.Errorf("mailboxes of %q are kept, %v", owner, err)
	}
}

func TestADeletedAccountIsForgottenOnceItsOrdersAreOver(t *testing.T) {
	s := ordertest.New(t)
	s.Carts.Fill("ana", ordertest.One("rosas"))
	ana := s.As("ana", authapi.Customer)
	place := func(key string) *ordertest.Buyer {
		b := s.Buyer()
		b.Ctx, b.Cart, b.Key = ana, "", key
		b.Buy()
		return b
	}
	delivered, running := place("one"), place("two")
	for i, to := range ways[orderapi.Delivered] {
		_, err := moveTo(s.As("manager", authapi.Manager), s, delivered.Number, to, string(rune('a'+i)), 0)
		s.Must(err)
	}
	s.Relay()
	s.Deliver(authapi.UserDeleted.New("ana", 2, authapi.DeletedData{UserID: "ana", Email: "ana@example.cl"}))
	s.Clock.Advance(2 * time.Hour)
	s.Must(s.Service.Prune(t.Context()))

	look := func(number string) *orderapi.Order {
		out, err := orderapi.Get.Call(s.As("sara", authapi.Support), s.Conn, &orderapi.ByNumber{Number: number})
		s.Must(err)
		return out
	}
	o := look(delivered.Number)
	if o.Buyer != (orderapi.Buyer{}) || o.Recipient != (orderapi.Recipient{Comuna: "Recoleta"}) || o.Card != (orderapi.Card{}) || o.CustomerID != "" {
		t.Errorf("it still knows %+v", o)
	}
	if o.Totals.TotalCLP != 22690 || o.PaidCLP != 22690 || len(o.Lines) != 1 {
		t.Errorf("the books lost %+v", o)
	}
	if got := look(running.Number); got.Recipient.Address == "" || got.CustomerID != "" {
		t.Errorf("the order to be delivered is %+v", got)
	}
	if n := mine(t, s, "ana", contract.Paging{}).Total; n != 0 {
		t.Errorf("the account has %d orders", n)
	}
	_, err := orderapi.Open.Call(s.Guest(), s.Conn, &orderapi.OpenInput{Guest: orderapi.Guest{Link: delivered.Link}})
	refused(t, err, "order_not_found")
	if dump := dumped(t, s); strings.Count(strings.ToLower(dump), "ana soto") != 1 {
		t.Error("the name is found elsewhere than in the order to be delivered")
	}
	s.CheckBooks()
}

// dumped is every text that the store keeps of orders and answers.
func dumped(t *testing.T, s *ordertest.Shop) string {
	t.Helper()
	var all strings.Builder
	for _, query := range []string{
		`SELECT people FROM orders`, `SELECT body FROM answers WHERE body LIKE '%ana%'`,
		`SELECT answer FROM intents WHERE order_id NOT IN (SELECT id FROM orders WHERE forget = 1)`,
	} {
		rows, err := s.DB.Read().QueryContext(t.Context(), query)
		s.Must(err)
		for rows.Next() {
			var text string
			s.Must(rows.Scan(&text))
			all.WriteString(text)
		}
		s.Must(rows.Err())
		s.Must(rows.Close())
	}
	return all.String()
}
