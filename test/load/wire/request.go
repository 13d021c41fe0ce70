package wire

import (
	"fmt"
	"strings"
)

// Header is one line of a request's head.
type Header struct{ Name, Value string }

// Get is a request for a path, with its query, as bytes to send many times.
func Get(host, path string, headers ...Header) []byte {
	return request("GET", host, path, nil, headers)
}

// Post is a request with a JSON body.
func Post(host, path string, body []byte, headers ...Header) []byte {
	return request("POST", host, path, body, headers)
}

func request(method, host, path string, body []byte, headers []Header) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	for _, h := range headers {
		fmt.Fprintf(&b, "%s: %s\r\n", h.Name, h.Value)
	}
	if method == "POST" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return []byte(b.String())
}
