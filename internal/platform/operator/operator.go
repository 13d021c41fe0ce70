// Package operator is what every service lets an operator see and do: its state,
// and the events that it could not deal with. The operations are the same for all
// services, each under the service's own base path.
package operator

import (
	"context"
	"errors"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// The permissions that the operations need.
const (
	SystemRead       = "system:read"
	DeadLettersWrite = "deadletters:write"
)

// Status is how a service is.
type Status struct {
	Service string    `json:"service"`
	Ready   bool      `json:"ready"`
	Failing []string  `json:"failing" doc:"the checks that fail"`
	Version string    `json:"version"`
	Waiting int64     `json:"waiting" doc:"events waiting for this service, or being handled"`
	Parked  int64     `json:"parked" doc:"dead letters"`
	Since   time.Time `json:"since" doc:"when the process started"`
}

// DeadLetter is an event that was given up.
type DeadLetter struct {
	EventID string    `json:"event_id"`
	Type    string    `json:"type"`
	Subject string    `json:"subject"`
	Tries   int       `json:"tries"`
	Error   string    `json:"error"`
	Parked  time.Time `json:"parked"`
}

// ReplayInput names a dead letter.
type ReplayInput struct {
	contract.Keyed
	EventID string `path:"event" maxLength:"40"`
}

// Operations are one service's.
type Operations struct {
	Status      *contract.Operation[contract.None, Status]
	DeadLetters *contract.Operation[contract.None, contract.List[DeadLetter]]
	Replay      *contract.Operation[ReplayInput, contract.None]
}

// For makes the operations of the service with that base path.
func For(base string) *Operations {
	base = strings.TrimSuffix(base, "/") + "/system"
	return &Operations{
		Status:      contract.Get[contract.None, Status](base+"/status", contract.Needs(SystemRead), contract.Doc("How the service is")),
		DeadLetters: contract.Get[contract.None, contract.List[DeadLetter]](base+"/dead-letters", contract.Needs(SystemRead), contract.Doc("Events that the service could not deal with")),
		Replay:      contract.Post[ReplayInput, contract.None](base+"/dead-letters/{event}/replays", contract.Needs(DeadLettersWrite), contract.Idempotent, contract.Doc("Hand one to the service again"), contract.Refuses("dead_letter_not_found")),
	}
}

// Meta lists them for the table of services.
func (o *Operations) Meta() []*contract.Op {
	return []*contract.Op{o.Status.Meta(), o.DeadLetters.Meta(), o.Replay.Meta()}
}

// Service answers them.
type Service struct {
	Name    string
	Version string
	Since   time.Time
	Health  func() *health.Health
	Bus     events.DeadLetters
}

// Routes serves the operations.
func (s *Service) Routes(r *contract.Router, o *Operations) {
	contract.Handle(r, o.Status, s.status)
	contract.Handle(r, o.DeadLetters, s.deadLetters)
	contract.Handle(r, o.Replay, s.replay)
}

func (s *Service) status(ctx context.Context, _ *contract.None) (*Status, error) {
	ok, failing := s.Health().Ready(ctx)
	out := &Status{Service: s.Name, Ready: ok, Failing: failing, Version: s.Version, Since: s.Since}
	depths, err := s.Bus.Depths(ctx)
	if err != nil {
		out.Failing = append(out.Failing, "events") // shown, though it does not make the service unready
		return out, nil
	}
	for _, d := range depths {
		if d.Consumer == s.Name {
			out.Waiting, out.Parked = d.Ready, d.Parked
		}
	}
	return out, nil
}

func (s *Service) deadLetters(ctx context.Context, _ *contract.None) (*contract.List[DeadLetter], error) {
	list, err := s.Bus.DeadLetters(ctx, s.Name, 100)
	if err != nil {
		return nil, err
	}
	out := make([]DeadLetter, len(list))
	for i, d := range list {
		out[i] = DeadLetter{EventID: d.EventID, Type: d.Type, Subject: d.Subject, Tries: d.Tries, Error: d.LastError, Parked: d.ParkedAt}
	}
	return contract.Listed(out, len(out), contract.Paging{Limit: 100}), nil
}

func (s *Service) replay(ctx context.Context, in *ReplayInput) (*contract.None, error) {
	err := s.Bus.Replay(ctx, s.Name, in.EventID)
	if errors.Is(err, events.ErrNoDeadLetter) {
		return nil, problem.NotFound("dead_letter_not_found") // also when it was replayed a moment ago: nothing is left to do
	}
	return &contract.None{}, err
}
