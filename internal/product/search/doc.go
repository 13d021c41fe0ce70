// Package search finds products in memory: by words in Spanish or English, by facets, and as the
// customer types.
//
// An Index is built from the whole catalogue and never changes; whoever owns the catalogue builds a
// new one when it changes and swaps the pointer. There is no I/O, no goroutine and no clock here.
//
// How a text is understood:
//
//   - accents and case do not count, stop words are dropped, words are stemmed;
//   - a word that the catalogue does not know is replaced by the nearest word that it does
//     (Damerau-Levenshtein distance 1, or 2 from eight letters), see Result.Corrected;
//   - the last word may be unfinished;
//   - synonyms widen a word ("pésame" also means "condolencias"), optional words ("flores") help to
//     rank but are not demanded;
//   - every word must match; only if no product has them all, those that match the most words are
//     shown, see Result.Partial.
//
// How it is fast: products are numbered in the order in which ties are shown, each term holds bit
// sets of products by the weight of the field it occurs in, and scores are added bit-sliced, 64
// products at a time. So the cost of a search grows with the catalogue's size divided by 64.
package search
