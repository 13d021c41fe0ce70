package mailtest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/textproto"
	"regexp"
	"strings"
)

// dialogue is one connection.
type dialogue struct {
	s      *Server
	conn   net.Conn
	text   *textproto.Conn
	secure bool
	known  bool // logged in
	mail   Mail
}

var links = regexp.MustCompile(`https?://[^\s"<]+`)

// say answers, or strikes with the fault of that place; false ends the connection.
func (d *dialogue) say(at, to, reply string) (refused, alive bool) {
	f, bad := d.s.strike(at, to)
	switch {
	case bad && f.Reply == "":
		return true, false
	case bad:
		return true, d.text.PrintfLine("%s", f.Reply) == nil
	}
	return false, d.text.PrintfLine("%s", reply) == nil
}

func (d *dialogue) run() {
	d.text = textproto.NewConn(d.conn)
	d.secure = d.s.implicit
	if refused, alive := d.say(AtGreeting, "", "220 mail.example ESMTP"); refused || !alive {
		return
	}
	for {
		line, err := d.text.ReadLine()
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(line, " ")
		if !d.obey(strings.ToUpper(verb), rest) {
			return
		}
	}
}

func (d *dialogue) obey(verb, rest string) (alive bool) {
	switch verb {
	case "EHLO", "HELO":
		return d.greet()
	case "STARTTLS":
		return d.encrypt()
	case "AUTH":
		return d.logIn(rest)
	case "MAIL":
		if d.s.users != nil && !d.known {
			return d.reply("530 5.7.0 log in first")
		}
		d.mail = Mail{From: path(rest), Encrypted: d.secure}
		_, alive = d.say(AtSender, "", "250 2.1.0 ok")
		return alive
	case "RCPT":
		var refused bool
		if refused, alive = d.say(AtRecipient, path(rest), "250 2.1.5 ok"); !refused {
			d.mail.To = append(d.mail.To, path(rest))
		}
		return alive
	case "DATA":
		return d.data()
	case "RSET", "NOOP":
		return d.reply("250 2.0.0 ok")
	case "QUIT":
		_ = d.reply("221 2.0.0 bye")
		return false
	}
	return d.reply("500 5.5.2 what?")
}

func (d *dialogue) greet() bool {
	lines := []string{"mail.example", "ENHANCEDSTATUSCODES", "8BITMIME"}
	if d.s.config != nil && !d.secure {
		lines = append(lines, "STARTTLS")
	}
	if d.s.users != nil {
		lines = append(lines, "AUTH PLAIN")
	}
	for i, l := range lines {
		sep := "-"
		if i == len(lines)-1 {
			sep = " "
		}
		if !d.reply("250" + sep + l) {
			return false
		}
	}
	return true
}

func (d *dialogue) encrypt() bool {
	if d.s.config == nil || !d.reply("220 2.0.0 go on") {
		return false
	}
	secured := tls.Server(d.conn, d.s.config)
	if secured.Handshake() != nil {
		return false
	}
	d.text, d.secure = textproto.NewConn(secured), true
	return true
}

func (d *dialogue) logIn(rest string) bool {
	_, given, _ := strings.Cut(rest, " ")
	b, _ := base64.StdEncoding.DecodeString(given)
	parts := bytes.Split(b, []byte{0})
	if len(parts) == 3 && d.s.users[string(parts[1])] == string(parts[2]) && len(parts[2]) > 0 {
		d.known = true
		return d.reply("235 2.7.0 welcome")
	}
	return d.reply("535 5.7.8 wrong password")
}

func (d *dialogue) data() bool {
	if len(d.mail.To) == 0 {
		return d.reply("503 5.5.1 nobody to send to")
	}
	if refused, alive := d.say(AtData, "", "354 go on"); refused || !alive {
		return alive
	}
	raw, err := d.text.ReadDotBytes()
	if err != nil {
		return false
	}
	mail := d.mail
	mail.Raw = raw
	f, bad := d.s.strike(AtEnd, "")
	if bad && !f.Kept {
		if f.Repeats {
			read, _ := mail.read()
			f.Reply += " " + strings.Join(links.FindAllString(read.Text, -1), " ")
		}
		return f.Reply != "" && d.reply(f.Reply)
	}
	read, err := mail.read()
	if err != nil {
		return d.reply("554 5.6.0 that is no mail: " + err.Error())
	}
	d.s.take(read)
	return !bad && d.reply("250 2.0.0 taken")
}

func (d *dialogue) reply(line string) bool { return d.text.PrintfLine("%s", line) == nil }

// path is the address in "FROM:<a@b> SIZE=1".
func path(rest string) string {
	_, after, _ := strings.Cut(rest, "<")
	address, _, _ := strings.Cut(after, ">")
	return address
}
