package contract

// Paging is embedded by the input of an operation that lists.
type Paging struct {
	Page  int `query:"page" minimum:"1" maximum:"10000" default:"1" doc:"from 1"`
	Limit int `query:"limit" minimum:"1" maximum:"100" default:"24" doc:"how many a page"`
}

// Offset is how many items lie before the page.
func (p Paging) Offset() int { return (max(p.Page, 1) - 1) * p.Size() }

// Size is the page's length, with its default for a Paging that was made by hand.
func (p Paging) Size() int {
	if p.Limit == 0 {
		return 24
	}
	return p.Limit
}

// List is a page of items.
type List[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total" doc:"of all pages"`
	Page  int `json:"page"`
	Limit int `json:"limit"`
}

// Listed makes the answer to a Paging.
func Listed[T any](items []T, total int, p Paging) *List[T] {
	if items == nil {
		items = []T{}
	}
	return &List[T]{Items: items, Total: total, Page: max(p.Page, 1), Limit: p.Size()}
}
