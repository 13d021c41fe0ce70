package app

import (
	"runtime/debug"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/chile"
)

const shopAddress = "Av. Valdivieso 593, Recoleta, Santiago"

// shopFacts is the business as its pages tell it.
func shopFacts(c *Config) ui.Shop {
	return ui.Shop{
		Name: "Flores Victoria", Address: shopAddress,
		Phone: chile.FormatPhone(c.WhatsApp), WhatsApp: "https://wa.me/" + strings.TrimPrefix(c.WhatsApp, "+"),
		Email: shopMail(c), Icon: "/favicon.svg",
	}
}

// Version is the release of this binary, or dev.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
