package authapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Accounts and sessions.
var (
	Register = contract.Post[RegisterInput, Registered]("/api/auth/register", contract.Public, contract.PerAddress(10, 10*time.Minute), contract.Answers(202), contract.Refuses("password_common"),
		contract.Once("registering again is answered alike"), contract.Doc("Open an account; the answer never tells whether the e-mail was known"))
	Login = contract.Post[LoginInput, SignIn]("/api/auth/login", contract.Public, contract.PerAddress(20, time.Minute), contract.Refuses("credentials_invalid"),
		contract.Once("a repeat opens another session"), contract.Doc("Sign in"))
	Refresh = contract.Post[RefreshInput, SignIn]("/api/auth/refresh", contract.Public, contract.Refuses("refresh_invalid"),
		contract.Once("within 30 s a repeat gives the same refresh token"), contract.Doc("Exchange a refresh token for the next pair"))
	Logout = contract.Post[LogoutInput, contract.None]("/api/auth/logout", contract.Owner, contract.BeforePassword,
		contract.Once("ending an ended session changes nothing"), contract.Doc("Sign out, by refresh token or access token"))
	Me = contract.Get[contract.None, User]("/api/auth/me", contract.SignedIn, contract.BeforePassword, contract.Doc("The caller's own account"))

	ListSessions = contract.Get[contract.None, Sessions]("/api/auth/sessions", contract.SignedIn, contract.Doc("Where the caller is signed in"))
	EndSession   = contract.Delete[SessionID, contract.None]("/api/auth/sessions/{id}", contract.SignedIn, contract.Refuses("session_not_found"), contract.Doc("Sign one device out"))
	EndOthers    = contract.Delete[contract.None, contract.None]("/api/auth/sessions", contract.SignedIn, contract.Doc("Sign out everywhere but here"))

	ChangePassword = contract.Post[ChangePasswordInput, Access]("/api/auth/change-password", contract.SignedIn, contract.BeforePassword, contract.Refuses("password_wrong", "password_same", "password_common"),
		contract.Once("the repeat's current password is not current any more"), contract.Doc("Change the password; ends the other sessions"))
	DeleteAccount = contract.Post[DeleteAccountInput, contract.None]("/api/auth/delete-account", contract.SignedIn, contract.Refuses("password_wrong", "last_admin", "account_changed"),
		contract.Once("an account is deleted once"), contract.Doc("Delete the account for good; orders are anonymised"))
)

// By mailed link.
var (
	VerifyEmail = contract.Post[OneTimeInput, contract.None]("/api/auth/verify-email", contract.Public, contract.PerAddress(20, 10*time.Minute), contract.Refuses("link_invalid"),
		contract.Once("a link works once"), contract.Doc("Verify the e-mail by the token of the mailed link"))
	ResendVerification = contract.Post[MailInput, contract.None]("/api/auth/resend-verification", contract.Public, contract.PerAddress(5, 10*time.Minute), contract.Answers(202),
		contract.Once("a second mail does no harm"), contract.Doc("Mail the verification link again; the answer never tells whether the e-mail is known"))
	ForgotPassword = contract.Post[MailInput, contract.None]("/api/auth/forgot-password", contract.Public, contract.PerAddress(5, 10*time.Minute), contract.Answers(202),
		contract.Once("a second mail does no harm"), contract.Doc("Mail a link to choose a new password; the answer never tells whether the e-mail is known"))
	ResetPassword = contract.Post[ResetPasswordInput, contract.None]("/api/auth/reset-password", contract.Public, contract.PerAddress(20, 10*time.Minute), contract.Refuses("link_invalid", "password_common"),
		contract.Once("a link works once"), contract.Doc("Set a new password by the token of the mailed link; ends all sessions"))
)

// For staff.
var (
	ListUsers = contract.Get[UsersInput, contract.List[User]]("/api/auth/users", contract.Needs(UsersRead), contract.Doc("Users and their roles"))
	GetUser   = contract.Get[UserID, User]("/api/auth/users/{id}", contract.Needs(UsersRead), contract.Refuses("user_not_found"))
	SetRole   = contract.Put[SetRoleInput, User]("/api/auth/users/{id}/role", contract.Needs(UsersWrite), contract.Refuses("user_not_found", "own_account", "last_admin", "email_not_verified"),
		contract.Doc("Give a user another role; their sessions end"))
	SetActive = contract.Put[SetActiveInput, User]("/api/auth/users/{id}/active", contract.Needs(UsersWrite), contract.Refuses("user_not_found", "own_account", "last_admin"),
		contract.Doc("Let a user in, or no more; their sessions end"))
)

// For services.
var (
	Keys = contract.Get[contract.None, tokens.JWKS]("/api/auth/jwks", contract.Public, contract.Doc("The public keys that tokens are verified with (RFC 7517)"))

	IssueServiceToken = contract.Post[ServiceTokenInput, ServiceToken]("/internal/auth/service-tokens", contract.Credential, contract.Refuses("credential_invalid", "unknown_service"),
		contract.Repeatable("every token is as good as another"))
	Revocations = contract.Get[RevocationsInput, tokens.Feed]("/internal/auth/revocations", contract.Internal(services...))
)

// services verify tokens, and so follow the feed of revocations.
var services = []string{
	Service, "product-service", "user-service", "order-service", "cart-service",
	"wishlist-service", "review-service", "contact-service", "notification-service",
}

// Operations lists all of them.
func Operations() []*contract.Op {
	return []*contract.Op{
		Register.Meta(), Login.Meta(), Refresh.Meta(), Logout.Meta(), Me.Meta(),
		ListSessions.Meta(), EndSession.Meta(), EndOthers.Meta(), ChangePassword.Meta(), DeleteAccount.Meta(),
		VerifyEmail.Meta(), ResendVerification.Meta(), ForgotPassword.Meta(), ResetPassword.Meta(),
		ListUsers.Meta(), GetUser.Meta(), SetRole.Meta(), SetActive.Meta(),
		Keys.Meta(), IssueServiceToken.Meta(), Revocations.Meta(),
	}
}
