package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// chrome is the one browser process of the suite; each tab has cookies of its own.
type chrome struct {
	ctx  context.Context
	stop func()
}

var errNoChrome = errors.New("no chromium or google-chrome on the PATH: the browser tests need one, `make deps` installs it")

func startChrome() (*chrome, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errNoChrome
	}
	profile, err := os.MkdirTemp("", "flores-e2e-*")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.WindowSize(1440, 900),
		// The machine's own language must not decide in which one the shop greets.
		chromedp.Flag("lang", "es-CL"), chromedp.Flag("accept-lang", "es-CL"),
	}
	for _, name := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding", "disable-extensions", "mute-audio", "hide-scrollbars",
	} {
		options = append(options, chromedp.Flag(name, true))
	}
	all, closeAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeBrowser := chromedp.NewContext(all)
	stop := func() {
		closeBrowser()
		closeAll()
		_ = os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return &chrome{ctx: ctx, stop: stop}, nil
}
