package i18n

import (
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/platform/money"
)

// Problem is the sentence for an error code of a service ("sold_out"), or a plain
// apology for a code nobody has written a sentence for. The params are those of
// the problem or of one fault: each fills the placeholder of its own name, and one
// that ends in _clp is written as an amount.
func (l *Localizer) Problem(code string, params map[string]string) string {
	// Never without data: a sentence may ask whether a param is there.
	kv := []any{"code", code}
	for name, value := range params {
		if amount, err := strconv.ParseInt(value, 10, 64); err == nil && strings.HasSuffix(name, "_clp") {
			value = money.CLP(amount)
		}
		kv = append(kv, name, value)
	}
	if text, ok := l.lookup("problem."+code, kv); ok {
		return text
	}
	return l.T("problem.unknown")
}
