package words

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"floresvictoria.cl/flores/internal/platform/money"
)

//go:embed frame.html frame.txt es/*.tmpl en/*.tmpl
var files embed.FS

// Shop is what every mail says of the shop.
type Shop struct {
	URL     func() string // without a slash at the end
	Address string
}

// Mail is one, written.
type Mail struct{ Subject, Text, HTML string }

// Composer writes mails. It is safe for concurrent use.
type Composer struct {
	shop  Shop
	html  *htmltemplate.Template
	text  *template.Template
	words map[string]map[string]*template.Template // by language and kind
}

// New reads the embedded words.
func New(shop Shop) (*Composer, error) {
	html, err := htmltemplate.New("frame.html").Funcs(htmltemplate.FuncMap{
		"css": func(name string) htmltemplate.CSS { return styles[name] },
	}).ParseFS(files, "frame.html")
	if err != nil {
		return nil, fmt.Errorf("read the mails' frame: %w", err)
	}
	text, err := template.New("frame.txt").Funcs(template.FuncMap{"indent": indent}).ParseFS(files, "frame.txt")
	if err != nil {
		return nil, fmt.Errorf("read the mails' frame: %w", err)
	}
	c := &Composer{shop: shop, html: html, text: text, words: map[string]map[string]*template.Template{}}
	for code, l := range languages {
		if c.words[code], err = read(l, shop); err != nil {
			return nil, fmt.Errorf("read the mails' words: %w", err)
		}
	}
	return c, nil
}

// shared holds the pieces that several kinds of a language use.
const shared = "shared.tmpl"

func read(l *language, shop Shop) (map[string]*template.Template, error) {
	base, err := template.New(shared).Option("missingkey=error").Funcs(template.FuncMap{
		"clp": money.CLP, "day": l.Day, "clock": l.Clock, "reason": l.Reason, "item": l.Item,
		"when":     func(o *Order) string { return l.When(o, shop.Address) },
		"category": func(code string) string { return l.subjects[code] },
	}).ParseFS(files, path.Join(l.code, shared))
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, l.code+"/*.tmpl")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, name := range names {
		kind := strings.TrimSuffix(path.Base(name), ".tmpl")
		if path.Base(name) == shared {
			continue
		}
		set, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out[kind], err = set.ParseFS(files, name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Kinds lists what a language has words for.
func (c *Composer) Kinds(lang string) []string {
	var out []string
	for kind := range c.words[lang] {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// Subject writes a mail's subject alone, which costs a tenth of the whole.
func (c *Composer) Subject(kind, lang string, f Facts) (string, error) {
	set, err := c.set(kind, lang)
	if err != nil {
		return "", err
	}
	var subject strings.Builder
	if err := set.ExecuteTemplate(&subject, "subject", f); err != nil {
		return "", fmt.Errorf("write the subject of a mail of the kind %s: %w", kind, err)
	}
	return oneLine(subject.String()), nil
}

func (c *Composer) set(kind, lang string) (*template.Template, error) {
	if set := c.words[Language(lang)][kind]; set != nil {
		return set, nil
	}
	return nil, fmt.Errorf("no words for a mail of the kind %q", kind)
}

// Compose writes a mail. Without a link it has no button.
func (c *Composer) Compose(kind, lang string, f Facts, link string) (Mail, error) {
	lang = Language(lang)
	set, err := c.set(kind, lang)
	if err != nil {
		return Mail{}, err
	}
	p, err := c.page(set, languages[lang], kind, f, link)
	if err != nil {
		return Mail{}, fmt.Errorf("write a mail of the kind %s: %w", kind, err)
	}
	var html, text bytes.Buffer
	if err := c.html.Execute(&html, p); err != nil {
		return Mail{}, fmt.Errorf("write a mail of the kind %s: %w", kind, err)
	}
	if err := c.text.Execute(&text, p); err != nil {
		return Mail{}, fmt.Errorf("write a mail of the kind %s: %w", kind, err)
	}
	return Mail{Subject: p.Subject, Text: blank.ReplaceAllString(text.String(), "\n\n"), HTML: html.String()}, nil
}

// blank is more empty lines than the text's blocks are parted by.
var blank = regexp.MustCompile(`\n{3,}`)

// indent sets somebody else's words apart.
func indent(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") }
