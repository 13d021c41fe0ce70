package app

import (
	"runtime/debug"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/chile"
)

const shopAddress = "Av. Valdivieso 593, Recoleta, Santiago"

// demoPhone stands on the pages of a demo, under the banner that says so.
const demoPhone = "+56961234567"

// shopFacts is the business as its pages tell it.
func shopFacts(c *Config, demo bool) ui.Shop {
	s := ui.Shop{Name: "Flores Victoria", Address: shopAddress, Email: shopMail(c), Icon: "/favicon.svg"}
	number := c.WhatsApp
	if number == "" && demo {
		number = demoPhone
	}
	if number != "" {
		s.Phone, s.WhatsApp = chile.FormatPhone(number), "https://wa.me/"+strings.TrimPrefix(number, "+")
	}
	return s
}

// Version is the release of this binary, or dev.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
