package admin

import "floresvictoria.cl/flores/internal/frontend/ui"

// listing is a list of the back office.
type listing struct {
	Narrow narrowing
	Form   []ui.Input
	Count  string // "7 pedidos"
	Table  ui.TableData
	Pages  ui.Pages
	Empty  ui.EmptyData
}

// codeCell is a cell with a link whose text does not break.
func codeCell(href, text string) ui.Cell { return ui.Cell{Body: code(href, text)} }
