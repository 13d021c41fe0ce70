package product

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/product/search"
)

// ladder is the order of sizes.
var ladder = []string{productapi.Standard, productapi.Deluxe, productapi.Premium}

// write takes over what staff wrote.
func (r *Record) write(b *productapi.ProductBody, at time.Time) {
	r.Name, r.Line, r.Description, r.Care = b.Name, b.Line, b.Description, b.Care
	r.Category, r.Occasions, r.Colours, r.Flowers = b.Category, b.Occasions, b.Colours, b.Flowers
	r.PreparationMinutes, r.Featured, r.Season, r.Updated = b.PreparationMinutes, b.Featured, b.Season, at
	r.Sizes = make([]Size, len(b.Variants))
	for i, v := range b.Variants {
		r.Sizes[i] = Size{SKU: v.SKU, Size: v.Size, Contents: v.Contents, PriceCLP: v.PriceCLP, CompareAtCLP: v.CompareAtCLP}
	}
	slices.SortFunc(r.Sizes, func(a, b Size) int {
		return cmp.Compare(slices.Index(ladder, a.Size), slices.Index(ladder, b.Size))
	})
}

// bodyFaults are all of what the contract's tags cannot say.
func bodyFaults(b *productapi.ProductBody, terms labels) []problem.Field {
	var faults []problem.Field
	say := func(pointer, code string) { faults = append(faults, problem.At(pointer, code)) }
	if strings.TrimSpace(b.Name.ES) == "" {
		say("/name/es", "required")
	}
	faults = append(faults, termFaults("/category", []string{b.Category}, terms.category, false)...)
	faults = append(faults, termFaults("/occasions", b.Occasions, terms.occasion, true)...)
	faults = append(faults, termFaults("/colours", b.Colours, terms.colour, true)...)
	faults = append(faults, termFaults("/flowers", b.Flowers, terms.flower, true)...)
	skus, sizes := map[string]bool{}, map[string]bool{}
	for i, v := range b.Variants {
		at := "/variants/" + strconv.Itoa(i)
		if skus[v.SKU] {
			say(at+"/sku", "repeated")
		}
		if sizes[v.Size] {
			say(at+"/size", "repeated")
		}
		skus[v.SKU], sizes[v.Size] = true, true
		if v.CompareAtCLP > 0 && v.CompareAtCLP <= v.PriceCLP {
			say(at+"/compare_at_clp", "not_above_price")
		}
	}
	if s := b.Season; s.From != "" && s.Until != "" && s.Until < s.From {
		say("/season/until", "before_from")
	}
	return faults
}

func termFaults(pointer string, values []string, known map[string]search.Label, list bool) []problem.Field {
	var faults []problem.Field
	seen := map[string]bool{}
	for i, v := range values {
		at := pointer
		if list {
			at += "/" + strconv.Itoa(i)
		}
		if _, ok := known[v]; !ok {
			faults = append(faults, problem.At(at, "unknown_value"))
		} else if seen[v] {
			faults = append(faults, problem.At(at, "repeated"))
		}
		seen[v] = true
	}
	return faults
}

// sameSet compares lists whose order means nothing.
func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
