package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The parts of MongoDB's wire protocol that the proxy has to understand.
// Source: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
const (
	headerBytes = 16
	// maxMessageBytes is mongod's maxMessageSizeBytes.
	maxMessageBytes = 48_000_000

	opQuery = 2004
	opMsg   = 2013

	flagMoreToCome     = 1 << 1  // of OP_MSG: the sender says more, or wants no answer
	flagExhaustAllowed = 1 << 16 // of OP_MSG: the sender takes several answers
)

// message is one message of the protocol, header included.
type message []byte

// readMessage reads one message; io.EOF means that the peer has left between two.
func readMessage(r io.Reader) (message, error) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(header[:])
	if size < headerBytes+5 || size > maxMessageBytes {
		return nil, fmt.Errorf("a message of %d bytes", size)
	}
	m := make(message, size)
	copy(m, header[:])
	if _, err := io.ReadFull(r, m[headerBytes:]); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	return m, nil
}

func (m message) opcode() uint32 { return binary.LittleEndian.Uint32(m[12:]) }

// has tells whether an OP_MSG carries the flag; other messages have none.
func (m message) has(flag uint32) bool {
	return m.opcode() == opMsg && binary.LittleEndian.Uint32(m[headerBytes:])&flag != 0
}

// without takes a flag from an OP_MSG.
func (m message) without(flag uint32) {
	if m.has(flag) {
		flags := m[headerBytes : headerBytes+4]
		binary.LittleEndian.PutUint32(flags, binary.LittleEndian.Uint32(flags)&^flag)
	}
}

// command is the name of the command that a request carries: the first field
// of its document.
func (m message) command() (string, error) {
	switch m.opcode() {
	case opMsg:
		return m.msgCommand()
	case opQuery: // flags, collection name, two numbers, document
		rest := m[headerBytes+4:]
		end := bytes.IndexByte(rest, 0)
		if end < 0 || len(rest) < end+1+8 {
			return "", errShort
		}
		return firstField(rest[end+1+8:])
	default:
		return "", fmt.Errorf("operation code %d is not supported", m.opcode())
	}
}

var errShort = errors.New("a message that ends too early")

// msgCommand looks through an OP_MSG's sections for its body, which may stand
// after the sequences of documents (inserts, updates) that belong to it.
func (m message) msgCommand() (string, error) {
	rest := m[headerBytes+4:]
	for len(rest) > 0 {
		kind := rest[0]
		rest = rest[1:]
		if kind == 0 {
			return firstField(rest)
		}
		if len(rest) < 4 {
			return "", errShort
		}
		size := binary.LittleEndian.Uint32(rest)
		if kind != 1 || size < 4 || uint64(size) > uint64(len(rest)) {
			return "", errShort
		}
		rest = rest[size:]
	}
	return "", errShort
}

// firstField is the name of a BSON document's first element.
func firstField(document []byte) (string, error) {
	const before = 4 + 1 // the document's size, the element's type
	if len(document) <= before {
		return "", errShort
	}
	name := document[before:]
	end := bytes.IndexByte(name, 0)
	if end < 0 {
		return "", errShort
	}
	return string(name[:end]), nil
}
