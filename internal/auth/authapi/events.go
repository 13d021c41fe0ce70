package authapi

import (
	"net/url"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// What auth-service publishes. The subject is the user's identifier, and of
// session.revoked the session's.
var (
	UserRegistered         = events.Define[RegisteredData]("user.registered")
	UserVerified           = events.Define[VerifiedData]("user.verified")
	UserDeleted            = events.Define[DeletedData]("user.deleted")
	VerificationRequested  = events.Define[VerificationData]("user.verification_requested")
	PasswordResetRequested = events.Define[PasswordResetData]("user.password_reset_requested")
	SessionRevoked         = events.Define[SessionRevokedData]("session.revoked")
)

// RegisteredData: an account exists; its e-mail may not be verified yet.
type RegisteredData struct {
	UserID string    `json:"user_id"`
	Email  string    `json:"email"`
	Name   string    `json:"name"`
	Lang   string    `json:"lang"`
	Role   Role      `json:"role"`
	At     time.Time `json:"at"`
}

// VerifiedData: the account's owner reads that e-mail. Name and language are
// those of the registration whose link was followed.
type VerifiedData struct {
	UserID string    `json:"user_id"`
	Email  string    `json:"email"`
	Name   string    `json:"name"`
	Lang   string    `json:"lang"`
	At     time.Time `json:"at"`
}

// DeletedData: the account is gone; what belongs to it is to be deleted or anonymised.
type DeletedData struct {
	UserID string    `json:"user_id"`
	Email  string    `json:"email"`
	At     time.Time `json:"at"`
}

// VerificationData asks for a mail to whoever registered. Existed says that the
// e-mail had a verified account already: then there is no link, and the mail
// tells its owner so.
type VerificationData struct {
	UserID      string    `json:"user_id"`
	Email       string    `json:"email"`
	Name        string    `json:"name"`
	Lang        string    `json:"lang"`
	Staff       bool      `json:"staff"`
	Existed     bool      `json:"existed"`
	SealedToken []byte    `json:"sealed_token,omitempty"` // for VerifyLink; sealed to notification-service
	ExpiresAt   time.Time `json:"expires_at,omitzero"`
}

// PasswordResetData asks for a mail with the link to choose a new password.
type PasswordResetData struct {
	UserID      string    `json:"user_id"`
	Email       string    `json:"email"`
	Name        string    `json:"name"`
	Lang        string    `json:"lang"`
	Staff       bool      `json:"staff"`
	SealedToken []byte    `json:"sealed_token"` // for ResetLink; sealed to notification-service
	ExpiresAt   time.Time `json:"expires_at"`
}

// SessionRevokedData: no token of the session counts any more. It is a hint;
// the feed of revocations is the source.
type SessionRevokedData struct {
	SessionID string    `json:"session_id"`
	UserID    string    `json:"user_id"`
	Reason    string    `json:"reason"`
	At        time.Time `json:"at"`
}

// Why a session ended.
const (
	ReasonLogout      = "logout"
	ReasonRevoked     = "revoked"  // by its owner, from another device
	ReasonPassword    = "password" // changed or reset
	ReasonRole        = "role"
	ReasonDeactivated = "deactivated"
	ReasonDeleted     = "deleted"
	ReasonReuse       = "reuse" // a refresh token was used twice: somebody has a copy
)

// VerifyLink is the page that a verification mail points to.
func VerifyLink(publicURL, token string) string { return link(publicURL, "verificar", token) }

// ResetLink is the page that a password mail points to.
func ResetLink(publicURL, token string) string { return link(publicURL, "nueva-clave", token) }

func link(publicURL, page, token string) string {
	u, err := url.JoinPath(publicURL, page)
	if err != nil {
		u = publicURL + "/" + page
	}
	return u + "?t=" + url.QueryEscape(token)
}
