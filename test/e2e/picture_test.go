package e2e

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pictures is where they are written.
func pictures() string {
	if dir := os.Getenv("FLORES_SCREENSHOTS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "out")
}

// picture writes the whole page as it is shown.
func (p *tab) picture(name string) {
	p.t.Helper()
	png, err := does(p, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		whole := true
		r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
		return r.Data, err
	})
	if err == nil {
		err = os.MkdirAll(pictures(), 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(pictures(), name+".png"), png, 0o644)
	}
	if err != nil {
		p.t.Errorf("the picture %s: %v", name, err)
	}
}
