// Package contact is contact-service: messages from visitors, and the staff's
// answers to them.
//
// Its rules:
//   - A message is stored first and mailed second: message and event are one write.
//   - Without consent to be answered by mail nothing is stored.
//   - A visitor who sends twice under one key has one message and one number.
//   - A message is one document with its replies; every change states the
//     revision that it replaces.
//   - When an account is deleted, what that mailbox had written until then stays
//     as a number and a state, with no word of its own.
//
// Everybody may write to it; staff read and answer. It calls nobody.
package contact
