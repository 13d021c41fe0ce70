// Package static holds the files every page needs: the style sheet, two scripts
// and two typefaces. They are embedded, and each is served under an address that
// holds the hash of its bytes, so that a browser may keep it for ever and a new
// release never meets an old file.
//
// The style sheet is written as parts (assets/css, in the order of their names)
// and served as one file. Pages name a file by its plain name:
//
//	static.URL("app.css")  →  /static/app.3f2a91c0d4e7.css
package static
