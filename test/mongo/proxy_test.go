package main

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"testing"
	"time"
)

// Given a command that the database has not answered, when others ask, then a
// ping passes, a command waits, and the client's leaving changes nothing.
func TestACommandWaitsForTheOneUnderWayAndAPingDoesNot(t *testing.T) {
	backend := listen(t)
	front := listen(t)
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- newProxy(backend.Addr().String(), slog.New(slog.DiscardHandler)).Serve(ctx, front) }()
	t.Cleanup(func() { // after those of pair, which end what is under way
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})

	first, atFirst := pair(t, front, backend)
	send(t, first, opMsgOf(t, "update", 0))
	expect(t, atFirst, opMsgOf(t, "update", 0))

	second, atSecond := pair(t, front, backend)
	send(t, second, opMsgOf(t, "ping", 0))
	expect(t, atSecond, opMsgOf(t, "ping", 0))
	send(t, atSecond, opMsgOf(t, "ok", 0))
	expect(t, second, opMsgOf(t, "ok", 0))

	_ = first.Close()
	send(t, second, opMsgOf(t, "find", flagExhaustAllowed))
	// What is bounded here is a wait that must not end: a second command that
	// overtakes arrives within it.
	_ = atSecond.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if m, err := readMessage(atSecond); err == nil {
		t.Fatalf("a command overtook the one under way: %q", m)
	}
	_ = atSecond.SetReadDeadline(time.Time{})

	send(t, atFirst, opMsgOf(t, "ok", 0))
	expect(t, atSecond, opMsgOf(t, "find", 0))
	send(t, atSecond, opMsgOf(t, "part", flagMoreToCome))
	send(t, atSecond, opMsgOf(t, "ok", 0))
	expect(t, second, opMsgOf(t, "part", flagMoreToCome))
	expect(t, second, opMsgOf(t, "ok", 0))

	send(t, second, opMsgOf(t, "insert", flagMoreToCome))
	expect(t, atSecond, opMsgOf(t, "insert", 0))
	send(t, atSecond, opMsgOf(t, "unwanted", 0))
	send(t, second, opMsgOf(t, "ping", 0))
	expect(t, atSecond, opMsgOf(t, "ping", 0))
	send(t, atSecond, opMsgOf(t, "ok", 0))
	expect(t, second, opMsgOf(t, "ok", 0))
}

func opMsgOf(t *testing.T, command string, flags uint32) message {
	t.Helper()
	body := []byte{byte(flags), byte(flags >> 8), byte(flags >> 16), byte(flags >> 24), 0}
	return encode(opMsg, append(body, document(t, command)...))
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// pair dials the proxy and accepts the connection that it makes for it.
func pair(t *testing.T, front, backend net.Listener) (client, server net.Conn) {
	t.Helper()
	client, err := net.Dial("tcp", front.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err = backend.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close(); _ = server.Close() })
	return client, server
}

func send(t *testing.T, c net.Conn, m message) {
	t.Helper()
	if _, err := c.Write(m); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, c net.Conn, want message) {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	defer func() { _ = c.SetReadDeadline(time.Time{}) }()
	got, err := readMessage(c)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}
