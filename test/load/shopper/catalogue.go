package shopper

import (
	"fmt"
	"net/url"
)

// Catalogue is what the shop sells, as far as a visitor needs to know it.
type Catalogue struct {
	Slugs      []string // flowers, by the list's order
	Categories []string
	SKUs       []string // of the smallest sizes, none of which needs an adult
	PageSize   int
	pages      [][]string // slugs, by the page of the list
}

type listing struct {
	Items []struct {
		Slug     string `json:"slug"`
		SKU      string `json:"sku"`
		Category string `json:"category"`
		Season   bool   `json:"out_of_season"`
	} `json:"items"`
	Total int `json:"total"`
}

// Explore reads the whole list, page by page.
func Explore(host string) (*Catalogue, error) {
	api, err := Dial(host)
	if err != nil {
		return nil, err
	}
	defer api.Close()
	c := &Catalogue{PageSize: 24}
	seen := map[string]bool{}
	for page := 1; ; page++ {
		var l listing
		if err := api.get(fmt.Sprintf("/api/products?page=%d&limit=%d", page, c.PageSize), &l); err != nil {
			return nil, err
		}
		var slugs []string
		for _, i := range l.Items {
			slugs = append(slugs, i.Slug)
			if !i.Season {
				c.SKUs = append(c.SKUs, i.SKU)
			}
			if !seen[i.Category] {
				seen[i.Category] = true
				c.Categories = append(c.Categories, i.Category)
			}
		}
		if len(slugs) == 0 {
			break
		}
		c.pages = append(c.pages, slugs)
		c.Slugs = append(c.Slugs, slugs...)
		if len(c.Slugs) >= l.Total {
			break
		}
	}
	if len(c.Slugs) < c.PageSize || len(c.SKUs) == 0 {
		return nil, fmt.Errorf("the catalogue has %d products: start the shop with --demo", len(c.Slugs))
	}
	return c, nil
}

// fullPages are the numbers of those pages of the list that are full.
func (c *Catalogue) fullPages() (numbers []int) {
	for i, slugs := range c.pages {
		if len(slugs) == c.PageSize {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// Lists are the full pages of the list, as JSON.
func (c *Catalogue) Lists() (pages []Page) {
	for _, n := range c.fullPages() {
		pages = append(pages, Page{fmt.Sprintf("/api/products?page=%d&limit=%d", n, c.PageSize), `"slug":"` + c.pages[n-1][0] + `"`})
	}
	return pages
}

// ListPages are the same for people.
func (c *Catalogue) ListPages() (pages []Page) {
	for _, n := range c.fullPages() {
		pages = append(pages, Page{fmt.Sprintf("/flores?pagina=%d", n), "/producto/" + c.pages[n-1][0]})
	}
	return pages
}

// Details are all products, as JSON.
func (c *Catalogue) Details() (pages []Page) {
	for _, slug := range c.Slugs {
		pages = append(pages, Page{"/api/products/" + slug, `"slug":"` + slug + `"`})
	}
	return pages
}

// ProductPages are the same for people.
func (c *Catalogue) ProductPages() (pages []Page) {
	for _, slug := range c.Slugs {
		pages = append(pages, Page{"/producto/" + slug, "/producto/" + slug})
	}
	return pages
}

// typed are searches as people type them: typos, no accents, plurals, both languages.
var typed = []string{"rosass", "tulipn", "girasol amarilo", "orquidia", "liros blancos", "ramo cumpleanos", "suculentas", "red roses", "rozas rojas", "canasto", "amor", "condolencia"}

// Searches are searches with facets; each is asked again and again.
func (c *Catalogue) Searches() (pages []Page) {
	for _, q := range typed {
		pages = append(pages, Page{"/api/products?" + url.Values{"q": {q}, "max_price": {"150000"}}.Encode(), `"items":[{"slug":`})
	}
	return pages
}

// FreshSearches are so many searches, no two alike, that no cache of answers helps.
func (c *Catalogue) FreshSearches(n int) (pages []Page) {
	for i := range n {
		q := url.Values{"q": {typed[i%len(typed)]}, "max_price": {fmt.Sprint(60_000 + i)}}
		if i%2 == 0 {
			q.Set("sort", "price")
		}
		pages = append(pages, Page{"/api/products?" + q.Encode(), `"items":[{"slug":`})
	}
	return pages
}
