// Package usertest runs user-service for tests, on any database.
package usertest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// Database is one empty database with user.Migrations applied.
type Database interface {
	DB() relational.DB
	// Restart closes it and opens what it had stored.
	Restart(t testing.TB)
}

// Shop is a running user-service.
type Shop struct {
	Clock   *clock.Fake
	Service *user.Service
	Router  *contract.Router
	Conn    *contract.Conn
	Outbox  *events.RelationalOutbox

	t        testing.TB
	database Database
}

// trusting believes that the token is the user's identifier.
type trusting struct{}

func (trusting) Identify(r *http.Request) (contract.Identity, error) {
	return contract.Identity{UserID: contract.Bearer(r.Header, "Authorization"), Role: string(authapi.Customer)}, nil
}

// Open starts user-service.
func Open(t testing.TB, database Database) *Shop {
	t.Helper()
	s := &Shop{t: t, Clock: clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)), database: database}
	s.start()
	return s
}

func (s *Shop) start() {
	s.t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	s.Outbox = events.NewRelationalOutbox(s.DB(), s.Clock, user.Name)
	var err error
	s.Service, err = user.New(user.Deps{DB: s.DB(), Outbox: s.Outbox, Clock: s.Clock, Log: log})
	s.must(err)
	s.Router = contract.NewRouter(user.Name, trusting{}, log, nil)
	s.Service.Routes(s.Router)
	s.Conn = contract.Join(user.Name, s.Router, func(context.Context, string) (string, error) { return "", nil })
}

// Restart is a deployment: the same data, a new process.
func (s *Shop) Restart() {
	s.t.Helper()
	s.database.Restart(s.t)
	s.start()
}

// DB is the service's own database.
func (s *Shop) DB() relational.DB { return s.database.DB() }

// As makes calls in the name of a user; "" is nobody.
func (s *Shop) As(userID string) context.Context {
	return contract.WithUserToken(s.t.Context(), userID)
}

// Hear hands an event to the service as the bus would.
func (s *Shop) Hear(ev events.Event) error {
	s.t.Helper()
	for _, h := range s.Service.Handlers() {
		if h.Type == ev.Type {
			return h.Handle(s.t.Context(), ev)
		}
	}
	s.t.Fatalf("nobody hears %s", ev.Type)
	return nil
}

// Registered, Verified and Deleted are what auth-service tells of a user.
func Registered(userID, name, lang string) events.Event {
	return authapi.UserRegistered.New(userID, 1, authapi.RegisteredData{UserID: userID, Email: userID + "@example.cl", Name: name, Lang: lang})
}

// Verified is heard when the link was followed.
func Verified(userID, name, lang string) events.Event {
	return authapi.UserVerified.New(userID, 2, authapi.VerifiedData{UserID: userID, Email: userID + "@example.cl", Name: name, Lang: lang})
}

// Deleted is heard last.
func Deleted(userID string) events.Event {
	return authapi.UserDeleted.New(userID, 3, authapi.DeletedData{UserID: userID, Email: userID + "@example.cl"})
}

// Customer has a verified account.
func (s *Shop) Customer(userID string) {
	s.t.Helper()
	s.must(s.Hear(Registered(userID, "Ana Rojas", "es")))
	s.must(s.Hear(Verified(userID, "Ana Rojas", "es")))
}

// Me reads a profile.
func (s *Shop) Me(userID string) (*userapi.Profile, error) {
	return userapi.Me.Call(s.As(userID), s.Conn, &contract.None{})
}

// Change writes a profile.
func (s *Shop) Change(userID, name, phone, rut, lang string) (*userapi.Profile, error) {
	var in userapi.ProfileInput
	in.Body.Name, in.Body.Phone, in.Body.RUT, in.Body.Lang = name, phone, rut, lang
	return userapi.ChangeMe.Call(s.As(userID), s.Conn, &in)
}

// Address is one to keep.
func Address(street string) userapi.AddressBody {
	return userapi.AddressBody{Label: "Casa", Address: street, Comuna: "ÑUÑOA", Instructions: "Timbre 2"}
}

// AddAddress keeps one.
func (s *Shop) AddAddress(userID, key string, b userapi.AddressBody) (*userapi.Address, error) {
	return userapi.AddAddress.Call(s.As(userID), s.Conn, &userapi.AddAddressInput{Keyed: contract.Keyed{Key: key}, Body: b})
}

// Addresses lists a user's.
func (s *Shop) Addresses(userID string) []userapi.Address {
	s.t.Helper()
	out, err := userapi.Addresses.Call(s.As(userID), s.Conn, &contract.None{})
	s.must(err)
	return out.Items
}

// AddRecipient keeps one.
func (s *Shop) AddRecipient(userID, key string, b userapi.RecipientBody) (*userapi.Recipient, error) {
	return userapi.AddRecipient.Call(s.As(userID), s.Conn, &userapi.AddRecipientInput{Keyed: contract.Keyed{Key: key}, Body: b})
}

// Recipients lists a user's.
func (s *Shop) Recipients(userID string) []userapi.Recipient {
	s.t.Helper()
	out, err := userapi.Recipients.Call(s.As(userID), s.Conn, &contract.None{})
	s.must(err)
	return out.Items
}

// Told lists what was published.
func (s *Shop) Told() (out []userapi.Updated) {
	s.t.Helper()
	evs, err := s.Outbox.Pending(s.t.Context(), 10_000)
	s.must(err)
	for _, ev := range evs {
		data, err := userapi.UserUpdated.Decode(ev)
		s.must(err)
		out = append(out, data)
	}
	return out
}

func (s *Shop) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
