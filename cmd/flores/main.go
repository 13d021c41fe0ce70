// Command flores is the whole shop: `flores up` runs it in one process, `flores
// serve SERVICE…` runs some of its services.
package main

import (
	"os"

	"floresvictoria.cl/flores/internal/app"
)

func main() { os.Exit(app.Main(os.Args[1:])) }
