package mongo_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/mongo"
)

func TestAWriteReplacesTheRevisionThatItStates(t *testing.T) {
	d, _ := ready(t)
	ctx := t.Context()
	must(t, put(ctx, d, 0, thing{ID: "a", Name: "one"}))
	if err := put(ctx, d, 1, thing{ID: "b", Name: "none"}); !errors.Is(err, mongo.ErrConflict) {
		t.Errorf("a change of nothing: %v", err)
	}
	must(t, put(ctx, d, 1, thing{ID: "a", Name: "two", N: 2}))
	if err := put(ctx, d, 1, thing{ID: "a", Name: "late"}); !errors.Is(err, mongo.ErrConflict) {
		t.Errorf("a stale change: %v", err)
	}
	if v := read(t, d, "a"); v == nil || *v != (thing{ID: "a", Name: "two", N: 2}) {
		t.Errorf("%+v", v)
	}
	if v := read(t, d, "b"); v != nil {
		t.Errorf("%+v", v)
	}
}

func TestComputedFieldsComeAndGo(t *testing.T) {
	d, _ := ready(t)
	w := mongo.Write{ID: "a", Doc: thing{ID: "a", Name: "a"}, Fields: bson.D{{Key: "tag", Value: "x"}, {Key: "never", Value: nil}}}
	must(t, d.Put(t.Context(), things, w))
	if text := raw(t, d, "a"); !strings.Contains(text, `"tag": "x"`) || strings.Contains(text, "never") {
		t.Error(text)
	}
	w.Before, w.Fields = 1, bson.D{{Key: "tag", Value: nil}}
	must(t, d.Put(t.Context(), things, w))
	if text := raw(t, d, "a"); strings.Contains(text, "tag") {
		t.Error(text)
	}
}

func TestAUniqueValueIsOneDocuments(t *testing.T) {
	d, _ := ready(t)
	write := func(id, name string, tag any, before int64) error {
		return d.Put(t.Context(), things, mongo.Write{ID: id, Before: before, Doc: thing{ID: id, Name: name}, Fields: bson.D{{Key: "tag", Value: tag}}})
	}
	must(t, write("a", "a", "x", 0))
	must(t, write("b", "b", nil, 0))
	must(t, write("c", "c", nil, 0)) // any number has no tag
	for name, c := range map[string]struct {
		err   error
		index string
	}{
		"an insert with its id":   {write("a", "d", nil, 0), "_id_"},
		"an insert with its name": {write("d", "a", nil, 0), "name"},
		"an insert with its tag":  {write("d", "d", "x", 0), "tag"},
		"a change to its name":    {write("b", "a", nil, 1), "name"},
		"a change to its tag":     {write("b", "b", "x", 1), "tag"},
	} {
		if !mongo.IsDuplicate(c.err) {
			t.Errorf("%s: %v", name, c.err)
		}
		if index := mongo.DuplicateIndex(c.err); index != c.index && index != "" {
			t.Errorf("%s: index %q", name, index)
		}
	}
	if mongo.IsDuplicate(nil) || mongo.IsDuplicate(mongo.ErrConflict) || mongo.DuplicateIndex(mongo.ErrConflict) != "" {
		t.Error("it sees duplicates everywhere")
	}
	if v := read(t, d, "b"); v.Name != "b" || read(t, d, "d") != nil {
		t.Errorf("%+v", v)
	}
}

func TestManyWritersOfOneDocumentLoseNoChange(t *testing.T) {
	d, o := ready(t)
	must(t, put(t.Context(), d, 0, thing{ID: "a", Name: "a"}))
	var conflicts atomic.Int64
	together(func(n int) {
		for {
			v := read(t, d, "a")
			rev := int64(v.N) + 1
			v.N++
			err := put(t.Context(), d, rev, *v, o.Stored(news(fmt.Sprint("e", n)))...)
			if err == nil {
				return
			}
			if !errors.Is(err, mongo.ErrConflict) {
				t.Error(err)
				return
			}
			conflicts.Add(1)
		}
	})
	if v := read(t, d, "a"); v.N != crowd || len(pending(t, o)) != crowd {
		t.Errorf("%+v, %d events, %d conflicts", v, len(pending(t, o)), conflicts.Load())
	}
}

func TestAListIsAPageInOrder(t *testing.T) {
	d, _ := ready(t)
	for n := range 5 {
		must(t, put(t.Context(), d, 0, thing{ID: fmt.Sprint(n), Name: fmt.Sprint("n", n), N: n % 2}))
	}
	odd := bson.D{{Key: "doc.n", Value: 1}}
	for _, c := range []struct {
		filter bson.D
		page   mongo.Page
		want   string
	}{
		{bson.D{}, mongo.Page{Sort: bson.D{{Key: "_id", Value: -1}}, Limit: 2}, "4 3 "},
		{bson.D{}, mongo.Page{Sort: bson.D{{Key: "doc.n", Value: 1}, {Key: "_id", Value: 1}}, Offset: 1, Limit: 3}, "2 4 1 "},
		{odd, mongo.Page{Sort: bson.D{{Key: "_id", Value: 1}}}, "1 3 "},
		{bson.D{{Key: "_id", Value: "none"}}, mongo.Page{}, ""},
	} {
		list, err := mongo.List[thing](t.Context(), d, things, c.filter, c.page)
		must(t, err)
		got := ""
		for _, v := range list {
			got += v.ID + " "
		}
		if got != c.want {
			t.Errorf("%v %+v: %q, not %q", c.filter, c.page, got, c.want)
		}
	}
	if n, err := d.Count(t.Context(), things, odd); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}
