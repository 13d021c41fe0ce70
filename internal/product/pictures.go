package product

import (
	"container/list"
	"sync"
)

// picturesBytes bounds the drawn pictures that are kept; the demo catalogue's
// SVGs fit.
const picturesBytes = 4 << 20

// pictures keeps what was drawn, the least recently asked for going first. Two
// who ask for the same picture at once wait for one drawing.
type pictures struct {
	mu     sync.Mutex
	byName map[string]*list.Element
	order  *list.List // of *picture
	used   int
}

type picture struct {
	name string
	draw func() ([]byte, error) // once
	size int                    // counted in used; 0 until drawn
}

func newPictures() *pictures {
	return &pictures{byName: map[string]*list.Element{}, order: list.New()}
}

// get returns a picture's bytes, which nobody changes.
func (p *pictures) get(name string, draw func() ([]byte, error)) ([]byte, error) {
	one := p.find(name, draw)
	data, err := one.draw()
	if err != nil {
		p.forget(one) // the next who asks tries again
		return nil, err
	}
	p.count(one, len(data)+len(name))
	return data, nil
}

func (p *pictures) find(name string, draw func() ([]byte, error)) *picture {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byName[name]; ok {
		p.order.MoveToFront(e)
		return e.Value.(*picture)
	}
	one := &picture{name: name, draw: sync.OnceValues(draw)}
	p.byName[name] = p.order.PushFront(one)
	return one
}

func (p *pictures) forget(one *picture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byName[one.name]; ok && e.Value == one {
		p.order.Remove(e)
		delete(p.byName, one.name)
	}
}

// count notes the size of what was drawn and lets go of what no longer fits.
func (p *pictures) count(one *picture, size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byName[one.name]; !ok || e.Value != one || one.size > 0 {
		return
	}
	one.size = size
	p.used += size
	for e := p.order.Back(); p.used > picturesBytes && e != nil; {
		before, old := e.Prev(), e.Value.(*picture)
		if old.size > 0 { // what is being drawn stays
			p.order.Remove(e)
			delete(p.byName, old.name)
			p.used -= old.size
		}
		e = before
	}
}
