package product

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// snapshotFormat is part of every ETag. Raise it whenever a release shows the
// same documents differently.
const snapshotFormat = "2"

// digest names what a product shows. Digests of a catalogue are added by XOR, so
// that a changed band costs one product's, not all.
type digest [16]byte

func (d digest) xor(o digest) digest {
	for i := range d {
		d[i] ^= o[i]
	}
	return d
}

// tag is an ETag of digests.
func tag(parts ...digest) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p[:])
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}

// item is a product as the snapshot shows it. It never changes.
type item struct {
	record  *Record
	levels  []Stock // beside record.Sizes
	inTime  bool    // in season
	product productapi.Product
	card    productapi.Card
	digest  digest
	tag     string
}

// newItem works a product out. Levels that are missing count as none left.
func newItem(r *Record, levels map[string]Stock, day string) *item {
	it := &item{record: r, inTime: inSeason(r.Season, day), levels: make([]Stock, len(r.Sizes))}
	for i, size := range r.Sizes {
		it.levels[i] = levels[size.SKU]
	}
	it.show()
	it.digest = it.sum()
	it.tag = tag(it.digest)
	return it
}

// show writes what the outputs of operations hold; they are shared by all answers.
func (it *item) show() {
	r := it.record
	p := productapi.Product{
		ID: r.ID, Slug: r.Slug, Kind: r.Kind, Name: r.Name, Line: r.Line, Description: r.Description, Care: r.Care,
		Category: r.Category, Occasions: orEmpty(r.Occasions), Colours: orEmpty(r.Colours), Flowers: orEmpty(r.Flowers),
		Variants: make([]productapi.Variant, len(r.Sizes)), PreparationMinutes: r.PreparationMinutes,
		AdultOnly: r.AdultOnly, Featured: r.Featured, Active: r.Active, Season: r.Season, OutOfSeason: !it.inTime,
		Rating: r.Rating.mean(), Version: r.Version, Created: r.Created, Updated: r.Updated,
	}
	for i, size := range r.Sizes {
		svg, png := pictureAddresses(r, size.Size)
		p.Variants[i] = productapi.Variant{
			SKU: size.SKU, Size: size.Size, Contents: size.Contents, PriceCLP: size.PriceCLP, CompareAtCLP: size.CompareAtCLP,
			Band: it.levels[i].Band(), Unlimited: it.levels[i].Unlimited, Picture: svg, PicturePNG: png,
		}
	}
	it.product = p
	it.card = productapi.Card{
		Slug: r.Slug, Kind: r.Kind, Name: r.Name, Line: r.Line, Category: r.Category, Occasions: p.Occasions,
		Band: it.band(), OutOfSeason: !it.inTime, Rating: p.Rating, PrepMinutes: r.PreparationMinutes,
	}
	if len(p.Variants) > 0 {
		v := p.Variants[0]
		it.card.SKU, it.card.PriceCLP, it.card.CompareAtCLP, it.card.Picture = v.SKU, v.PriceCLP, v.CompareAtCLP, v.Picture
	}
}

// band is the best of its sizes.
func (it *item) band() string {
	best := productapi.SoldOut
	for _, l := range it.levels {
		switch l.Band() {
		case productapi.InStock:
			return productapi.InStock
		case productapi.Few:
			best = productapi.Few
		}
	}
	return best
}

// available decides whether lists show it before or after its equals.
func (it *item) available() bool { return it.inTime && it.band() != productapi.SoldOut }

// listed tells whether the shop shows it at all.
func (it *item) listed() bool { return it.record.Active }

func (it *item) sum() (d digest) {
	h := sha256.New()
	r := it.record
	writeAll(h, snapshotFormat, drawingVersion, r.ID)
	writeInt(h, r.Rev)
	writeInt(h, clock.Micros(r.Updated))
	writeInt(h, flag(it.inTime))
	for _, l := range it.levels {
		writeAll(h, l.SKU, l.Band())
		writeInt(h, flag(l.Unlimited))
	}
	copy(d[:], h.Sum(nil))
	return d
}

// minPrice is the cheapest size's.
func (it *item) minPrice() int64 {
	least := int64(0)
	for i, size := range it.record.Sizes {
		if i == 0 || size.PriceCLP < least {
			least = size.PriceCLP
		}
	}
	return least
}

// inSeason compares dates of the shop, YYYY-MM-DD; what is empty is open.
func inSeason(s productapi.Season, day string) bool {
	return (s.From == "" || s.From <= day) && (s.Until == "" || day <= s.Until)
}

// shopDay is the date in the shop's zone.
func shopDay(t time.Time) string { return t.In(clock.Santiago()).Format(time.DateOnly) }

func writeAll(h hash.Hash, texts ...string) {
	for _, t := range texts {
		writeInt(h, int64(len(t)))
		h.Write([]byte(t))
	}
}

func writeInt(h hash.Hash, n int64) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
