package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hear takes what the browser tells of the tab. It runs in the loop that reads the
// browser, and so only notes.
func (p *tab) hear(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			p.status[e.Response.URL] = e.Response.Status
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "a script fails: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			p.faults = append(p.faults, fmt.Sprintf("the console says: %s %v", e.Type, e.Args))
		}
	case *log.EventEntryAdded:
		// A page that is refused on purpose is told of here too: its status is tested.
		if e.Entry.Source == "network" && p.status[e.Entry.URL] >= 400 {
			return
		}
		if e.Entry.Level == "error" || e.Entry.Source == "security" {
			p.faults = append(p.faults, fmt.Sprintf("the console says: %s (%s %s)", e.Entry.Text, e.Entry.Source, e.Entry.URL))
		}
	}
}

// unwritten is what a text looks like that nobody wrote: the name of a message, a
// value that was not filled in.
var unwritten = regexp.MustCompile(`\b(?:account|admin|buy|facet|home|list|mail|problem|product|shop|size|slot|state|texts|ui|web)\.[a-z_]+(?:\.[a-z_]+)*\b|\{\{|%!|<no value>|<nil>|\bundefined\b|\bNaN\b`)

// look reads a page that was just opened: no text may be unwritten, and its links
// are kept for later.
func (p *tab) look() {
	p.t.Helper()
	if bad := unwritten.FindString(p.text()); bad != "" {
		p.t.Errorf("%s shows %q", p.at(), bad)
	}
	page := p.at()
	found := eval[[]string](p, `[...new Set([...document.querySelectorAll("a[href], link[href], img[src], script[src]")].map((el) => (el.href || el.src).split("#")[0]))]`)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, link := range found {
		if link == page && p.status[page] >= 400 {
			continue // a page that is refused on purpose names itself
		}
		if strings.HasPrefix(link, p.base+"/") && p.links[link] == "" {
			p.links[link] = page
		}
	}
}

// judge is the tab's end: nothing it met may have been wrong, and every link that it
// saw leads somewhere for who has its cookies.
func (p *tab) judge() {
	if p.t.Failed() { // what is shown now says most about why
		p.picture("failed-" + strings.NewReplacer("/", "-", " ", "-").Replace(p.t.Name()))
	}
	p.mu.Lock()
	faults, links := slices.Clone(p.faults), make([]string, 0, len(p.links))
	for link := range p.links {
		links = append(links, link)
	}
	p.mu.Unlock()
	for _, f := range faults {
		p.t.Error(f)
	}
	if p.ctx.Err() == nil && !p.t.Failed() {
		p.follow(links)
	}
}

// follow asks for each link. Those that only turn the language or narrow a list are
// one page many times: of each page two are asked for.
func (p *tab) follow(links []string) {
	cookies, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}})
	if err != nil {
		p.t.Errorf("reading the cookies: %v", err)
		return
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	slices.Sort(links)
	asked := map[string]int{}
	turns := make(chan struct{}, 4)
	var all sync.WaitGroup
	for _, link := range links {
		u, err := url.Parse(link)
		if err != nil || u.Query().Has("lang") || asked[u.Path] >= 2 {
			continue
		}
		asked[u.Path]++
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			req, _ := http.NewRequestWithContext(p.ctx, http.MethodGet, link, nil)
			for _, c := range cookies.Cookies {
				req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
			}
			r, err := client.Do(req)
			if err != nil {
				p.t.Errorf("the link %s of %s: %v", link, p.links[link], err)
				return
			}
			_ = r.Body.Close()
			if r.StatusCode >= 400 {
				p.t.Errorf("the link %s of %s answers %d", link, p.links[link], r.StatusCode)
			}
		})
	}
	all.Wait()
}
