package product_test

import (
	"bytes"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func (s *shop) picture(address string) (*contract.Stream, []byte) {
	s.t.Helper()
	name, ok := strings.CutPrefix(address, "/api/media/")
	if !ok {
		s.t.Fatalf("%q is no picture's address", address)
	}
	out := call(s, productapi.Media, productapi.MediaInput{Name: name})
	defer out.Body.Close()
	data, err := io.ReadAll(out.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return out, data
}

func TestPicturesKeepTheirAddress(t *testing.T) {
	s := newShop(t)
	v := call(s, productapi.Get, productapi.BySlug{Slug: "rosas-de-recoleta"}).Variants[0]
	svg, data := s.picture(v.Picture)
	if svg.ContentType != "image/svg+xml" || !bytes.HasPrefix(data, []byte("<svg")) || !strings.Contains(svg.CacheControl, "immutable") {
		t.Fatalf("%s, %s, %.20s", svg.ContentType, svg.CacheControl, data)
	}
	bitmap, data := s.picture(v.PicturePNG)
	if img, err := png.Decode(bytes.NewReader(data)); err != nil || bitmap.ContentType != "image/png" || img.Bounds().Dx() != 640 {
		t.Fatalf("%s, %v", bitmap.ContentType, err)
	}
	if status, _ := s.head(v.Picture, svg.ETag); status != http.StatusNotModified {
		t.Fatalf("%d for what is known", status)
	}
	again := openShop(t, s.path, s.clock)
	if err := again.Load(s.ctx); err != nil {
		t.Fatal(err)
	}
	if other := call(again, productapi.Get, productapi.BySlug{Slug: "rosas-de-recoleta"}).Variants[0]; other.Picture != v.Picture {
		t.Fatal("a restart changed the address")
	}
}

func TestAnOldAddressShowsThePictureOfToday(t *testing.T) {
	s := smallShop(t)
	p := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"})
	old := p.Variants[0].Picture
	in := changeOf(p)
	in.Body.Flowers = []string{"tulipan", "gypsophila"}
	now := call(s, productapi.Change, in).Variants[0].Picture
	if now == old {
		t.Fatal("another drawing has the same address")
	}
	stale, data := s.picture(old)
	fresh, today := s.picture(now)
	if !bytes.Equal(data, today) || strings.Contains(stale.CacheControl, "immutable") || !strings.Contains(fresh.CacheControl, "immutable") {
		t.Fatalf("cached %q and %q", stale.CacheControl, fresh.CacheControl)
	}
}

func TestNoSuchPicture(t *testing.T) {
	s := smallShop(t)
	for _, name := range []string{"rosas", "rosas-standard.svg", "rosas-premium.0123.svg", "rosas-standard.0123.gif", "nada-standard.0123.svg", "-.-.", "..."} {
		refused(s, productapi.Media, productapi.MediaInput{Name: name}, "picture_not_found")
	}
}

func TestAPictureIsDrawnOnceForAllWhoAsk(t *testing.T) {
	s := smallShop(t)
	address := call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}).Variants[0].Picture
	_, first := s.picture(address)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, data := s.picture(address); !bytes.Equal(data, first) {
				t.Error("another picture")
			}
		})
	}
	wg.Wait()
}
