package mongo_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/mongo"
)

// all has every kind of value that a document is made of.
type all struct {
	Text  string         `json:"text"`
	Whole int64          `json:"whole"`
	Part  float64        `json:"part"`
	Yes   bool           `json:"yes"`
	At    time.Time      `json:"at"`
	List  []string       `json:"list"`
	Map   map[string]int `json:"map"`
	Deep  []all          `json:"deep,omitzero"`
	Maybe *int           `json:"maybe"`
	Left  string         `json:"left,omitzero"`
}

func TestADocumentIsReadAsItWasWritten(t *testing.T) {
	one := 1
	for name, v := range map[string]all{
		"zero":     {List: []string{}, Map: map[string]int{}},
		"texts":    {Text: "ñandú 🌷 \"\\\n\x00", List: []string{"", "á"}, Map: map[string]int{"a-b_c": 1, "ñ": 2}, Left: "x"},
		"greatest": {Whole: math.MaxInt64, Part: math.MaxFloat64, List: []string{}, Map: map[string]int{}},
		"least":    {Whole: math.MinInt64, Part: math.SmallestNonzeroFloat64, List: []string{}, Map: map[string]int{}, Maybe: &one},
		"times":    {At: noon, Yes: true, Part: 0.1, List: []string{}, Map: map[string]int{}},
		"deep":     {List: []string{}, Map: map[string]int{}, Deep: []all{{List: []string{"a"}, Map: map[string]int{"x": -1}, At: noon.Add(time.Nanosecond)}}},
	} {
		doc, err := mongo.Encode(v)
		must(t, err)
		stored, err := bson.Marshal(doc)
		must(t, err)
		var got all
		must(t, mongo.Decode(stored, &got))
		if !reflect.DeepEqual(got, v) {
			t.Errorf("%s:\nwrote %+v\n read %+v", name, v, got)
		}
	}
}

func TestTheServerKeepsEveryDigit(t *testing.T) {
	d, _ := ready(t)
	v := all{Text: "ñ", Whole: 1<<53 + 1, Part: 1.0 / 3, At: noon, List: []string{}, Map: map[string]int{"a": math.MaxInt32 + 1}, Deep: []all{{Whole: math.MinInt64, List: []string{"b", "a"}, Map: map[string]int{}}}}
	must(t, d.Put(t.Context(), things, mongo.Write{ID: "a", Doc: v}))
	got, err := mongo.One[all](t.Context(), d, things, bson.D{{Key: "_id", Value: "a"}})
	must(t, err)
	if !reflect.DeepEqual(*got, v) {
		t.Errorf("\nwrote %+v\n read %+v", v, *got)
	}
}

func TestWhatCannotBeKeptWholeIsRefused(t *testing.T) {
	for want, v := range map[string]any{
		`"a.b"`:          map[string]int{"a.b": 1},
		`"$set"`:         map[string]any{"x": []any{map[string]int{"$set": 1}}},
		`""`:             map[string]int{"": 1},
		`"a\x00"`:        map[string]int{"a\x00": 1},
		"64-bit":         map[string]uint64{"a": math.MaxUint64},
		"array within":   map[string]any{"a": [][]int{{1}}},
		"a document":     []int{1},
		"map[int]func()": map[int]func(){1: nil},
	} {
		if _, err := mongo.Encode(v); err == nil || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	stored, err := bson.Marshal(bson.D{{Key: "at", Value: bson.NewObjectID()}})
	must(t, err)
	if err := mongo.Decode(stored, &all{}); err == nil || !strings.Contains(err.Error(), "at") {
		t.Errorf("a foreign kind: %v", err)
	}
}
