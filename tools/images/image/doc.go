// Package image builds the shop's binary and makes OCI images of it.
package image
