package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

func encode(opcode uint32, body []byte) []byte {
	m := make([]byte, headerBytes, headerBytes+len(body))
	binary.LittleEndian.PutUint32(m, uint32(headerBytes+len(body)))
	binary.LittleEndian.PutUint32(m[12:], opcode)
	return append(m, body...)
}

func document(t *testing.T, name string) []byte {
	t.Helper()
	b, err := bson.Marshal(bson.D{{Key: name, Value: 1}, {Key: "other", Value: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheCommandOfARequest(t *testing.T) {
	body := append([]byte{0}, document(t, "update")...)
	sequence := append([]byte{1}, binary.LittleEndian.AppendUint32(nil, uint32(4+2+len(body)))...)
	sequence = append(append(sequence, 'u', 0), body...)
	query := append([]byte{0, 0, 0, 0}, "admin.$cmd\x00\x00\x00\x00\x00\x01\x00\x00\x00"...)
	flags := []byte{0, 0, 0, 0}
	for name, tt := range map[string]struct {
		message []byte
		want    string // empty: refused
	}{
		"body first":         {encode(opMsg, append(bytes.Clone(flags), body...)), "update"},
		"body last":          {encode(opMsg, append(append(bytes.Clone(flags), sequence...), body...)), "update"},
		"legacy query":       {encode(opQuery, append(query, document(t, "isMaster")...)), "isMaster"},
		"no body":            {encode(opMsg, append(bytes.Clone(flags), sequence...)), ""},
		"too long a part":    {encode(opMsg, []byte{0, 0, 0, 0, 1, 255, 255, 255, 255}), ""},
		"too short a part":   {encode(opMsg, []byte{0, 0, 0, 0, 1, 0, 0, 0, 0}), ""},
		"empty document":     {encode(opMsg, []byte{0, 0, 0, 0, 0, 5, 0, 0, 0, 0}), ""},
		"query cut":          {encode(opQuery, query[:16]), ""},
		"unknown operations": {encode(2012, make([]byte, 20)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := readMessage(bytes.NewReader(tt.message))
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.command()
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestMessagesOfAnImpossibleSizeAreRefused(t *testing.T) {
	for _, size := range []uint32{0, headerBytes, maxMessageBytes + 1, 1 << 31} {
		m := encode(opMsg, make([]byte, 8))
		binary.LittleEndian.PutUint32(m, size)
		if _, err := readMessage(bytes.NewReader(m)); err == nil {
			t.Errorf("%d bytes were read", size)
		}
	}
	if _, err := readMessage(bytes.NewReader(nil)); err != io.EOF {
		t.Errorf("nothing to read: %v, want io.EOF", err)
	}
}

func TestAFlagIsTakenAndTheOthersStay(t *testing.T) {
	m := message(encode(opMsg, []byte{0b11, 0, 1, 0, 0}))
	m.without(flagMoreToCome)
	if m.has(flagMoreToCome) || !m.has(flagExhaustAllowed) || !m.has(1) {
		t.Errorf("flags % x", m[headerBytes:headerBytes+4])
	}
	if query := message(encode(opQuery, []byte{2, 0, 0, 0, 0})); query.has(flagMoreToCome) {
		t.Error("an OP_QUERY has no such flag")
	}
}
