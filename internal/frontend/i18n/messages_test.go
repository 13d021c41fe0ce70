package i18n

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// texts reads every file of a language: key and plural form ("" for none) to text.
func texts(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	names, err := fs.Glob(messages, "messages/*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no messages in %s: %v", lang, err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		data, err := messages.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := json.Unmarshal(data, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, forms := range flatten(t, "", raw) {
			if _, twice := all[key]; twice {
				t.Errorf("%s: %s is written twice", name, key)
			}
			all[key] = forms
		}
	}
	return all
}

func flatten(t *testing.T, prefix string, raw map[string]any) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for key, value := range raw {
		key = strings.TrimPrefix(prefix+"."+key, ".")
		switch v := value.(type) {
		case string:
			all[key] = map[string]string{"": v}
		case map[string]any:
			if _, plural := v["other"].(string); plural {
				forms := map[string]string{}
				for form, text := range v {
					s, ok := text.(string)
					if !ok {
						t.Errorf("%s.%s is no text", key, form)
					}
					forms[form] = s
				}
				all[key] = forms
				continue
			}
			maps.Copy(all, flatten(t, key, v))
		default:
			t.Errorf("%s is %T", key, value)
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\.[A-Za-z_][A-Za-z0-9_]*`)
var action = regexp.MustCompile(`\{\{.*?\}\}`)

// names are the placeholders of a text, sorted, each once.
func names(text string) []string {
	found := map[string]bool{}
	for _, a := range action.FindAllString(text, -1) {
		for _, p := range placeholder.FindAllString(a, -1) {
			found[p] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	es, en := texts(t, ES), texts(t, EN)
	for key := range es {
		if en[key] == nil {
			t.Errorf("%s has no English", key)
		}
	}
	for key, forms := range en {
		spanish := es[key]
		if spanish == nil {
			t.Errorf("%s has no Spanish", key)
			continue
		}
		if a, b := slices.Sorted(maps.Keys(spanish)), slices.Sorted(maps.Keys(forms)); !slices.Equal(a, b) {
			t.Errorf("%s has the forms %v in Spanish and %v in English", key, a, b)
			continue
		}
		for form := range forms {
			if a, b := names(spanish[form]), names(forms[form]); !slices.Equal(a, b) {
				t.Errorf("%s %s has the placeholders %v in Spanish and %v in English", key, form, a, b)
			}
		}
	}
}

func TestNoTextIsEmptyOrBroken(t *testing.T) {
	for _, lang := range []string{ES, EN} {
		for key, forms := range texts(t, lang) {
			if _, plural := forms["other"]; plural && forms["one"] == "" {
				t.Errorf("%s %s has no form for one", lang, key)
			}
			for form, text := range forms {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s %s %s is empty or has blanks around it: %q", lang, key, form, text)
				}
				if _, err := template.New(key).Parse(text); err != nil {
					t.Errorf("%s %s: %v", lang, key, err)
				}
			}
		}
	}
}
