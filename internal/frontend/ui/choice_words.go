package ui

import (
	"context"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// closedWord is why a day cannot be chosen, or the plain word.
func closedWord(ctx context.Context, why string) string {
	if why != "" {
		return why
	}
	return i18n.T(ctx, "ui.closed")
}

// dayLabel is what a screen reader says for a day's cell.
func dayLabel(d Day) string {
	switch {
	case d.Label == "":
		return ""
	case d.Closed && d.Why != "":
		return d.Label + ", " + d.Why
	case d.Note != "":
		return d.Label + ", " + d.Note
	}
	return d.Label
}
