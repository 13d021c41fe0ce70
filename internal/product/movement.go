package product

import "floresvictoria.cl/flores/internal/product/productapi"

// Movement is a stored movement with the key of the request that made it.
type Movement struct {
	productapi.Movement
	Key  string `json:"key"`
	Hash string `json:"hash"`
}
