package rabbit

import (
	"context"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// work gives a message to its handler and settles it with the broker.
func (s *subscription) work(ctx context.Context, m *message) {
	start := time.Now()
	log := s.bus.opt.Log.With("consumer", s.consumer.Name)
	ev, err := decode(&m.Delivery)
	if err == nil {
		log = log.With("event", ev.ID, "type", ev.Type)
		bounded, cancel := context.WithTimeout(ctx, s.consumer.Timeout)
		err = s.handlers.Handle(bounded, ev)
		cancel()
	}
	outcome := Done
	if events.IsPermanent(err) {
		cause := err
		if outcome, err = s.blame(ctx, m, cause); err == nil {
			log.WarnContext(ctx, "an event was refused", "error", cause, "tries", m.tries+1, "parked", outcome == Parked)
		}
	}
	if err != nil {
		outcome = Paused
		log.WarnContext(ctx, "the consumer pauses", "error", err)
		s.queue.outage(m)
	} else {
		// When the channel is lost this fails, and the message comes again.
		if err := m.Ack(false); err != nil {
			log.DebugContext(ctx, "a message could not be acknowledged", "error", err)
		}
		s.queue.finished(outcome == Done)
	}
	if s.bus.opt.OnHandle != nil {
		s.bus.opt.OnHandle(s.consumer.Name, m.Type, outcome, time.Since(start))
	}
}

// blame puts a copy that counts one more try at the end of the queue, or with
// the dead letters. The copy is safe before the message is acknowledged; when
// the broker is lost between the two there are two copies, never none.
func (s *subscription) blame(ctx context.Context, m *message, cause error) (Outcome, error) {
	outcome, queue := Refused, s.consumer.Name
	headers := amqp.Table{headerTries: int32(m.tries + 1), headerError: events.ErrorText(cause)}
	if m.tries+1 >= events.MaxTries {
		outcome, queue = Parked, deadQueue(s.consumer.Name)
		headers[headerParked] = clock.Micros(s.bus.opt.Clock.Now())
	}
	return outcome, s.bus.send(ctx, []outgoing{toQueue(queue, copyOf(&m.Delivery, headers))})
}
