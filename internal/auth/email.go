package auth

import (
	"net/mail"
	"strings"
	"unicode"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// normalised is the form in which e-mails are compared: trimmed, in lower case.
// The part before the @ is kept as it is, dots and tags included: only its
// provider knows whether they matter.
func normalised(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// address checks and normalises an e-mail that mail will be sent to.
func address(email string) (string, error) {
	email = normalised(email)
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || !hasDomain(email) {
		return "", problem.Invalid(problem.At("/email", "expected_email"))
	}
	return email, nil
}

func hasDomain(email string) bool {
	at := strings.LastIndexByte(email, '@')
	dot := strings.LastIndexByte(email, '.')
	return at > 0 && dot > at+1 && dot < len(email)-1
}

// personName cleans a name that a mail will greet. Anybody can register anybody's
// e-mail, so a name that could be a link or an address is refused.
func personName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return "", problem.Invalid(problem.At("/name", "required"))
	}
	if strings.ContainsAny(name, `/\<>@`) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", problem.Invalid(problem.At("/name", "wrong_form"))
	}
	return name, nil
}

// throttleKey stands for an e-mail in the table of throttles, which holds unknown ones too.
func throttleKey(email string) string { return id.Hash("throttle:" + email) }
