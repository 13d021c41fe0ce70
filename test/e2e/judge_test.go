package e2e

import (
	"context"
	"fmt"
	"maps"
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
	text := p.text()
	page := p.at()
	found := eval[[]string](p, `[...new Set([...document.querySelectorAll("a[href], link[href], img[src], script[src]")].map((el) => (el.href || el.src).split("#")[0]))]`)
	p.mu.Lock()
	defer p.mu.Unlock()
	if bad := unwritten.FindString(text); bad != "" {
		p.faults = append(p.faults, fmt.Sprintf("%s shows %q", page, bad))
	}
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
	for _, w := range p.wrongs() {
		p.t.Error(w)
	}
}

// wrongs is all that was wrong, once.
func (p *tab) wrongs() []string {
	p.mu.Lock()
	faults, links := p.faults, p.links
	p.faults, p.links = nil, map[string]string{}
	p.mu.Unlock()
	if p.ctx.Err() == nil {
		faults = append(faults, p.follow(links)...)
	}
	return faults
}

// followed are the addresses that answered some tab already: what everybody sees need
// not be asked for by each of them.
var followed sync.Map

// personal is what answers each visitor on their own.
var personal = regexp.MustCompile(`^/(?:admin|bolsa|cuenta|opinar|pago|pedido)\b`)

// follow asks for each link, and tells which lead nowhere. Those that only narrow a
// list are one page many times: of each page two are asked for, and none that would
// turn the language.
func (p *tab) follow(links map[string]string) (broken []string) {
	cookies, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}})
	if err != nil {
		return []string{fmt.Sprintf("reading the cookies: %v", err)}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	asked := map[string]int{}
	turns := make(chan struct{}, 4)
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, link := range slices.Sorted(maps.Keys(links)) {
		u, err := url.Parse(link)
		if err != nil || u.Query().Has("lang") || asked[u.Path] >= 2 {
			continue
		}
		asked[u.Path]++
		if _, before := followed.Load(u.RequestURI()); before && !personal.MatchString(u.Path) {
			continue
		}
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			if why := answers(p.ctx, client, link, cookies.Cookies); why != "" {
				mu.Lock()
				defer mu.Unlock()
				broken = append(broken, fmt.Sprintf("the link %s of %s %s", link, links[link], why))
				return
			}
			followed.Store(u.RequestURI(), true)
		})
	}
	all.Wait()
	return broken
}

// answers says what is wrong with a link's answer, if anything is.
func answers(ctx context.Context, client *http.Client, link string, cookies []*network.Cookie) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return "is none: " + err.Error()
	}
	for _, c := range cookies {
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	r, err := client.Do(req)
	if err != nil {
		return "is not answered: " + err.Error()
	}
	_ = r.Body.Close()
	if r.StatusCode >= http.StatusBadRequest {
		return "is answered with " + r.Status
	}
	return ""
}
