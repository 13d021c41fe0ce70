package product

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/drawing"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// drawingVersion is part of every picture's address. Raise it whenever a release
// draws the same recipe otherwise; a test compares the drawings with it.
const drawingVersion = "1"

// pngWidth is that of the bitmap, in pixels: for mails and link previews.
const pngWidth = 640

const (
	mediaPath = "/api/media/"
	// A picture's address holds the hash of all that it is drawn from, so its bytes never change.
	immutable = "public, max-age=31536000, immutable"
	// brief is for an address of another release or of a recipe that has changed:
	// pages and mails that still show it get the picture of today.
	brief = "public, max-age=300"
)

// pictureAddresses names a size's picture without drawing it.
func pictureAddresses(r *Record, size string) (svg, png string) {
	base := mediaPath + r.Slug + "-" + size + "." + pictureHash(r, size)
	return base + ".svg", base + ".png"
}

func pictureHash(r *Record, size string) string {
	h := sha256.New()
	writeAll(h, drawingVersion, size, r.Recipe.Body, r.Recipe.Wrap, r.Recipe.Ribbon, r.Recipe.Seed)
	writeAll(h, r.Recipe.Foliage...)
	for _, b := range r.Recipe.Blooms {
		writeAll(h, b.Flower, b.Colour)
		writeInt(h, int64(b.Count))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// media answers a picture, drawn when it is first asked for.
func (s *Service) media(_ context.Context, in *productapi.MediaInput) (*contract.Stream, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	base, kind := cutLast(in.Name, ".")
	// Lines alone, for the printed work ticket.
	base, outline := strings.CutSuffix(base, ".outline")
	if outline {
		kind = "outline"
	}
	base, hash := cutLast(base, ".")
	slug, size := cutLast(base, "-")
	i, ok := now.bySlug[slug]
	if !ok || hash == "" || (kind != "svg" && kind != "png" && kind != "outline") {
		return nil, problem.NotFound("picture_not_found")
	}
	r := now.items[i].record
	if !hasSize(r, size) {
		return nil, problem.NotFound("picture_not_found")
	}
	current := pictureHash(r, size)
	data, err := s.pictures.get(base+"."+current+"."+kind, func() ([]byte, error) {
		p := drawing.Draw(r.Recipe, drawing.Size(size))
		switch kind {
		case "png":
			return p.PNG(pngWidth)
		case "outline":
			return p.Outline(), nil
		}
		return p.SVG(), nil
	})
	if err != nil {
		return nil, err
	}
	out := &contract.Stream{ContentType: "image/svg+xml", CacheControl: immutable, ETag: `"` + current + `"`, Bytes: data}
	if kind == "png" {
		out.ContentType = "image/png"
	}
	if hash != current {
		out.CacheControl = brief
	}
	return out, nil
}

func hasSize(r *Record, size string) bool {
	for _, s := range r.Sizes {
		if s.Size == size {
			return true
		}
	}
	return false
}

// cutLast cuts a text at the last separator; without one the second part is empty.
func cutLast(text, separator string) (before, after string) {
	if i := strings.LastIndex(text, separator); i >= 0 {
		return text[:i], text[i+len(separator):]
	}
	return text, ""
}
