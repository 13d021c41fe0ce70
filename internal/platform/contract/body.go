package contract

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// receiveBody reads the request's body, of at most op.MaxBody bytes, in at most
// op.Timeout: who sends slower holds no handler.
func receiveBody(w http.ResponseWriter, req *http.Request, op *Op) ([]byte, error) {
	if req.ContentLength > op.MaxBody {
		return nil, tooLarge(op.MaxBody)
	}
	conn := http.NewResponseController(w)
	if conn.SetReadDeadline(time.Now().Add(op.Timeout)) == nil { // a call in memory has no connection, and its body is there
		defer func() { _ = conn.SetReadDeadline(time.Time{}) }() // or the wait for the client's leaving would end at it
	}
	var b bytes.Buffer
	if req.ContentLength > 0 {
		b.Grow(int(req.ContentLength) + bytes.MinRead)
	}
	_, err := b.ReadFrom(io.LimitReader(req.Body, op.MaxBody+1))
	var limit *http.MaxBytesError
	switch {
	case errors.As(err, &limit), err == nil && int64(b.Len()) > op.MaxBody:
		return nil, tooLarge(op.MaxBody)
	case err != nil:
		return nil, problem.New(http.StatusRequestTimeout, "body_not_received")
	}
	return b.Bytes(), nil
}

func tooLarge(max int64) error {
	return problem.New(http.StatusRequestEntityTooLarge, "body_too_large").Because("at most %d bytes", max)
}

// clip bounds a name that the client chose, since it is said back.
func clip(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), maxName)], "")
}

func itoa(i int) string { return strconv.Itoa(i) }
