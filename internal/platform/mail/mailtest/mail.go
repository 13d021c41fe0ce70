package mailtest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
)

// Mail is what the server took, read as a mail program reads it.
type Mail struct {
	From      string // of the envelope
	To        []string
	Encrypted bool
	Raw       []byte

	Header    netmail.Header
	MessageID string
	Subject   string
	Text      string
	HTML      string
}

func (m Mail) read() (Mail, error) {
	msg, err := netmail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		return m, err
	}
	m.Header, m.MessageID = msg.Header, msg.Header.Get("Message-Id")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		return m, err
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		return m, fmt.Errorf("content is %q, %v", kind, err)
	}
	for parts := multipart.NewReader(msg.Body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return m, nil
		}
		if err != nil {
			return m, err
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			return m, err
		}
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		switch kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind {
		case "text/plain":
			m.Text = string(body)
		case "text/html":
			m.HTML = string(body)
		default:
			return m, fmt.Errorf("a part is %q", kind)
		}
	}
}
