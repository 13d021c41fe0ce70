package mongo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// Encode makes the BSON form of a value from its JSON form, so that a document has
// one description for both of its stores: whole numbers are int64, others double,
// times stay RFC 3339 texts with all their digits.
func Encode(v any) (bson.D, error) {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	dec := jsontext.NewDecoder(bytes.NewReader(text))
	value, err := decodeJSON(dec)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	doc, ok := value.(bson.D)
	if !ok {
		return nil, fmt.Errorf("encode %T: a document is needed", v)
	}
	return doc, nil
}

// decodeJSON reads one value.
func decodeJSON(dec *jsontext.Decoder) (any, error) {
	switch kind := dec.PeekKind(); kind {
	case '{':
		return decodeObject(dec)
	case '[':
		return decodeArray(dec)
	default:
		t, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		switch kind {
		case '"':
			return t.String(), nil
		case '0':
			return number(t.String())
		case 't', 'f':
			return t.Bool(), nil
		}
		return nil, nil // null
	}
}

func decodeObject(dec *jsontext.Decoder) (any, error) {
	doc := bson.D{}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != '}' {
		t, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		name := t.String()
		if name == "" || name[0] == '$' || strings.ContainsAny(name, ".\x00") {
			return nil, fmt.Errorf("a member named %q cannot be stored", name)
		}
		value, err := decodeJSON(dec)
		if err != nil {
			return nil, err
		}
		doc = append(doc, bson.E{Key: name, Value: value})
	}
	_, err := dec.ReadToken()
	return doc, err
}

func decodeArray(dec *jsontext.Decoder) (any, error) {
	list := bson.A{}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != ']' {
		value, err := decodeJSON(dec)
		if err != nil {
			return nil, err
		}
		if _, within := value.(bson.A); within {
			return nil, errors.New("an array within an array cannot be stored")
		}
		list = append(list, value)
	}
	_, err := dec.ReadToken()
	return list, err
}

// number is an int64 where it can be one; it never loses a digit of a whole number.
func number(text string) (any, error) {
	if !strings.ContainsAny(text, ".eE") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is no 64-bit number", text)
		}
		return n, nil
	}
	return strconv.ParseFloat(text, 64)
}

// Decode reads into v what Encode made.
func Decode(doc bson.Raw, v any) error {
	var text bytes.Buffer
	enc := jsontext.NewEncoder(&text)
	if err := encodeDocument(enc, doc, jsontext.BeginObject, jsontext.EndObject); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	if err := json.UnmarshalRead(&text, v); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}

// encodeDocument writes a document or, between other brackets, an array.
func encodeDocument(enc *jsontext.Encoder, doc bson.Raw, begin, end jsontext.Token) error {
	elements, err := doc.Elements()
	if err != nil {
		return err
	}
	if err := enc.WriteToken(begin); err != nil {
		return err
	}
	for _, e := range elements {
		if begin.Kind() == '{' {
			if err := enc.WriteToken(jsontext.String(e.Key())); err != nil {
				return err
			}
		}
		if err := encodeValue(enc, e.Value()); err != nil {
			return fmt.Errorf("%s: %w", e.Key(), err)
		}
	}
	return enc.WriteToken(end)
}

func encodeValue(enc *jsontext.Encoder, v bson.RawValue) error {
	switch v.Type {
	case bson.TypeEmbeddedDocument:
		return encodeDocument(enc, v.Document(), jsontext.BeginObject, jsontext.EndObject)
	case bson.TypeArray:
		return encodeDocument(enc, bson.Raw(v.Array()), jsontext.BeginArray, jsontext.EndArray)
	case bson.TypeString:
		return enc.WriteToken(jsontext.String(v.StringValue()))
	case bson.TypeInt64:
		return enc.WriteToken(jsontext.Int(v.Int64()))
	case bson.TypeInt32: // of whoever wrote by hand
		return enc.WriteToken(jsontext.Int(int64(v.Int32())))
	case bson.TypeDouble:
		return enc.WriteToken(jsontext.Float(v.Double()))
	case bson.TypeBoolean:
		return enc.WriteToken(jsontext.Bool(v.Boolean()))
	case bson.TypeNull:
		return enc.WriteToken(jsontext.Null)
	}
	return fmt.Errorf("a %s has no JSON form", v.Type)
}
