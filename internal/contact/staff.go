package contact

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// inbox lists messages, newest first.
func (s *Service) inbox(ctx context.Context, in *contactapi.InboxInput) (*contract.List[contactapi.Message], error) {
	list, total, err := s.store.Messages(ctx, in.State, in.Offset(), in.Size())
	if err != nil {
		return nil, err
	}
	items := make([]contactapi.Message, len(list))
	for i, m := range list {
		items[i] = *m.view()
	}
	return contract.Listed(items, total, in.Paging), nil
}

func (s *Service) get(ctx context.Context, in *contactapi.ByID) (*contactapi.Message, error) {
	m, err := s.store.Message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, problem.NotFound("message_not_found")
	}
	return m.view(), nil
}

// move sets the state; any may follow any, since staff correct each other.
func (s *Service) move(ctx context.Context, in *contactapi.StateInput) (*contactapi.Message, error) {
	m, err := s.change(ctx, in.ID, func(m *Message) ([]events.Event, bool, error) {
		keep := m.State != in.Body.State
		m.State = in.Body.State
		return nil, keep, nil
	})
	if err != nil {
		return nil, err
	}
	return m.view(), nil
}

// answer adds a reply, which is mailed by its event. The same call again gives the
// message as it was after that reply.
func (s *Service) answer(ctx context.Context, in *contactapi.ReplyInput) (*contactapi.Message, error) {
	text := strings.TrimSpace(in.Body.Text)
	if utf8.RuneCountInString(text) < 2 {
		return nil, problem.Invalid(problem.At("/text", "too_short", "min", "2"))
	}
	who := contract.Who(ctx).UserID
	body, err := json.Marshal(in.Body, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("hash a reply: %w", err)
	}
	hash := id.Hash(who + "\n" + string(body))
	at := -1 // of this call's reply
	m, err := s.change(ctx, in.ID, func(m *Message) ([]events.Event, bool, error) {
		for i, r := range m.Replies {
			if r.Key != in.Key {
				continue
			}
			if r.Hash != hash {
				return nil, false, errKeyReused
			}
			at = i
			return nil, false, nil
		}
		switch {
		case m.Email == "":
			return nil, false, problem.Conflict("nobody_to_answer")
		case len(m.Replies) >= contactapi.MaxReplies:
			return nil, false, problem.Conflict("too_many_replies")
		}
		m.State = contactapi.InProgress
		if in.Body.Resolve {
			m.State = contactapi.Resolved
		}
		at = len(m.Replies)
		m.Replies = append(m.Replies, Reply{Text: text, By: who, At: s.clk.Now().UTC(), Key: in.Key, Hash: hash, State: m.State, Rev: m.Rev + 1})
		return []events.Event{caused(ctx, contactapi.ContactReplied.New(m.ID, m.Rev+1, contactapi.Replied{
			ID: m.ID, Number: m.Number, Name: m.Name, Email: m.Email, Lang: m.Lang, Text: m.Text, Reply: text,
		}))}, true, nil
	})
	if err != nil {
		return nil, err
	}
	return m.viewAfter(at), nil
}
