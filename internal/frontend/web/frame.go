package web

import "floresvictoria.cl/flores/internal/frontend/ui"

// nav is the header's way through the shop.
func nav(v *Visit) []ui.Link {
	t := v.Words.T
	links := []ui.Link{
		{Href: "/flores/ramos", Text: t("nav.bouquets")},
		{Href: "/flores/arreglos", Text: t("nav.arrangements")},
		{Href: "/flores/plantas", Text: t("nav.plants")},
		{Href: "/flores/coronas", Text: t("nav.wreaths")},
		{Href: "/ocasiones", Text: t("nav.occasions")},
	}
	for i := range links {
		links[i].Current = links[i].Href == v.R.URL.Path
	}
	return links
}

func footer(v *Visit) []ui.LinkGroup {
	t := v.Words.T
	return []ui.LinkGroup{
		{Title: t("footer.buy"), Links: []ui.Link{
			{Href: "/flores", Text: t("footer.all")}, {Href: "/ocasiones", Text: t("nav.occasions")}, {Href: "/despacho", Text: t("footer.zones")},
		}},
		{Title: t("footer.help"), Links: []ui.Link{
			{Href: "/seguimiento", Text: t("footer.track")}, {Href: "/contacto", Text: t("footer.contact")}, {Href: "/cuenta", Text: t("footer.account")},
		}},
		{Title: t("footer.legal"), Links: []ui.Link{
			{Href: "/terminos", Text: t("footer.terms")}, {Href: "/privacidad", Text: t("footer.privacy")},
		}},
	}
}
