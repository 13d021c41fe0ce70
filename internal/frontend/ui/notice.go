package ui

// NoticeKind is how loud a notice is.
type NoticeKind string

// Info and Good are announced politely; Bad interrupts and takes a thicker line.
const (
	Info NoticeKind = "info"
	Good NoticeKind = "good"
	Bad  NoticeKind = "bad"
)

func (k NoticeKind) role() string {
	if k == Bad {
		return "alert"
	}
	return "status"
}

// EmptyData is what a list says when it has nothing, and what to do then.
type EmptyData struct {
	Title string
	Text  string
	Href  string
	Link  string // the text of the link; empty: none
}
