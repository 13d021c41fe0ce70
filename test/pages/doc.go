// Package pages reads the pages of a whole shop as a browser without scripts does:
// it follows links and redirects, keeps cookies and sends the forms that stand on a
// page. What a form changes is then asked of the API, whose answer nobody draws.
package pages
