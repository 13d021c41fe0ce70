package contact_test

import (
	"regexp"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/problem"
)

func TestAMessageIsStoredAndTheMailIsAskedFor(t *testing.T) {
	s := open(t)
	in := letter("k1")
	in.Body.Phone, in.Body.Order, in.Body.Name, in.Body.Lang = "9 6123 4567", " FV-20261124-AAAAA ", "  Ana \n Rojas ", ""
	m := s.sent(in)
	if !regexp.MustCompile(`^C-[0-9A-HJKMNP-TV-Z]{6}$`).MatchString(m.Number) {
		t.Errorf("number %q", m.Number)
	}
	if m.Name != "Ana Rojas" || m.Phone != "+56961234567" || m.Order != "FV-20261124-AAAAA" || m.Lang != "es" ||
		m.State != contactapi.New || m.Version != 1 || !m.Created.Equal(opening) || m.Email != "Ana@example.cl" {
		t.Errorf("%+v", m)
	}
	evs := told(s, contactapi.ContactReceived)
	if len(evs) != 1 || evs[0] != (contactapi.Written{ID: m.ID, Number: m.Number, Category: "order", Name: "Ana Rojas", Email: m.Email, Text: m.Text, Lang: "es"}) {
		t.Errorf("%+v", evs)
	}
}

func TestEachFaultOfAMessageIsNamedAndNothingIsStored(t *testing.T) {
	s := open(t)
	for name, c := range map[string]struct {
		change func(in *contactapi.SendInput)
		want   string
	}{
		"no consent":        {func(in *contactapi.SendInput) { in.Body.Consent = false }, "/consent:consent_required"},
		"short phone":       {func(in *contactapi.SendInput) { in.Body.Phone = "9 6123" }, "/phone:phone_too_short:missing=4"},
		"letters for phone": {func(in *contactapi.SendInput) { in.Body.Phone = "llámame" }, "/phone:phone_bad_character"},
		"a link for name":   {func(in *contactapi.SendInput) { in.Body.Name = "http://spam.example" }, "/name:wrong_form"},
		"blank name":        {func(in *contactapi.SendInput) { in.Body.Name = "a    " }, "/name:too_short:min=2"},
		"blank text":        {func(in *contactapi.SendInput) { in.Body.Text = "        " }, "/text:too_short:min=5"},
		"no e-mail":         {func(in *contactapi.SendInput) { in.Body.Email = "ana" }, "/email:expected_email"},
		"no such category":  {func(in *contactapi.SendInput) { in.Body.Category = "spam" }, "/category:not_allowed"},
		"all at once": {func(in *contactapi.SendInput) {
			in.Body.Consent, in.Body.Phone, in.Body.Text = false, "600 123 4567", "\n\n\n\n\n\n"
		}, "/consent:consent_required /text:too_short:min=5 /phone:phone_too_long:extra=1"},
	} {
		in := letter("k")
		c.change(&in)
		_, err := s.send(in)
		refused(t, err, 422, "invalid")
		if got := faults(err); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	if n := len(s.inbox("")) + len(told(s, contactapi.ContactReceived)); n > 0 {
		t.Errorf("%d were stored or told of", n)
	}
}

// faults writes "/pointer:code:param=value" of each fault.
func faults(err error) string {
	p, _ := problem.From(err)
	if p == nil {
		return ""
	}
	var out []string
	for _, f := range p.Errors {
		text := f.Pointer + ":" + f.Code
		for k, v := range f.Params {
			text += ":" + k + "=" + v
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestTheSameCallIsOneMessageHoweverOftenItComes(t *testing.T) {
	s := open(t)
	numbers := make([]string, crowd)
	together(func(n int) {
		var err error
		if numbers[n], err = s.send(letter("the same")); err != nil {
			t.Error(err)
		}
	})
	for _, n := range numbers {
		if n != numbers[0] {
			t.Fatalf("told %s and %s", numbers[0], n)
		}
	}
	if len(s.inbox("")) != 1 || len(told(s, contactapi.ContactReceived)) != 1 {
		t.Errorf("%d messages, %d events", len(s.inbox("")), len(told(s, contactapi.ContactReceived)))
	}
	other := letter("the same")
	other.Body.Text = "Otra pregunta"
	_, err := s.send(other)
	refused(t, err, 422, "key_reused")

	s.restart()
	if again, err := s.send(letter("the same")); err != nil || again != numbers[0] {
		t.Errorf("after a restart: %s, %v", again, err)
	}
}

func TestManyVisitorsAtOnceHaveANumberEach(t *testing.T) {
	s := open(t)
	together(func(n int) {
		if _, err := s.send(letter("k" + strings.Repeat("x", n))); err != nil {
			t.Error(err)
		}
	})
	seen := map[string]bool{}
	for _, ev := range told(s, contactapi.ContactReceived) {
		seen[ev.Number] = true
	}
	if len(seen) != crowd {
		t.Errorf("%d numbers", len(seen))
	}
}
