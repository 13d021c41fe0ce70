package ui

import (
	"fmt"
	"math"
	"strings"
)

// starPoints is the i-th of five stars in a row of 100 × 20.
func starPoints(i int) string { return points(i, 0, 10) }

// halfStarPoints is its left half.
func halfStarPoints(i int) string { return points(i, 5, 10) }

// points walks a star's corners from index from to index to, clockwise from the top.
func points(i, from, to int) string {
	var b strings.Builder
	for k := from; k <= to; k++ {
		radius := 9.0
		if k%2 == 1 {
			radius = 3.9
		}
		angle := math.Pi / 5 * float64(k)
		fmt.Fprintf(&b, "%.1f,%.1f ", 10+20*float64(i)+radius*math.Sin(angle), 10.5-radius*math.Cos(angle))
	}
	return strings.TrimSpace(b.String())
}
