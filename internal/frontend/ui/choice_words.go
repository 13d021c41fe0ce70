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

// dayLabel is a day as it is read aloud: what is seen comes first, so that who speaks
// to the page can name it (WCAG 2.5.3).
func dayLabel(d Day) string {
	if d.Label == "" {
		return ""
	}
	label := d.Top + " " + d.Bottom + ", " + d.Label
	switch {
	case d.Closed && d.Why != "":
		return label + ", " + d.Why
	case d.Note != "":
		return d.Top + " " + d.Bottom + " " + d.Note + ", " + d.Label
	}
	return label
}
