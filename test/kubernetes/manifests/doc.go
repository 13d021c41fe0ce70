// Package manifests builds the overlays of kubernetes/ as kubectl apply -k does, and lays
// what comes out in the files that the requirements document names.
package manifests
