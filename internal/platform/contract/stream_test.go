package contract_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var (
	timeline = contract.Get[contract.None, contract.Stream]("/api/timeline", contract.Public)
	picture  = contract.Get[contract.None, contract.Stream]("/api/picture", contract.Public)
)

// written serves timeline by what write writes.
func written(write func(ctx context.Context, w io.Writer, flush func()) error) func(*contract.Router) {
	return func(r *contract.Router) {
		contract.Handle(r, timeline, func(ctx context.Context, _ *contract.None) (*contract.Stream, error) {
			return &contract.Stream{ContentType: "text/event-stream", CacheControl: "no-store", Write: func(w io.Writer, flush func()) error { return write(ctx, w, flush) }}, nil
		})
	}
}

func open(t *testing.T, s *site) *contract.Stream {
	t.Helper()
	out, err := timeline.Call(t.Context(), s.conn, &contract.None{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = out.Body.Close() })
	return out
}

func TestWhatIsFlushedArrivesBeforeTheEnd(t *testing.T) {
	next := make(chan string)
	write := func(_ context.Context, w io.Writer, flush func()) error {
		for event := range next {
			if event == "" {
				return nil
			}
			_, _ = io.WriteString(w, event)
			flush()
		}
		return nil
	}
	both(t, written(write), func(t *testing.T, s *site) {
		go func() { next <- "one\n" }()
		out := open(t, s)
		if out.ContentType != "text/event-stream" || out.CacheControl != "no-store" {
			t.Errorf("got %+v", out)
		}
		buf := make([]byte, 4)
		for _, event := range []string{"one\n", "two\n"} {
			if event != "one\n" {
				next <- event // only after the one before has been read
			}
			if _, err := io.ReadFull(out.Body, buf); err != nil || string(buf) != event {
				t.Fatalf("got %q, %v", buf, err)
			}
		}
		next <- ""
		if rest, err := io.ReadAll(out.Body); err != nil || len(rest) != 0 {
			t.Errorf("got %q, %v", rest, err)
		}
		if got := s.observed.last(t); got != 200 {
			t.Errorf("observed %d", got)
		}
	})
}

func TestAStreamThatFailsIsCutAndNotTakenForWhole(t *testing.T) {
	for name, fail := range map[string]func() error{
		"a panic":   func() error { panic("hunter2") },
		"an error":  func() error { return errors.New("hunter2") },
		"a problem": func() error { return problem.NotFound("row_not_found") },
	} {
		for _, flushed := range []bool{true, false} {
			t.Run(fmt.Sprint(name, flushed), func(t *testing.T) {
				write := func(_ context.Context, w io.Writer, flush func()) error {
					_, _ = io.WriteString(w, "a,b\n")
					if flushed {
						flush()
					}
					return fail()
				}
				both(t, written(write), func(t *testing.T, s *site) {
					out, err := timeline.Call(t.Context(), s.conn, &contract.None{})
					if !flushed { // nothing went out yet: the call itself fails
						if wantProblem(t, err, 503, "service_unavailable"); out != nil {
							t.Error("an answer and an error")
						}
						return
					}
					if err != nil {
						t.Fatal(err)
					}
					got, err := io.ReadAll(out.Body)
					_ = out.Body.Close()
					if string(got) != "a,b\n" || !errors.Is(err, io.ErrUnexpectedEOF) {
						t.Errorf("got %q, %v", got, err)
					}
					if name != "a problem" && (s.observed.last(t) != 500 || !strings.Contains(s.log.String(), "hunter2")) {
						t.Errorf("observed %d, logged %s", s.observed.last(t), s.log)
					}
				})
			})
		}
	}
}

func TestAStreamThatFailsBeforeItsFirstByteIsRefusedAsAnyOther(t *testing.T) {
	routes := func(r *contract.Router) {
		contract.Handle(r, timeline, func(context.Context, *contract.None) (*contract.Stream, error) {
			return &contract.Stream{Disposition: `attachment; filename="x.csv"`, ETag: `"1"`, Write: func(io.Writer, func()) error { return problem.Conflict("too_many_rows") }}, nil
		})
	}
	both(t, routes, func(t *testing.T, s *site) {
		_, err := timeline.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 409, "too_many_rows")
		if h := s.raw("GET", "/api/timeline", "").Header; h.Get("Content-Disposition") != "" || h.Get("ETag") != "" {
			t.Errorf("got %v", h)
		}
	})
}

func TestAHandlerLearnsThatItsReaderLeft(t *testing.T) {
	ended := make(chan error, 1)
	write := func(ctx context.Context, w io.Writer, flush func()) error {
		_, _ = io.WriteString(w, "x")
		flush()
		<-ctx.Done()
		ended <- ctx.Err()
		return ctx.Err()
	}
	both(t, written(write), func(t *testing.T, s *site) {
		for name, leave := range map[string]func(context.CancelFunc, io.Closer){
			"closing":    func(_ context.CancelFunc, c io.Closer) { _ = c.Close() },
			"cancelling": func(cancel context.CancelFunc, _ io.Closer) { cancel() },
		} {
			ctx, cancel := context.WithCancel(t.Context())
			out, err := timeline.Call(ctx, s.conn, &contract.None{})
			if err != nil {
				t.Fatal(err)
			}
			leave(cancel, out.Body)
			select {
			case err := <-ended:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s: got %v", name, err)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%s: the handler waits for ever", name)
			}
			_ = out.Body.Close()
			cancel()
		}
		if s.log.String() != "" {
			t.Errorf("a reader who leaves is no failure: %s", s.log)
		}
	})
}

func TestAWriterWhoseReaderLeftDoesNotHang(t *testing.T) {
	ended := make(chan error, 1)
	write := func(_ context.Context, w io.Writer, flush func()) error {
		for {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				ended <- err
				return err
			}
			flush()
		}
	}
	both(t, written(write), func(t *testing.T, s *site) {
		out := open(t, s)
		if _, err := io.ReadFull(out.Body, make([]byte, 100<<10)); err != nil {
			t.Fatal(err)
		}
		_ = out.Body.Close()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatal("it hangs")
		}
		if s.log.String() != "" {
			t.Errorf("logged: %s", s.log)
		}
	})
}

func TestAStreamOutlivesTheOperationsTimeoutButItsBeginningDoesNot(t *testing.T) {
	quick := contract.Get[contract.None, contract.Stream]("/api/quick", contract.Public, contract.Timeout(50*time.Millisecond))
	var late atomic.Bool
	release := make(chan struct{})
	routes := func(r *contract.Router) {
		contract.Handle(r, quick, func(ctx context.Context, _ *contract.None) (*contract.Stream, error) {
			if late.Load() {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return &contract.Stream{Write: func(w io.Writer, flush func()) error {
				flush()
				<-release
				_, err := io.WriteString(w, "still here")
				return err
			}}, nil
		})
	}
	both(t, routes, func(t *testing.T, s *site) {
		late.Store(false)
		out, err := quick.Call(t.Context(), s.conn, &contract.None{})
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(150*time.Millisecond, func() { release <- struct{}{} })
		if got, err := io.ReadAll(out.Body); err != nil || string(got) != "still here" {
			t.Errorf("got %q, %v", got, err)
		}
		_ = out.Body.Close()
		late.Store(true)
		_, err = quick.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 504, "timeout")
	})
}

func TestALongAnswerArrivesWholeWithoutAnyFlush(t *testing.T) {
	const rows = 100_000
	write := func(_ context.Context, w io.Writer, _ func()) error {
		for i := range rows {
			if _, err := fmt.Fprintf(w, "%07d\n", i); err != nil {
				return err
			}
		}
		return nil
	}
	both(t, written(write), func(t *testing.T, s *site) {
		out := open(t, s)
		if got, err := io.ReadAll(out.Body); err != nil || len(got) != rows*8 || !strings.HasSuffix(string(got), "0099999\n") {
			t.Errorf("got %d bytes, %v", len(got), err)
		}
	})
}

func TestAPictureIsServedByItsTag(t *testing.T) {
	routes := func(r *contract.Router) {
		answer(r, picture, &contract.Stream{ContentType: "image/svg+xml", CacheControl: "public, max-age=31536000, immutable", ETag: `"abc"`, Disposition: "inline", Bytes: []byte("<svg/>")}, nil)
	}
	both(t, routes, func(t *testing.T, s *site) {
		out, err := picture.Call(t.Context(), s.conn, &contract.None{})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(out.Body)
		_ = out.Body.Close()
		if string(got) != "<svg/>" || out.ContentType != "image/svg+xml" || out.ETag != `"abc"` || out.Disposition != "inline" {
			t.Errorf("got %q %+v", got, out)
		}
		if resp := s.raw("GET", "/api/picture", "", "If-None-Match", `"abc"`); resp.StatusCode != 304 || read(t, resp) != "" {
			t.Errorf("got %d", resp.StatusCode)
		}
		if resp := s.raw("HEAD", "/api/picture", ""); resp.StatusCode != 200 || resp.Header.Get("Content-Length") != "6" {
			t.Errorf("got %d %v", resp.StatusCode, resp.Header)
		}
	})
}

func TestHEADOfAnEndlessStreamEnds(t *testing.T) {
	write := func(ctx context.Context, _ io.Writer, flush func()) error { flush(); <-ctx.Done(); return nil }
	both(t, written(write), func(t *testing.T, s *site) {
		if resp := s.raw("HEAD", "/api/timeline", ""); resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream" {
			t.Errorf("got %d %v", resp.StatusCode, resp.Header)
		}
	})
}
