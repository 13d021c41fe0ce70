package rabbit

import (
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Bindings are all that the bus knows of: the table of the next process.
func (b *Bus) Bindings() []events.Binding {
	all, _ := b.topology.all()
	return all
}

// DeleteQueues removes what the bus declared, as a fresh virtual host would be.
func DeleteQueues(t testing.TB, url string, bindings []events.Binding) {
	t.Helper()
	conn, err := amqp.Dial(url)
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		t.Error(err)
		return
	}
	for _, b := range bindings {
		for _, name := range []string{b.Consumer, deadQueue(b.Consumer)} {
			if _, err := ch.QueueDelete(name, false, false, false); err != nil {
				t.Error(err)
			}
		}
	}
}
