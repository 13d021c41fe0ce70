package web

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
)

// sheet is a drawn page with places left open for the key of each answer's form. It is
// compressed once: between the compressed parts the key is written as it is, which the
// format allows (RFC 1951, 3.2.4), and only the sum over the whole is made anew.
type sheet struct {
	parts  [][]byte // the key goes between them
	zipped [][]byte // raw deflate, each ending on a byte's end; the last ends the stream
	length int      // of the parts together
}

func newSheet(html []byte, key string) *sheet {
	s := &sheet{parts: bytes.Split(html, []byte(key)), length: 0}
	s.zipped = make([][]byte, len(s.parts))
	for i, p := range s.parts {
		s.length += len(p)
		s.zipped[i] = deflated(p, i == len(s.parts)-1)
	}
	return s
}

// deflated compresses one part. No part refers to what stands in another.
func deflated(p []byte, last bool) []byte {
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, flate.DefaultCompression) // the level is valid
	_, _ = z.Write(p)                                     // a buffer takes everything
	if last {
		_ = z.Close()
	} else {
		_ = z.Flush()
	}
	return b.Bytes()
}

// size is what the sheet takes in memory, in bytes.
func (s *sheet) size() int {
	n := s.length
	for _, z := range s.zipped {
		n += len(z)
	}
	return n
}

// send answers with the sheet, compressed for who takes it.
func (s *sheet) send(w http.ResponseWriter, r *http.Request, key string) {
	h := w.Header()
	var body []byte
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = s.gzip(key)
	} else {
		body = s.plain(key)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // nobody to tell when the visitor is gone
}

func (s *sheet) plain(key string) []byte {
	if len(s.parts) == 1 {
		return s.parts[0]
	}
	b := make([]byte, 0, s.length+len(key)*(len(s.parts)-1))
	for i, p := range s.parts {
		if i > 0 {
			b = append(b, key...)
		}
		b = append(b, p...)
	}
	return b
}

// gzipHead is a gzip stream's beginning: deflate, no name, no time, unknown system (RFC 1952).
const gzipHead = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

func (s *sheet) gzip(key string) []byte {
	room := len(gzipHead) + 8
	for _, z := range s.zipped {
		room += len(z) + 5 + len(key)
	}
	b := append(make([]byte, 0, room), gzipHead...)
	sum, length := uint32(0), s.length
	for i, z := range s.zipped {
		if i > 0 {
			b = append(stored(b, len(key)), key...)
			sum, length = crc32.Update(sum, crc32.IEEETable, []byte(key)), length+len(key)
		}
		b = append(b, z...)
		sum = crc32.Update(sum, crc32.IEEETable, s.parts[i])
	}
	b = binary.LittleEndian.AppendUint32(b, sum)
	return binary.LittleEndian.AppendUint32(b, uint32(length))
}

// stored begins a block of n bytes that are not compressed, n below 65,536.
func stored(b []byte, n int) []byte {
	b = append(b, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(n))
	return binary.LittleEndian.AppendUint16(b, ^uint16(n))
}

// acceptsGzip reads an Accept-Encoding; one that refuses it (q=0) gets it plain.
func acceptsGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			_, q, said := strings.Cut(weight, "=")
			n, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			return !said || err == nil && n > 0
		}
	}
	return false
}
