// Package contracttest proves of an operation that what is sent is what arrives:
// random valid inputs, random outputs and every refusal, in memory and over HTTP.
package contracttest
