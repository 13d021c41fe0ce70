// Command bare is the floor of reading: a net/http handler that writes bytes which
// lie ready. It prints the address that it listens on, and ends when its standard
// input does.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
)

func main() {
	size := flag.Int("size", 10_000, "bytes of the JSON body")
	flag.Parse()
	if err := run(*size); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run(size int) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: handler(body(size))}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()
	fmt.Println(ln.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
	err = srv.Shutdown(context.Background())
	<-done
	return err
}

func handler(b []byte) http.Handler {
	length := strconv.Itoa(len(b))
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", length)
		_, _ = w.Write(b)
	})
}

// body is JSON of exactly the size.
func body(size int) []byte {
	const head, tail = `{"ready":"`, `"}`
	return []byte(head + string(bytes.Repeat([]byte("x"), max(size-len(head)-len(tail), 0))) + tail)
}
