package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// spot is where something is that was looked for, in the window.
type spot struct {
	X, Y   float64
	Closed bool // shown, but cannot be used
}

// finder is the script that looks for things as people do: by what is written on
// them or beside them. Only what is shown is found; an exact match comes first, and
// the page's own part before its head and foot.
const finder = `(() => {
  const words = (el) => (el.getAttribute("aria-label") || el.textContent).replace(/\s+/g, " ").trim();
  const shown = (el) => el && el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
  const best = (list, text, says = words) => {
    const all = list.filter((el) => says(el).includes(text));
    return all.find((el) => says(el) === text) || all.find((el) => says(el).startsWith(text)) || all[0];
  };
  const every = (selector) => {
    const all = [...document.querySelectorAll(selector)];
    return [...all.filter((el) => el.closest("main")), ...all.filter((el) => !el.closest("main"))];
  };
  const open = (el) => !el.matches(":disabled, .vh, [aria-hidden=true]");
  const find = {
    control: (text) => best(every("button, a[href], summary, [role=button]").filter((el) => shown(el) && open(el)), text) ||
      best(every("button:disabled").filter(shown), text),
    label: (text) => best(every("label").filter((l) => l.control && (shown(l) || shown(l.control))), text)?.control,
    cell: (name) => { const [field, value] = JSON.parse(name); return every("input").find((i) => i.name === field && i.value === value); },
    heading: (text) => best(every("h1, h2, h3").filter(shown), text),
  };
  const el = find[%[1]q](%[2]s);
  if (!el) return null;
  let target = el;
  if (!shown(el) || el.classList.contains("vh")) target = el.labels?.[0] || el;
  target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = [...target.getClientRects()].find((r) => r.width && r.height) || target.getBoundingClientRect();
  return %[3]s;
})()`

const whereIs = `({ X: box.x + box.width / 2, Y: box.y + box.height / 2, Closed: el.matches(":disabled, [aria-disabled=true]") })`

// find looks for a kind of thing by name; nil when it is not there.
func (p *tab) find(kind, name string) *spot {
	p.t.Helper()
	return eval[*spot](p, find(kind, name, whereIs))
}

// find is the script that does.
func find(kind, name, result string) string {
	quoted, _ := json.Marshal(name)
	return fmt.Sprintf(finder, kind, quoted, result)
}

// need waits for kind by name.
func (p *tab) need(kind, name string) spot {
	p.t.Helper()
	var s *spot
	p.waits(fmt.Sprintf("a %s %q to use", kind, name), func() bool {
		s = p.find(kind, name)
		return s != nil && !s.Closed
	})
	return *s
}

// has tells whether there is such a thing to use.
func (p *tab) has(kind, name string) bool {
	p.t.Helper()
	s := p.find(kind, name)
	return s != nil && !s.Closed
}

// press uses a button or a link that leads to another page.
func (p *tab) press(name string) {
	p.t.Helper()
	s := p.need("control", name)
	p.loads(name, func() { p.clickAt(s) })
}

// click uses a control that stays on the page.
func (p *tab) click(name string) {
	p.t.Helper()
	p.clickAt(p.need("control", name))
}

// fill writes into the box beside a label, over what stands there.
func (p *tab) fill(label, text string) {
	p.t.Helper()
	p.clickAt(p.need("label", label))
	eval[bool](p, find("label", label, `(el.focus(), el.select(), true)`))
	if text == "" {
		p.keys("\b")
	} else {
		p.types(text)
	}
	if got := p.value(label); got != text {
		p.t.Fatalf("%s: %q takes %q, and shows %q", p.at(), label, text, got)
	}
}

// value is what stands in the box beside a label.
func (p *tab) value(label string) string {
	p.t.Helper()
	return eval[string](p, find("label", label, `el.value`))
}

// selects chooses an option of the list beside a label by what is written on it.
func (p *tab) selects(label, option string) {
	p.t.Helper()
	p.need("label", label)
	quoted, _ := json.Marshal(option)
	ok := eval[bool](p, find("label", label, `(() => {
    const o = [...el.options].find((o) => o.text.trim() === `+string(quoted)+`);
    if (!o) return false;
    el.focus(); el.value = o.value;
    el.dispatchEvent(new Event("input", { bubbles: true })); el.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  })()`))
	if !ok {
		p.t.Fatalf("%s: %q has no %q", p.at(), label, option)
	}
}

// ticks sets the box beside a label.
func (p *tab) ticks(label string) {
	p.t.Helper()
	p.clickAt(p.need("label", label))
	if !eval[bool](p, find("label", label, `el.checked`)) {
		p.t.Fatalf("%s: %q does not stay ticked", p.at(), label)
	}
}

// cell chooses one of the touching cells of a field, by the value it stands for.
func (p *tab) cell(field, value string) {
	p.t.Helper()
	p.clickAt(p.need("cell", cellName(field, value)))
}

func cellName(field, value string) string {
	name, _ := json.Marshal([]string{field, value})
	return string(name)
}

// text is what the page shows, in one line.
func (p *tab) text() string {
	p.t.Helper()
	s, err := does(p, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
	if err != nil {
		return "(the page cannot be read: " + err.Error() + ")"
	}
	return strings.Join(strings.Fields(s), " ")
}

// says waits until the page shows every text; the case, which a style may change,
// does not matter.
func (p *tab) says(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		want := strings.ToLower(strings.Join(strings.Fields(text), " "))
		p.waits(fmt.Sprintf("the words %q", text), func() bool { return strings.Contains(strings.ToLower(p.text()), want) })
	}
}

// keepsQuiet fails when the page shows any of the texts.
func (p *tab) keepsQuiet(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if strings.Contains(strings.ToLower(p.text()), strings.ToLower(text)) {
			p.t.Errorf("%s shows %q:\n%s", p.at(), text, p.text())
		}
	}
}

// reloadsUntil looks at the page again and again until it shows the text: for what
// follows by an event a moment later.
func (p *tab) reloadsUntil(path, text string) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		p.open(path)
		if strings.Contains(strings.ToLower(p.text()), strings.ToLower(text)) {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s never says %q:\n%s", path, text, p.text())
		}
	}
}
