// Package e2e walks through the shop as people do: a real browser on the real
// pages of a whole shop, and a real SMTP server that takes its mails. What it
// asserts is what is seen: words, prices, addresses; never how a page is built.
//
// visitor.go and florist.go are the people, tab.go is their browser's tab, chrome.go
// and mailpit.go start what they need. Pictures of the main pages are written to
// test/out, or to the directory that FLORES_SCREENSHOTS names.
package e2e
