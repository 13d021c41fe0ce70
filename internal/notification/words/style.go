package words

import "html/template"

// The identity's tokens. Mail programs drop style sheets, so each element carries
// its own; their fonts are whatever comes close to ours.
const (
	ink     = "#221726"
	soft    = "#5a4f60"
	hair    = "#d9d2db"
	display = "'Bricolage Grotesque','Arial Narrow','Roboto Condensed',Arial,sans-serif"
	text    = "'Instrument Sans',system-ui,Helvetica,Arial,sans-serif"
	rule    = "border-top:2px solid " + ink + ";"
	cell    = "padding:16px 20px;"
)

var styles = map[string]template.CSS{
	"body":   "margin:0;padding:16px 8px;background:#ffffff;color:" + ink + ";font:400 16px/1.5 " + text,
	"sheet":  "max-width:600px;margin:0 auto;box-sizing:border-box;border:2px solid " + ink + ";background:#ffffff;overflow-wrap:anywhere",
	"shop":   cell + "font:800 24px/1 " + display + ";letter-spacing:-.02em",
	"home":   "color:" + ink + ";text-decoration:none",
	"title":  rule + "padding:28px 20px;font:800 36px/1 " + display + ";letter-spacing:-.02em;margin:0;color:" + ink,
	"words":  rule + "padding:16px 20px 4px",
	"p":      "margin:0 0 12px",
	"cell":   rule + cell,
	"label":  "display:block;font-size:13px;color:" + soft,
	"line":   "margin:0;padding:8px 0;border-bottom:1px solid " + hair,
	"sum":    "margin:0;padding:4px 0;color:" + soft,
	"amount": "float:right;padding-left:12px;font-variant-numeric:tabular-nums;white-space:nowrap;color:" + ink,
	"price":  "display:block;font:800 46px/1 " + display + ";letter-spacing:-.02em;padding-top:4px",
	"action": rule + "display:block;padding:18px 20px;background:" + ink + ";color:#ffffff;font:800 24px/1.1 " + display + ";letter-spacing:-.01em;text-decoration:none",
	"quote":  rule + cell + "white-space:pre-line;background:#efe9f1",
	"after":  rule + "padding:16px 20px 4px;font-size:14px;color:" + soft,
	"wrote":  rule + cell + "font-size:14px;color:" + soft + ";white-space:pre-line",
	"foot":   "max-width:600px;margin:0 auto;padding:12px 22px;font-size:13px;color:" + soft,
	"link":   "color:" + soft,
}

// plainTissue is the paper of whatever has no occasion.
const plainTissue = "#efe9f1"

// tissues are the identity's, by the catalogue's occasions.
var tissues = map[string]string{
	"amor": "#ffc7cf", "aniversario": "#ffc7cf", "san-valentin": "#ffc7cf",
	"cumpleanos": "#ffd65c", "agradecimiento": "#bfe6cf", "dia-de-la-madre": "#ffb9a3", "nacimiento": "#bfe0ff",
	"condolencias": "#d9d5e8", "navidad": "#cfe3c4", "corporativo": "#e6e1d3",
}
