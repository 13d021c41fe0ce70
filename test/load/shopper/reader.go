package shopper

import (
	"bytes"
	"fmt"

	"floresvictoria.cl/flores/test/load/wire"
)

// Page is something to read, and what its answer must hold.
type Page struct {
	Path string
	Mark string
}

// Reader reads pages in turn over one connection.
type Reader struct {
	conn  *wire.Conn
	pages []prepared
	next  int
}

type prepared struct {
	path    string
	request []byte
	mark    []byte
}

// NewReader begins at the page of number first, so that readers are not in step.
func NewReader(host string, pages []Page, first int) (*Reader, error) {
	if len(pages) == 0 {
		return nil, fmt.Errorf("nothing to read")
	}
	c, err := wire.New(host)
	if err != nil {
		return nil, err
	}
	r := &Reader{conn: c, next: first, pages: make([]prepared, len(pages))}
	for i, p := range pages {
		r.pages[i] = prepared{p.Path, wire.Get(host, p.Path), []byte(p.Mark)}
	}
	return r, nil
}

// Visit reads one page.
func (r *Reader) Visit() error {
	_, err := r.Read()
	return err
}

// Read is Visit, and tells how many bytes the body has.
func (r *Reader) Read() (int, error) {
	p := &r.pages[r.next%len(r.pages)]
	r.next++
	a, err := r.conn.Do(p.request)
	switch {
	case err != nil:
		return 0, fmt.Errorf("GET %s: %w", p.path, err)
	case a.Status != 200:
		return 0, &Refusal{What: "GET " + p.path, Status: a.Status, Body: string(a.Body[:min(len(a.Body), 300)])}
	case !bytes.Contains(a.Body, p.mark):
		return 0, fmt.Errorf("GET %s: the answer of %d bytes does not hold %q", p.path, len(a.Body), p.mark)
	}
	return len(a.Body), nil
}

// Close ends the connection.
func (r *Reader) Close() { r.conn.Close() }

// MeanSize reads every page once and returns the mean of the bodies' bytes: what
// the bare handler must serve to be compared.
func MeanSize(host string, pages []Page) (int, error) {
	r, err := NewReader(host, pages, 0)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	sum := 0
	for range pages {
		n, err := r.Read()
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum / len(pages), nil
}
