package shop

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

// text is a long text of the shop: its key in the messages and its parts in order.
// A part is a title (texts.<text>.<part>) and paragraphs (… .text), one a line; a
// line that begins with a dash is an item of a list.
type text struct {
	key, path string
	parts     []string
}

var (
	termsText   = text{"terms", "/terminos", []string{"who", "orders", "prices", "delivery", "flowers", "cancel", "rights", "wine", "reviews", "complaints"}}
	privacyText = text{"privacy", "/privacidad", []string{"who", "what", "others", "why", "whom", "time", "cookies", "security", "rights"}}
)

type textPage struct {
	ui.Layout
	Lead  string
	Demo  string // what a demonstration means for the reader; empty: the shop is real
	Parts []textPart
	Other ui.Link
}

type textPart struct {
	ID, Title string
	Blocks    []textBlock
}

// textBlock is a paragraph, or the items of a list.
type textBlock struct {
	Text  string
	Items []string
}

// legal shows a long text.
func (s *pages) legal(t text) func(*web.Visit) error {
	return func(v *web.Visit) error {
		key := "texts." + t.key
		p := textPage{Layout: v.Layout(v.Words.T(key)), Lead: v.Words.T(key + ".lead")}
		p.Description, p.Canonical = p.Lead, v.Absolute(t.path)
		if v.Site.Demo {
			p.Demo = v.Words.T(key + ".demo")
		}
		p.Other = ui.Link{Href: privacyText.path, Text: v.Words.T("texts.privacy")}
		if t.key == privacyText.key {
			p.Other = ui.Link{Href: termsText.path, Text: v.Words.T("texts.terms")}
		}
		shop := v.Site.Shop
		for _, part := range t.parts {
			at := key + "." + part
			words := v.Words.T(at+".text", "Address", shop.Address, "Phone", shop.Phone, "Email", shop.Email)
			p.Parts = append(p.Parts, textPart{ID: part, Title: v.Words.T(at), Blocks: blocks(words)})
		}
		return v.Render(http.StatusOK, textTempl(p))
	}
}

// blocks are the paragraphs and lists of a text.
func blocks(words string) []textBlock {
	var list []textBlock
	for line := range strings.SplitSeq(words, "\n") {
		line = strings.TrimSpace(line)
		item, isItem := strings.CutPrefix(line, "- ")
		switch {
		case line == "":
		case !isItem:
			list = append(list, textBlock{Text: line})
		case len(list) > 0 && len(list[len(list)-1].Items) > 0:
			last := &list[len(list)-1]
			last.Items = append(last.Items, item)
		default:
			list = append(list, textBlock{Items: []string{item}})
		}
	}
	return list
}

// telAddress is a telephone number as a link dials it.
func telAddress(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
}
