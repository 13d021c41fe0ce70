// Package words writes the shop's mails: what each kind of mail says in Spanish
// and English, and the frame around it as HTML and as text. Both forms come from
// the same words, so they cannot differ.
//
// A kind is a file in each language, es/<kind>.tmpl and en/<kind>.tmpl, which
// defines a few pieces as plain text: subject, title, body (paragraphs parted by
// an empty line), and where it has them action (what the button says), quote and
// after. The frame knows the rest: the order, its amounts, the link.
//
// The mails follow the shop's tone: plain, warm, exact, no exclamation marks, so
// that the same words do for a birthday and for a funeral.
package words
