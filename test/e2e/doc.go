// Package e2e walks through the shop as people do: a real browser on the real
// pages of a whole shop, and a real SMTP server that takes its mails. What the tests
// assert is what is seen: words, prices, addresses; never how a page is built.
//
// The people are in visitor_test.go and florist_test.go, their tab of the browser in
// tab_test.go, find_test.go and judge_test.go. Every tab is judged at its end: the
// console said nothing, no text was unwritten, every link led somewhere. Pictures of
// the main pages, and of what a test failed on, are written to test/out, or to the
// directory that FLORES_SCREENSHOTS names.
package e2e
