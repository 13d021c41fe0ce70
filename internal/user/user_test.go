package user_test

import (
	"reflect"
	"sort"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user"
	"floresvictoria.cl/flores/internal/user/storetest"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/user/usertest"
)

func TestTheEmbeddedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) usertest.Database { return usertest.SQLite(t) })
}

func TestTheServer(t *testing.T) {
	server := postgrestest.On(t)
	storetest.Run(t, func(t *testing.T) usertest.Database { return server.New(t, user.Migrations()) })
}

func open(t *testing.T) *usertest.Shop {
	t.Helper()
	return usertest.Open(t, usertest.SQLite(t))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks a refusal's status and code.
func refused(t *testing.T, err error, status int, code string) {
	t.Helper()
	if p, ok := problem.From(err); !ok || p.Status != status || p.Code != code {
		t.Errorf("answered %v, not %d %s", err, status, code)
	}
}

// faulty checks the faults, written "/pointer:code:param=value".
func faulty(t *testing.T, err error, want string) {
	t.Helper()
	refused(t, err, 422, "invalid")
	var got []string
	if p, ok := problem.From(err); ok {
		for _, f := range p.Errors {
			text := f.Pointer + ":" + f.Code
			for k, v := range f.Params {
				text += ":" + k + "=" + v
			}
			got = append(got, text)
		}
	}
	sort.Strings(got)
	if strings.Join(got, " ") != want {
		t.Errorf("faults %v, not %s", got, want)
	}
}

func TestAProfileBeginsWithTheRegistration(t *testing.T) {
	s := open(t)
	_, err := s.Me("ana")
	refused(t, err, 404, "profile_not_ready")
	_, err = s.Change("ana", "Ana", "", "", "es")
	refused(t, err, 404, "profile_not_ready")
	must(t, s.Hear(usertest.Registered("ana", "Ana", "")))
	p, err := s.Me("ana")
	must(t, err)
	if *p != (userapi.Profile{UserID: "ana", Email: "ana@example.cl", Name: "Ana", Lang: "es", Version: 1}) {
		t.Errorf("%+v", p)
	}
	must(t, s.Hear(usertest.Verified("ana", "Ana Rojas", "en"))) // another registration's link was followed
	p, err = s.Me("ana")
	must(t, err)
	if p.Name != "Ana Rojas" || p.Lang != "en" || p.Version != 2 {
		t.Errorf("%+v", p)
	}
}

func TestACustomerChangesTheirProfile(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	p, err := s.Change("ana", "  Ana   María ", "9 6123 4567", "12345678-5", "en")
	must(t, err)
	want := userapi.Profile{UserID: "ana", Email: "ana@example.cl", Name: "Ana María", Phone: "+56961234567", RUT: "12.345.678-5", Lang: "en", Version: 3}
	if *p != want {
		t.Errorf("%+v", p)
	}
	again, err := s.Change("ana", "Ana María", "+56 9 6123 4567", "12.345.678-5", "en") // says the same
	must(t, err)
	if *again != want {
		t.Errorf("%+v", again)
	}
	if told := s.Told(); len(told) != 1 || told[0] != (userapi.Updated{UserID: "ana", Name: "Ana María", Lang: "en"}) {
		t.Errorf("told %+v", told)
	}
	must(t, s.Hear(usertest.Verified("ana", "Ana Rojas", "es"))) // late: what she wrote stays
	p, err = s.Change("ana", "Ana María", "", "", "en")
	must(t, err)
	if p.Name != "Ana María" || p.Lang != "en" || p.Phone != "" || p.RUT != "" {
		t.Errorf("%+v", p)
	}
}

func TestEachFaultOfAProfileIsNamed(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	for _, c := range []struct{ name, phone, rut, want string }{
		{"Ana", "9 6123", "", "/phone:phone_too_short:missing=4"},
		{"Ana", "", "12.345.678-4", "/rut:rut_check_digit"},
		{"A    ", "llámame", "nada", "/name:too_short:min=2 /phone:phone_bad_character /rut:rut_invalid"},
	} {
		_, err := s.Change("ana", c.name, c.phone, c.rut, "es")
		faulty(t, err, c.want)
	}
	if p, err := s.Me("ana"); err != nil || p.Version != 2 || len(s.Told()) > 0 {
		t.Errorf("it changed all the same: %+v, %v", p, err)
	}
}

func TestAddressesAreKeptAsTheyWereTyped(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	in := userapi.AddressBody{Label: " Casa ", Address: " Av.  Valdivieso 593 ", Comuna: " ÑUÑOA ", Instructions: "Timbre\nroto"}
	a, err := s.AddAddress("ana", "", in)
	must(t, err)
	if a.AddressBody != (userapi.AddressBody{Label: "Casa", Address: "Av. Valdivieso 593", Comuna: "ÑUÑOA", Instructions: "Timbre roto"}) {
		t.Errorf("%+v", a)
	}
	second, err := s.AddAddress("ana", "", usertest.Address("Calle 2"))
	must(t, err)
	if got := s.Addresses("ana"); !reflect.DeepEqual(got, []userapi.Address{*a, *second}) {
		t.Errorf("%+v", got)
	}
	changed, err := userapi.ChangeAddress.Call(s.As("ana"), s.Conn, &userapi.ChangeAddressInput{ByID: userapi.ByID{ID: a.ID}, Body: usertest.Address("Calle 3")})
	must(t, err)
	_, err = userapi.RemoveAddress.Call(s.As("ana"), s.Conn, &userapi.ByID{ID: second.ID})
	must(t, err)
	if got := s.Addresses("ana"); len(got) != 1 || got[0] != *changed || got[0].Address != "Calle 3" {
		t.Errorf("%+v", got)
	}
	_, err = s.AddAddress("ana", "", userapi.AddressBody{Address: "     ", Comuna: "' '"})
	faulty(t, err, "/address:too_short:min=3 /comuna:too_short:min=2")
}

func TestRecipientsHaveDatesThatAYearHas(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	in := userapi.RecipientBody{Name: " Eva  Soto ", Phone: "2 2345 6789", Comuna: "Peñalolén", Dates: []userapi.Date{
		{Kind: "birthday", Month: 2, Day: 29}, {Kind: "anniversary", Month: 12, Day: 31},
	}}
	r, err := s.AddRecipient("ana", "", in)
	must(t, err)
	if r.Name != "Eva Soto" || r.Phone != "+56223456789" || r.Comuna != "Peñalolén" || !reflect.DeepEqual(r.Dates, in.Dates) {
		t.Errorf("%+v", r)
	}
	in.Dates = []userapi.Date{{Kind: "other", Month: 4, Day: 31}, {Kind: "other", Month: 1, Day: 31}, {Kind: "birthday", Month: 2, Day: 30}}
	_, err = s.AddRecipient("ana", "", in)
	faulty(t, err, "/dates/0/day:no_such_day /dates/2/day:no_such_day")
	in.Dates, in.Phone = nil, "12"
	change := userapi.ChangeRecipientInput{ByID: userapi.ByID{ID: r.ID}, Body: in}
	_, err = userapi.ChangeRecipient.Call(s.As("ana"), s.Conn, &change)
	faulty(t, err, "/phone:phone_too_short:missing=7")
	change.Body.Phone = ""
	changed, err := userapi.ChangeRecipient.Call(s.As("ana"), s.Conn, &change)
	must(t, err)
	if got := s.Recipients("ana"); len(got) != 1 || len(got[0].Dates) > 0 || got[0].Phone != "" || got[0].ID != changed.ID {
		t.Errorf("%+v", got)
	}
	_, err = userapi.RemoveRecipient.Call(s.As("ana"), s.Conn, &userapi.ByID{ID: r.ID})
	must(t, err)
	if got := s.Recipients("ana"); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestAKeyIsOneCallOfOneUser(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	s.Customer("eva")
	first, err := s.AddAddress("ana", "k", usertest.Address("Calle 1"))
	must(t, err)
	_, err = s.AddAddress("ana", "k", usertest.Address("Calle 2"))
	refused(t, err, 422, "key_reused")
	_, err = s.AddRecipient("ana", "k", userapi.RecipientBody{Name: "Eva"})
	refused(t, err, 422, "key_reused")
	if _, err = s.AddAddress("eva", "k", usertest.Address("Calle 2")); err != nil {
		t.Errorf("the key is Ana's alone: %v", err)
	}
	_, err = userapi.RemoveAddress.Call(s.As("ana"), s.Conn, &userapi.ByID{ID: first.ID})
	must(t, err)
	again, err := s.AddAddress("ana", "k", usertest.Address("Calle 1")) // a late retry does not bring it back
	must(t, err)
	if *again != *first || len(s.Addresses("ana")) > 0 {
		t.Errorf("%+v, kept %+v", again, s.Addresses("ana"))
	}
}

func TestAnotherCustomerSeesAndChangesNothing(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	s.Customer("eva")
	a, err := s.AddAddress("ana", "", usertest.Address("Calle 1"))
	must(t, err)
	r, err := s.AddRecipient("ana", "", userapi.RecipientBody{Name: "Eva Soto", Dates: []userapi.Date{{Kind: "birthday", Month: 1, Day: 1}}})
	must(t, err)
	if n := len(s.Addresses("eva")) + len(s.Recipients("eva")); n > 0 {
		t.Errorf("Eva sees %d of Ana's", n)
	}
	_, err = userapi.ChangeAddress.Call(s.As("eva"), s.Conn, &userapi.ChangeAddressInput{ByID: userapi.ByID{ID: a.ID}, Body: usertest.Address("Calle 2")})
	refused(t, err, 404, "address_not_found")
	_, err = userapi.RemoveAddress.Call(s.As("eva"), s.Conn, &userapi.ByID{ID: a.ID})
	refused(t, err, 404, "address_not_found")
	_, err = userapi.ChangeRecipient.Call(s.As("eva"), s.Conn, &userapi.ChangeRecipientInput{ByID: userapi.ByID{ID: r.ID}, Body: userapi.RecipientBody{Name: "Otra"}})
	refused(t, err, 404, "recipient_not_found")
	_, err = userapi.RemoveRecipient.Call(s.As("eva"), s.Conn, &userapi.ByID{ID: r.ID})
	refused(t, err, 404, "recipient_not_found")
	if !reflect.DeepEqual(s.Addresses("ana"), []userapi.Address{*a}) || !reflect.DeepEqual(s.Recipients("ana"), []userapi.Recipient{*r}) {
		t.Error("Ana's were changed all the same")
	}
}

func TestNobodyIsToldToSignIn(t *testing.T) {
	s := open(t)
	_, err := s.Me("")
	refused(t, err, 401, "sign_in_required")
	_, err = s.AddAddress("", "", usertest.Address("Calle 1"))
	refused(t, err, 401, "sign_in_required")
}

func TestADeletedAccountLeavesNothing(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	_, err := s.Change("ana", "Ana Rojas", "961234567", "12345678-5", "es")
	must(t, err)
	_, err = s.AddAddress("ana", "", usertest.Address("Calle 1"))
	must(t, err)
	_, err = s.AddRecipient("ana", "", userapi.RecipientBody{Name: "Eva"})
	must(t, err)
	must(t, s.Hear(usertest.Deleted("ana")))
	_, err = s.Me("ana")
	refused(t, err, 404, "profile_not_ready")
	_, err = s.AddAddress("ana", "", usertest.Address("Calle 1")) // a token outlives its account by a second
	refused(t, err, 404, "profile_not_ready")
	if n := len(s.Addresses("ana")) + len(s.Recipients("ana")); n > 0 {
		t.Errorf("%d are left", n)
	}
	var left string
	must(t, s.DB().Read().QueryRowContext(t.Context(), `SELECT email || name || phone || rut || lang FROM profiles`).Scan(&left))
	if left != "" {
		t.Errorf("the row keeps %q", left)
	}
}

func TestItDoesNotStartWithoutWhatItNeeds(t *testing.T) {
	s := open(t)
	for name, d := range map[string]user.Deps{
		"database": {Outbox: s.Outbox, Clock: s.Clock}, "outbox": {DB: s.DB(), Clock: s.Clock}, "clock": {DB: s.DB(), Outbox: s.Outbox},
	} {
		if _, err := user.New(d); err == nil {
			t.Errorf("it starts without a %s", name)
		}
	}
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	s := open(t)
	served := map[*contract.Op]bool{}
	for _, op := range s.Router.Served() {
		served[op] = true
	}
	for _, op := range userapi.Operations() {
		if !served[op] {
			t.Errorf("%s has no handler", op)
		}
	}
	if len(served) != len(userapi.Operations()) {
		t.Error("more is served than is listed")
	}
}
