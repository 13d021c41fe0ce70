package shop

import (
	"maps"
	"net/url"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/id"
)

// keptUndo puts back what was just taken away, so that a slip costs one click.
type keptUndo struct {
	Text   string
	Action string
	Key    string
	Fields []ui.Pair
}

// keepUndo remembers, until the next page, what was taken away and how it was called.
func keepUndo(v *web.Visit, kind, name string, fields []ui.Pair) {
	values := url.Values{"": {name}}
	for _, f := range fields {
		values.Add(f.Name, f.Value)
	}
	v.Remember("undo/"+kind, values.Encode())
}

// takeKeptUndo is the way back, once; nil when nothing was taken away.
func takeKeptUndo(v *web.Visit, kind, action string) *keptUndo {
	text := v.Remembered("undo/" + kind)
	if text == "" {
		return nil
	}
	v.Remember("undo/"+kind, "")
	values, err := url.ParseQuery(text)
	if err != nil {
		return nil
	}
	u := &keptUndo{Text: v.Words.T("account.kept.removed", "Name", values.Get("")), Action: action, Key: id.New()}
	delete(values, "")
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] { // in their order: the dates of a person are three lists
			u.Fields = append(u.Fields, ui.Pair{Name: name, Value: value})
		}
	}
	return u
}
