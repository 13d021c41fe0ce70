package contact

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// numberTries is how many numbers are thrown before something else must be wrong:
// with a million messages each is free with 99.9 %.
const numberTries = 10

// send stores a message and tells the visitor its number.
func (s *Service) send(ctx context.Context, in *contactapi.SendInput) (*contactapi.Received, error) {
	next, err := s.written(in)
	if err != nil {
		return nil, err
	}
	for range numberTries {
		known, err := s.store.MessageByKey(ctx, in.Key)
		switch {
		case err != nil:
			return nil, err
		case known != nil && known.Hash != next.Hash:
			return nil, errKeyReused
		case known != nil:
			return &contactapi.Received{Number: known.Number}, nil
		}
		next.Number = newNumber()
		err = s.store.Save(ctx, 0, next, caused(ctx, contactapi.ContactReceived.New(next.ID, 1, contactapi.Written{
			ID: next.ID, Number: next.Number, Category: next.Category, Name: next.Name, Email: next.Email, Text: next.Text, Lang: next.Lang,
		})))
		if err == nil {
			return &contactapi.Received{Number: next.Number}, nil
		}
		if !errors.Is(err, ErrTaken) { // else the same call was faster elsewhere, or the number is another's
			return nil, err
		}
	}
	return nil, errors.New("no free number was found for a message")
}

// written is the message as it will be stored, or each fault of what was typed.
func (s *Service) written(in *contactapi.SendInput) (*Message, error) {
	b := in.Body
	var faults []problem.Field
	fault := func(pointer, code string, params ...string) {
		faults = append(faults, problem.At(pointer, code, params...))
	}
	if !b.Consent {
		fault("/consent", "consent_required")
	}
	name := strings.Join(strings.Fields(b.Name), " ")
	switch {
	case utf8.RuneCountInString(name) < 2:
		fault("/name", "too_short", "min", "2")
	case strings.ContainsAny(name, `/\<>@`) || strings.ContainsFunc(name, unicode.IsControl):
		// Anybody can write in the name of any mailbox, and the mail to it greets
		// by name: a name is no place for a link.
		fault("/name", "wrong_form")
	}
	text := strings.TrimSpace(b.Text)
	if utf8.RuneCountInString(text) < 5 {
		fault("/text", "too_short", "min", "5")
	}
	phone := strings.TrimSpace(b.Phone)
	if phone != "" {
		var typed *chile.Error
		var err error
		if phone, err = chile.ParsePhone(phone); errors.As(err, &typed) {
			faults = append(faults, faultOf("/phone", typed))
		}
	}
	if len(faults) > 0 {
		return nil, problem.Invalid(faults...)
	}
	body, err := json.Marshal(b, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("hash a message: %w", err)
	}
	email, lang := strings.TrimSpace(b.Email), b.Lang
	if lang == "" {
		lang = "es"
	}
	return &Message{
		ID: id.New(), Category: b.Category, Name: name, Email: email, Mailbox: mailbox(email), Phone: phone,
		Order: strings.TrimSpace(b.Order), Text: text, Lang: lang, State: contactapi.New, Replies: []Reply{},
		Created: s.clk.Now().UTC(), Key: in.Key, Hash: id.Hash(string(body)),
	}, nil
}

func faultOf(pointer string, e *chile.Error) problem.Field {
	f := problem.At(pointer, e.Code)
	for name, value := range e.Params {
		f.Params = problem.At("", "", name, fmt.Sprint(value)).Params // there is one at most
	}
	return f
}

// mailbox is the form in which e-mails are compared.
func mailbox(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
