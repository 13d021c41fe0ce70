// Package web is what the pages of the shop and of the back office share: who
// visits, calls in the visitor's name, forms, and errors in words.
package web
