package drawing

import "math"

// Picture is a finished drawing: pieces of paper in the order they are laid.
type Picture struct {
	width, height int
	symbols       []symbol
	pieces        []piece
	root          placement
}

// symbol is a bloom, a leaf or a part that is cut once and laid many times.
type symbol struct {
	key    string
	shapes []shape
}

// piece is either a symbol laid somewhere or, with symbol −1, a shape of its own.
type piece struct {
	symbol int
	place  placement
	shape  shape
}

// placement is what SVG writes as translate, rotate and scale: whole units,
// whole degrees, hundredths.
type placement struct {
	at      point
	degrees float64
	scale   float64
	mirror  bool
}

func (p placement) matrix() matrix {
	m := place(p.at, p.degrees, p.scale)
	if p.mirror {
		m.a, m.b = -m.a, -m.b
	}
	return m
}

func newPicture() *Picture {
	return &Picture{width: SheetWidth, height: SheetHeight, root: placement{scale: 1}}
}

// lay adds pieces of the given colour, cut to whole numbers.
func (p *Picture) lay(fill colour, paths ...path) {
	for _, q := range paths {
		p.pieces = append(p.pieces, piece{symbol: -1, shape: shape{fill, q.whole()}})
	}
}

// use lays a symbol, cutting it when it is the first of its key.
func (p *Picture) use(key string, cut func() []shape, at point, degrees, scale float64, mirror bool) {
	id := -1
	for i := range p.symbols {
		if p.symbols[i].key == key {
			id = i
			break
		}
	}
	if id < 0 {
		shapes := cut()
		for i := range shapes {
			shapes[i].path = shapes[i].path.whole()
		}
		id = len(p.symbols)
		p.symbols = append(p.symbols, symbol{key, shapes})
	}
	p.pieces = append(p.pieces, piece{symbol: id, place: placement{
		at: at.round(), degrees: math.Round(math.Mod(degrees, 360)),
		scale: math.Round(scale*100) / 100, mirror: mirror,
	}})
}

// each calls draw with every piece of paper in order and where it lies.
func (p *Picture) each(draw func(shape, matrix)) {
	root := p.root.matrix()
	for _, piece := range p.pieces {
		if piece.symbol < 0 {
			draw(piece.shape, root)
			continue
		}
		m := piece.place.matrix().then(root)
		for _, s := range p.symbols[piece.symbol].shapes {
			draw(s, m)
		}
	}
}

// bounds is the box around everything laid, before it is fitted to the sheet.
func (p *Picture) bounds() (low, high point) {
	low, high = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	p.each(func(s shape, m matrix) {
		l, h := s.path.moved(m).bounds()
		low = point{math.Min(low.x, l.x), math.Min(low.y, l.y)}
		high = point{math.Max(high.x, h.x), math.Max(high.y, h.y)}
	})
	return low, high
}
