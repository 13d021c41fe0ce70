package contract

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// boundBody gives a client d to send its body, be it read or thrown away: who sends
// slower holds no connection. In memory there is no connection, and the body is there.
func boundBody(w http.ResponseWriter, req *http.Request, d time.Duration) {
	if req.ContentLength != 0 {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(d))
	}
}

// unboundBody ends that once the body is there; else the server's wait for the
// client's leaving would end at it, and take the handler's context along.
func unboundBody(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
}

// receiveBody reads the request's body, of at most op.MaxBody bytes.
func receiveBody(w http.ResponseWriter, req *http.Request, op *Op) ([]byte, error) {
	if req.ContentLength > op.MaxBody {
		return nil, tooLarge(op.MaxBody)
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
	unboundBody(w)
	return b.Bytes(), nil
}

func tooLarge(max int64) error {
	return problem.New(http.StatusRequestEntityTooLarge, "body_too_large").Because("at most %d bytes", max)
}

// clip bounds a name that the client chose, since it is said back.
func clip(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), maxName)], "")
}
