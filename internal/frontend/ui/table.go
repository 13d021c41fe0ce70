package ui

import "github.com/a-h/templ"

// TableData is a table; wide ones scroll sideways by themselves.
type TableData struct {
	Caption     string
	HideCaption bool // read aloud only
	Columns     []Column
	Rows        []Row
	Foot        *Row // sums
	Attrs       templ.Attributes
}

// Column is a heading; Num columns are right-aligned with tabular figures.
type Column struct {
	Text string
	Num  bool
	Href string // sorts by it
	Sort string // "ascending" or "descending" when the table is sorted by it
}

// Row is a line; its first cell names it.
type Row struct {
	Cells  []Cell
	Chosen bool
	Attrs  templ.Attributes
}

// Cell is text, a link when Href is set, or whatever Body draws.
type Cell struct {
	Text string
	Href string
	Body templ.Component
}

// Text makes cells of plain strings.
func Text(values ...string) []Cell {
	cells := make([]Cell, len(values))
	for i, v := range values {
		cells[i] = Cell{Text: v}
	}
	return cells
}

func (t TableData) numeric(i int) bool { return i < len(t.Columns) && t.Columns[i].Num }
