package admin

import (
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

// told is what was just done, or why not.
type told struct {
	Kind ui.NoticeKind
	Text string
	Link ui.Link  // to what it is about; without Href: none
	Undo *ui.Move // what takes it back; nil: nothing does
}

// tell leaves it for the next page. Undo does not travel: that page knows it.
func tell(v *web.Visit, t told) {
	v.Notice(t.Text)
	v.Remember("told", strings.Join([]string{t.Text, string(t.Kind), t.Link.Href, t.Link.Text}, "\n"))
}

// taken returns what was left, once. A sentence that the shop left is good news.
func taken(v *web.Visit) told {
	t := told{Kind: ui.Good, Text: v.TakeNotice()}
	if t.Text == "" {
		return t
	}
	if part := strings.Split(v.Remembered("told"), "\n"); len(part) == 4 && part[0] == t.Text {
		t.Kind, t.Link = ui.NoticeKind(part[1]), ui.Link{Href: part[2], Text: part[3]}
	}
	return t
}
