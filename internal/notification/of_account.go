package notification

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/words"
)

func ofVerification(v authapi.VerificationData) *draft {
	if v.Existed {
		return nil
	}
	return &draft{To: v.Email, Lang: v.Lang, Facts: words.Facts{Name: greeted(v.Name), Until: v.ExpiresAt},
		Sealed: v.SealedToken, Account: v.UserID, Staff: v.Staff}
}

func ofExisting(v authapi.VerificationData) *draft {
	if !v.Existed {
		return nil
	}
	return &draft{To: v.Email, Lang: v.Lang, Facts: words.Facts{Name: greeted(v.Name)}, Account: v.UserID, Staff: v.Staff}
}

func ofVerified(v authapi.VerifiedData) *draft {
	return &draft{To: v.Email, Lang: v.Lang, Facts: words.Facts{Name: greeted(v.Name)}, Account: v.UserID}
}

func ofReset(v authapi.PasswordResetData) *draft {
	return &draft{To: v.Email, Lang: v.Lang, Facts: words.Facts{Name: greeted(v.Name), Until: v.ExpiresAt},
		Sealed: v.SealedToken, Account: v.UserID, Staff: v.Staff}
}

// maxGreeted is longer than any first name, in letters.
const maxGreeted = 30

// greeted is the first name to greet by, or nothing when it is no name: anybody
// may register somebody else's e-mail, and their words are not for us to carry.
func greeted(name string) string {
	fields := strings.Fields(name)
	if len(fields) == 0 || utf8.RuneCountInString(fields[0]) > maxGreeted ||
		strings.ContainsFunc(fields[0], func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’-", r)
		}) {
		return ""
	}
	return fields[0]
}
