// Package drawing cuts bouquets from paper: a recipe (flowers, colours, counts,
// wrapping) becomes a flat picture on a 400 by 480 sheet.
//
// A picture is a list of filled outlines without a single stroke, so the SVG
// and PNG writers cannot disagree. The ground is transparent: the page lays
// the tissue under it. The same recipe and size always give the same bytes, so
// a picture may be addressed by its hash and kept for ever.
//
// To add a flower, draw it in a bloom_*.go file inside a circle of radius 100
// and name it in flowers.go; to add an arrangement, write a body_*.go file and
// name it in bodies.go.
package drawing
