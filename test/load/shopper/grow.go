package shopper

import "fmt"

// Grow adds products like those that are there, so many, under names of their own.
func (s *Staff) Grow(goods *Catalogue, from, to int) error {
	for n := from; n < to; n++ {
		model, err := s.model(goods.Slugs[n%len(goods.Slugs)])
		if err != nil {
			return err
		}
		if err := s.api.post("/api/products", model.again(n), nil, key()); err != nil {
			return err
		}
	}
	return nil
}

// words is a text in the shop's two languages.
type words struct {
	ES string `json:"es"`
	EN string `json:"en"`
}

// product is one as staff write it.
type product struct {
	Slug        string    `json:"slug"`
	Name        words     `json:"name"`
	Line        words     `json:"line"`
	Description words     `json:"description"`
	Care        words     `json:"care"`
	Category    string    `json:"category"`
	Occasions   []string  `json:"occasions"`
	Colours     []string  `json:"colours"`
	Flowers     []string  `json:"flowers"`
	Variants    []variant `json:"variants"`
	Minutes     int       `json:"preparation_minutes"`
}

type variant struct {
	SKU      string `json:"sku"`
	Size     string `json:"size"`
	Contents words  `json:"contents"`
	Price    int64  `json:"price_clp"`
	Stock    int64  `json:"stock"`
}

func (s *Staff) model(slug string) (product, error) {
	var p product
	err := s.api.get("/api/products/"+slug, &p)
	return p, err
}

// again is the product under number n.
func (p product) again(n int) product {
	p.Slug = fmt.Sprintf("%.60s-%d", p.Slug, n)
	p.Name = words{fmt.Sprintf("%s %d", p.Name.ES, n), fmt.Sprintf("%s %d", p.Name.EN, n)}
	p.Variants = append([]variant(nil), p.Variants...)
	for i := range p.Variants {
		v := &p.Variants[i]
		v.SKU, v.Stock = fmt.Sprintf("%.20s-%d", v.SKU, n), 1000
	}
	return p
}
