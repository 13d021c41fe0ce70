package search

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed synonyms.txt
var defaultSynonyms string

// Synonyms are what words and phrases mean beside themselves. The zero value widens nothing.
type Synonyms struct {
	// Means leads from a word or phrase to the words or phrases that it also means; it is followed
	// one step only.
	Means map[string][]string
	// Optional words help to rank a product that has them, but are not demanded of it.
	Optional []string
}

// DefaultSynonyms is the florist's own table, synonyms.txt.
func DefaultSynonyms() Synonyms {
	table, err := ParseSynonyms(defaultSynonyms)
	if err != nil {
		panic(err) // the table is part of the program
	}
	return table
}

// ParseSynonyms reads a table in the format that synonyms.txt explains. The error names the line.
func ParseSynonyms(table string) (Synonyms, error) {
	s := Synonyms{Means: map[string][]string{}}
	number := 0
	for line := range strings.Lines(table) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := s.add(line); err != nil {
			return Synonyms{}, fmt.Errorf("synonyms, line %d: %w", number, err)
		}
	}
	return s, nil
}

func (s *Synonyms) add(line string) error {
	if optional, ok := strings.CutPrefix(line, "?"); ok {
		list, err := entries(optional, ",")
		s.Optional = append(s.Optional, list...)
		return err
	}
	if says, means, ok := strings.Cut(line, "=>"); ok {
		from, err := entries(says, ",")
		if err != nil {
			return err
		}
		to, err := entries(means, ",")
		for _, word := range from {
			s.Means[word] = append(s.Means[word], to...)
		}
		return err
	}
	group, err := entries(line, "=")
	if err == nil && len(group) < 2 {
		err = fmt.Errorf("%q has neither => nor =", line)
	}
	for _, word := range group {
		for _, other := range group {
			if other != word {
				s.Means[word] = append(s.Means[word], other)
			}
		}
	}
	return err
}

func entries(list, separator string) ([]string, error) {
	parts := strings.Split(list, separator)
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
		if parts[i] == "" {
			return nil, fmt.Errorf("an entry of %q is empty", strings.TrimSpace(list))
		}
	}
	return parts, nil
}
