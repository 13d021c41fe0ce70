// Package demo is the demonstration catalogue: what a florist of Recoleta sells,
// in Spanish and English, with the recipe each picture is drawn from. It is
// loaded on the first start with --demo and is data only: a service converts it.
//
// Each category has a file of its own, products_<category>.go.
package demo
