package search

import (
	"cmp"
	"slices"
)

// topicCollector gathers the topics of one kind.
type topicCollector struct {
	kind    Kind
	byValue map[string]int
	list    []topic
}

func (c *topicCollector) add(label Label, v *vocabulary) {
	if label.Value == "" {
		return
	}
	at, ok := c.byValue[label.Value]
	if !ok {
		at = len(c.list)
		c.byValue[label.Value] = at
		t := topic{kind: c.kind, value: label.Value}
		for language, name := range label.Names {
			t.names[language] = cmp.Or(name, label.Value)
			for raw := range words(t.names[language]) {
				if id, ok := v.byText[fold(raw)]; ok {
					t.words = append(t.words, id)
				}
			}
		}
		c.list = append(c.list, t)
	}
	c.list[at].docs++
}

func (c *topicCollector) sorted() []topic {
	slices.SortFunc(c.list, func(a, b topic) int {
		return cmp.Or(cmp.Compare(b.docs, a.docs), cmp.Compare(a.value, b.value))
	})
	return c.list
}
