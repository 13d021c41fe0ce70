package authapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// RegisterInput opens an account.
type RegisterInput struct {
	Body struct {
		Email    string `json:"email" format:"email" maxLength:"254"`
		Password string `json:"password" minLength:"8" maxLength:"200"`
		Name     string `json:"name" minLength:"1" maxLength:"100"`
		Lang     string `json:"lang,omitzero" enum:"es,en" doc:"of the mails; es unless said"`
	}
}

// Registered is the answer to a registration: the same whether the e-mail was known or not.
type Registered struct {
	Next string `json:"next" enum:"check_mail,log_in" doc:"log_in where no mail can be sent and accounts are verified at once"`
}

// The values of Registered.Next.
const (
	NextCheckMail = "check_mail"
	NextLogIn     = "log_in"
)

// LoginInput opens a session.
type LoginInput struct {
	UserAgent string `header:"User-Agent" doc:"shown in the list of sessions"`
	Body      struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"200"`
	}
}

// SignIn is the answer to a log-in or a refresh.
type SignIn struct {
	Result       string    `json:"result" enum:"signed_in,second_factor_required"`
	AccessToken  string    `json:"access_token,omitzero" doc:"for Authorization: Bearer; lives five minutes at most"`
	ExpiresAt    time.Time `json:"expires_at,omitzero" doc:"of the access token"`
	RefreshToken string    `json:"refresh_token,omitzero" doc:"gives the next pair, once"`
	User         User      `json:"user,omitzero"`
	Challenge    string    `json:"challenge,omitzero" doc:"with second_factor_required: what the second step answers"`
}

// The values of SignIn.Result.
const (
	SignedIn             = "signed_in"
	SecondFactorRequired = "second_factor_required"
)

// User is an account. Its name, phone and language are user-service's.
type User struct {
	ID                 string    `json:"id"`
	Email              string    `json:"email"`
	Role               Role      `json:"role" enum:"customer,driver,florist,support,manager,admin"`
	Permissions        []string  `json:"permissions" doc:"resource:action; customers have none"`
	EmailVerified      bool      `json:"email_verified"`
	MustChangePassword bool      `json:"must_change_password" doc:"signed in with a printed password: may do nothing but change it"`
	Active             bool      `json:"active"`
	CreatedAt          time.Time `json:"created_at"`
}

// RefreshInput is the refresh token of the last answer.
type RefreshInput struct {
	Body struct {
		RefreshToken string `json:"refresh_token" maxLength:"200"`
	}
}

// LogoutInput names the session by its refresh token, or by the access token
// that travels with the request.
type LogoutInput struct {
	Body struct {
		RefreshToken string `json:"refresh_token,omitzero" maxLength:"200"`
	}
}

// Session is a device that is signed in.
type Session struct {
	ID         string    `json:"id"`
	Device     string    `json:"device" doc:"the User-Agent of the log-in, shortened"`
	CreatedAt  time.Time `json:"created_at"`
	LastUsedAt time.Time `json:"last_used_at"`
	Current    bool      `json:"current" doc:"the session that asks"`
}

// Sessions are the caller's own, the last used first.
type Sessions struct {
	Items []Session `json:"items"`
}

// SessionID names one of the caller's sessions.
type SessionID struct {
	ID string `path:"id" format:"uuid"`
}

// ChangePasswordInput replaces the caller's own password.
type ChangePasswordInput struct {
	Body struct {
		Current string `json:"current" maxLength:"200"`
		New     string `json:"new" minLength:"8" maxLength:"200"`
	}
}

// Access is a new access token of the same session.
type Access struct {
	AccessToken string    `json:"access_token"`
	ExpiresAt   time.Time `json:"expires_at"`
}

// DeleteAccountInput ends the caller's own account, for good.
type DeleteAccountInput struct {
	Body struct {
		Password string `json:"password" maxLength:"200"`
	}
}

// OneTimeInput is the token of a link that was mailed.
type OneTimeInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200"`
	}
}

// MailInput asks for a mail with a link.
type MailInput struct {
	Body struct {
		Email string `json:"email" format:"email" maxLength:"254"`
		Lang  string `json:"lang,omitzero" enum:"es,en" doc:"of the mail; the account's unless said"`
	}
}

// ResetPasswordInput sets a password by the token of a mailed link.
type ResetPasswordInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200"`
		Password string `json:"password" minLength:"8" maxLength:"200"`
	}
}

// UsersInput filters the list of users.
type UsersInput struct {
	contract.Paging
	Query string `query:"q" maxLength:"100" doc:"part of the e-mail"`
	Role  Role   `query:"role" enum:"customer,driver,florist,support,manager,admin"`
	Staff bool   `query:"staff" doc:"only who works in the shop"`
}

// UserID names an account.
type UserID struct {
	ID string `path:"id" format:"uuid"`
}

// SetRoleInput gives a user another role.
type SetRoleInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Role Role `json:"role" enum:"customer,driver,florist,support,manager,admin"`
	}
}

// SetActiveInput lets a user in, or no more.
type SetActiveInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Active bool `json:"active"`
	}
}

// ServiceTokenInput asks, with the service's own credential, for a token to call
// the provider with.
type ServiceTokenInput struct {
	Body struct {
		Service    string `json:"service" maxLength:"100"`
		Credential string `json:"credential" maxLength:"200"`
		Provider   string `json:"provider" maxLength:"100"`
	}
}

// ServiceToken names the calling service to one provider.
type ServiceToken struct {
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expires_at"`
}

// RevocationsInput says how far the caller knows.
type RevocationsInput struct {
	Since int64 `query:"since" minimum:"0" doc:"next of the last answer; 0 for all that matters still"`
}
