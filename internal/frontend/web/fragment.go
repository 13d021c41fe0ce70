package web

import (
	"bytes"
	"context"
	"io"
	"sync"

	"github.com/a-h/templ"
)

// Fragments keeps drawn pages and pieces of pages. A piece is drawn from answers that
// are shared while they do not change (contract's cached reads): as long as the same
// answers come back, their addresses are the same and so is the piece.
type Fragments struct {
	mu    sync.Mutex
	kept  map[string]fragment
	bytes int
}

type fragment struct {
	from  any // comparable: what the piece was drawn from
	html  []byte
	sheet *sheet // of a whole page, in place of html
}

// fragmentBytes bounds what is kept; above it everything is forgotten, and drawn again.
const fragmentBytes = 8 << 20

// Keep returns the piece named key. from is what it is drawn from, a comparable
// value of pointers and plain values; another one draws again. Language and
// whatever of the visitor the piece shows belong to the key.
func (f *Fragments) Keep(key string, from any, draw func() templ.Component) templ.Component {
	if old, ok := f.get(key, from); ok {
		return raw(old.html)
	}
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b bytes.Buffer
		if err := draw().Render(ctx, &b); err != nil {
			return err
		}
		f.put(key, fragment{from: from, html: b.Bytes()}, b.Len())
		_, err := w.Write(b.Bytes())
		return err
	})
}

func (f *Fragments) get(key string, from any) (fragment, bool) {
	f.mu.Lock()
	old, ok := f.kept[key]
	f.mu.Unlock()
	return old, ok && old.from == from
}

// put keeps x, which takes so many bytes beside its key.
func (f *Fragments) put(key string, x fragment, size int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.bytes += len(key) + size; f.kept == nil || f.bytes > fragmentBytes {
		f.kept, f.bytes = map[string]fragment{}, len(key)+size
	}
	f.kept[key] = x
}

func raw(html []byte) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := w.Write(html)
		return err
	})
}
