// Package auth is auth-service: who people are to the shop. It keeps accounts,
// passwords, roles and sessions, signs the tokens that every service verifies
// for itself, and tells verifiers what was revoked.
//
// Its rules:
//   - Whether an e-mail is known shows nowhere: answers, and the work behind
//     them, are alike. Until it is verified, a log-in answers as for a wrong password.
//   - Only hashes are stored: argon2id of passwords, SHA-256 of tokens.
//   - A refresh token is used once. Parallel tabs that send the same one within
//     Config.RefreshGrace get the same successor; after that, a second use ends
//     the session, since somebody has a copy.
//   - A link works once, and sets the password of whoever asked for that mail.
//   - There is always one active administrator.
//
// Everybody calls it: the doors for people, every service for keys,
// revocations and service tokens. It calls nobody.
package auth
