// Package money is integer arithmetic on Chilean pesos. The peso has no minor
// unit, so an amount is an int64 of whole pesos everywhere, and no step of a
// price may pass through a float.
//
// Amounts up to 10^15 pesos either way are exact; no shop comes near it, and no
// function here checks for more.
package money
