// Package user is user-service: a customer's profile, the addresses they keep and
// the people they send flowers to.
//
// Its rules:
//   - Who the accounts are is auth-service's: a profile begins with its event and
//     ends with it, whichever event is heard first. Until one has arrived there is
//     nothing to show: lists are empty, all else answers profile_not_ready.
//   - What the customer wrote, no event writes over.
//   - Addresses and recipients are bounded by a counter in the profile's row, which
//     one conditional write takes.
//   - Telephone numbers and RUTs are checked and stored in one form; a comuna stays
//     as it was typed.
//
// Customers call it about themselves, and nobody else does. It calls nobody.
package user
