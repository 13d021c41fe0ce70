package drawing

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// maxPNGWidth bounds what one request may ask of the processor.
const maxPNGWidth = 1600

// PNG paints the picture at a width of 1 to 1600 pixels on a transparent ground.
func (p *Picture) PNG(width int) ([]byte, error) {
	if width < 1 || width > maxPNGWidth {
		return nil, fmt.Errorf("draw picture: width %d is not between 1 and %d pixels", width, maxPNGWidth)
	}
	k := float64(width) / float64(p.width)
	canvas := image.NewRGBA(image.Rect(0, 0, width, max(1, int(math.Round(k*float64(p.height))))))
	var r vector.Rasterizer
	p.each(func(s shape, m matrix) {
		paint(canvas, &r, s, m.then(matrix{a: k, d: k}))
	})
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, canvas); err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return b.Bytes(), nil
}

// paint rasterizes only the box the shape covers: a picture has hundreds of
// small shapes, and a full sheet for each would cost a hundred times more.
func paint(canvas *image.RGBA, r *vector.Rasterizer, s shape, m matrix) {
	placed := s.path.moved(m)
	low, high := placed.bounds()
	box := image.Rect(int(math.Floor(low.x))-2, int(math.Floor(low.y))-2,
		int(math.Ceil(high.x))+2, int(math.Ceil(high.y))+2).Intersect(canvas.Bounds())
	if box.Empty() {
		return
	}
	r.Reset(box.Dx(), box.Dy())
	shift := func(p point) (float32, float32) {
		return float32(p.x - float64(box.Min.X)), float32(p.y - float64(box.Min.Y))
	}
	for i, seg := range placed {
		ax, ay := shift(seg.p[0])
		bx, by := shift(seg.p[1])
		cx, cy := shift(seg.p[2])
		switch seg.op {
		case moveTo:
			if i > 0 {
				r.ClosePath()
			}
			r.MoveTo(ax, ay)
		case lineTo:
			r.LineTo(ax, ay)
		case quadTo:
			r.QuadTo(ax, ay, bx, by)
		case cubeTo:
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
	r.DrawOp = draw.Over
	r.Draw(canvas, box, image.NewUniform(s.fill.rgba()), image.Point{})
}
