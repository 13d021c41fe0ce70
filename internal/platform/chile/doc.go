// Package chile reads what people in Chile type into a form: telephone numbers,
// the tax number (RUT) and names that must match whatever their accents.
//
// A refusal is an *Error with a stable code and numbers for a sentence; the
// sentence itself is the page's, in the reader's language.
package chile
