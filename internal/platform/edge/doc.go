// Package edge is what both doors, gateway and frontend, put before everything
// else: the client's address from trusted proxies only, limits, security headers,
// the removal of headers that only services may send, and the refusal of requests
// that another site makes a browser send.
package edge
