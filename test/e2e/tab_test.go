package e2e

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	patience = 30 * time.Second // until something awaited is a failure
	tick     = 25 * time.Millisecond
)

// tab is a browser's tab with cookies of its own, and what it has seen.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string // of the shop, http://host:port

	mu     sync.Mutex
	status map[string]int64  // of the documents, by address
	faults []string          // what the console said, and what no page may show
	links  map[string]string // of the shop, and the page that has it
}

// openTab opens a tab of w pixels. Without scripts, the shop's own do not run; what
// the test asks of the page still does.
func openTab(t *testing.T, base string, w int64, scripts bool) *tab {
	t.Helper()
	p := &tab{t: t, base: base, status: map[string]int64{}, links: map[string]string{}}
	ctx, closeTab := chromedp.NewContext(browser.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.hear))
	p.ctx = ctx
	t.Cleanup(closeTab)
	t.Cleanup(p.judge)
	p.must("opening a tab", chromedp.Do(ctx))
	p.width(w)
	if !scripts {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		p.must("turning scripts off", err)
	}
	return p
}

// width makes the window w pixels wide.
func (p *tab) width(w int64) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: w, Height: 900, DeviceScaleFactor: 1})
	p.must("setting the window's width", err)
}

// open goes to a path of the shop, which must answer it.
func (p *tab) open(path string) {
	p.t.Helper()
	if status := p.get(path); status >= 400 {
		p.t.Fatalf("%s answers %d:\n%s", path, status, p.text())
	}
}

// get goes to a path of the shop, or to a whole address, and returns the status.
func (p *tab) get(path string) int64 {
	p.t.Helper()
	address := path
	if strings.HasPrefix(path, "/") {
		address = p.base + path
	}
	p.do("opening "+path, chromedp.Navigate(address))
	p.look()
	return p.answered()
}

// answered is the status of the page that is shown.
func (p *tab) answered() int64 {
	p.t.Helper()
	at := p.at()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.status[at]
}

// at is the shown page's address without its fragment.
func (p *tab) at() string {
	p.t.Helper()
	address, _, _ := strings.Cut(eval[string](p, `location.href`), "#")
	return address
}

// path is the shown page's.
func (p *tab) path() string {
	p.t.Helper()
	u, err := url.Parse(p.at())
	p.must("reading the address", err)
	return u.Path
}

// loads does something that leads to another page, and waits for that page.
func (p *tab) loads(what string, do func()) {
	p.t.Helper()
	before := eval[float64](p, `performance.timeOrigin`)
	do()
	p.waits("another page after "+what, func() bool {
		now, err := does(p, chromedp.Evaluate[float64](`document.readyState === "complete" ? performance.timeOrigin : 0`))
		return err == nil && now != 0 && now != before // an error: the page is just being left
	})
	p.look()
}

// settled waits until no part of the page is being drawn anew.
func (p *tab) settled() {
	p.t.Helper()
	p.waits("the page is drawn", func() bool {
		return eval[bool](p, `!document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")`)
	})
}

// waits until ok says yes.
func (p *tab) waits(what string, ok func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); !ok(); {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: still not: %s\n%s", p.at(), what, p.text())
		}
		select {
		case <-p.ctx.Done():
			p.t.Fatal("the browser is gone")
		case <-time.After(tick):
		}
	}
}

// clickAt presses the left button in the middle of a spot.
func (p *tab) clickAt(s spot) {
	p.t.Helper()
	for _, kind := range []input.DispatchMouseEventType{chromedp.MouseMoved, chromedp.MousePressed, chromedp.MouseReleased} {
		p.do("clicking", chromedp.MouseEvent(kind, s.X, s.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	}
}

// keys presses keys on what is in focus. A key whose press the page handles itself
// writes nothing, as at a keyboard.
func (p *tab) keys(keys string) {
	p.t.Helper()
	p.do("typing", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			for _, e := range events {
				switch e.Type {
				case kb.KeyChar:
					continue
				case kb.KeyRawDown, kb.KeyDown:
					if e.Type = kb.KeyDown; len(events) == 3 {
						e.Text = events[1].Text
					}
				}
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *e); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// types writes into what is in focus.
func (p *tab) types(text string) {
	p.t.Helper()
	p.do("typing", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// does runs an action of the browser.
func does[T any](p *tab, a chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, a)
}

// do runs an action that must work.
func (p *tab) do(what string, a chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	_, err := does(p, a)
	p.must(what, err)
}

func (p *tab) must(what string, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// eval asks the page.
func eval[T any](p *tab, script string) T {
	p.t.Helper()
	v, err := does(p, chromedp.Evaluate[T](script))
	p.must("asking the page", err)
	return v
}
