package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/chromedp/chromedp"
)

// axeSource is axe-core's script, which npm puts beside this package. Without npm or
// its registry there is none, and everything else is tested all the same.
var axeSource = sync.OnceValues(func() (string, error) {
	script := filepath.Join("node_modules", "axe-core", "axe.min.js")
	if source, err := os.ReadFile(script); err == nil {
		return string(source), nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", errors.New("there is no npm")
	}
	if out, err := exec.Command(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm ci: %w\n%s", err, out)
	}
	source, err := os.ReadFile(script)
	return string(source), err
})

// barrier is something that keeps somebody from using the page.
type barrier struct{ ID, Help, Where string }

// barriers asks axe-core what of WCAG 2.2 AA the shown page misses.
func (p *tab) barriers() []barrier {
	p.t.Helper()
	source, err := axeSource()
	if err != nil {
		p.t.Logf("axe-core is not there, so this is not tested: %v", err)
		return nil
	}
	_, err = does(p, chromedp.Evaluate[chromedp.Void](source))
	p.must("loading axe-core", err)
	found, err := does(p, chromedp.Evaluate[[]barrier](`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
  .then((r) => r.violations.map((v) => ({ ID: v.id, Help: v.help, Where: v.nodes.map((n) => n.target.join(" ") + " " + n.html.slice(0, 160) + " " + (n.any[0]?.message || "")).join("\n    ") })))`, chromedp.EvalAwaitPromise))
	p.must("asking axe-core", err)
	return found
}
