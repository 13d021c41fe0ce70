package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

// Prefix is where Handler has to be mounted.
const Prefix = "/static/"

//go:embed assets
var assets embed.FS

// file is one served file with its encodings; gzip and zstd are nil where they
// would save nothing (typefaces are compressed already).
type file struct {
	address     string
	contentType string
	etag        string
	plain       []byte
	gzip        []byte
	zstd        []byte
}

type bundle struct {
	byName    map[string]*file
	byAddress map[string]*file
}

// files is read once, at the first page: the bytes never change while the program runs.
var files = sync.OnceValue(func() *bundle {
	b, err := load(assets)
	if err != nil {
		panic("the embedded static files cannot be read: " + err.Error())
	}
	return b
})

// URL is the address of a file by its plain name: "app.css", "app.js", "htmx.js",
// "instrument-sans.woff2", "bricolage-grotesque.woff2". It panics for a name that does not exist, since
// such a page is broken for everybody.
func URL(name string) string {
	f, ok := files().byName[name]
	if !ok {
		panic("no static file is called " + name)
	}
	return f.address
}

var urlInCSS = regexp.MustCompile(`url\("([^"]+)"\)`)

// load reads typefaces and scripts first, because the style sheet names the
// typefaces by their hashed addresses.
func load(fsys fs.FS) (*bundle, error) {
	b := &bundle{byName: map[string]*file{}, byAddress: map[string]*file{}}
	for _, pattern := range []string{"assets/fonts/*.woff2", "assets/js/*.js"} {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			body, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			b.add(path.Base(name), body)
		}
	}
	css, err := styleSheet(fsys)
	if err != nil {
		return nil, err
	}
	css = urlInCSS.ReplaceAllFunc(css, func(m []byte) []byte {
		if f, ok := b.byName[string(urlInCSS.FindSubmatch(m)[1])]; ok {
			return []byte(`url("` + f.address + `")`)
		}
		return m
	})
	b.add("app.css", css)
	return b, nil
}

var commentsInCSS = regexp.MustCompile(`(?s)/\*.*?\*/`)
var blankInCSS = regexp.MustCompile(`\s*\n\s*`)

// styleSheet joins the parts in the order of their names, without comments and indentation.
func styleSheet(fsys fs.FS) ([]byte, error) {
	parts, err := fs.Glob(fsys, "assets/css/*.css") // sorted
	if err != nil {
		return nil, err
	}
	var sheet bytes.Buffer
	for _, part := range parts {
		body, err := fs.ReadFile(fsys, part)
		if err != nil {
			return nil, err
		}
		sheet.Write(body)
		sheet.WriteByte('\n')
	}
	short := commentsInCSS.ReplaceAll(sheet.Bytes(), nil)
	return blankInCSS.ReplaceAll(short, []byte("\n")), nil
}

func (b *bundle) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:6])
	ext := path.Ext(name)
	f := &file{
		address:     Prefix + strings.TrimSuffix(name, ext) + "." + hash + ext,
		contentType: contentTypes[ext],
		etag:        `"` + hash + `"`,
		plain:       body,
	}
	if ext != ".woff2" {
		f.gzip, f.zstd = compress(body)
	}
	b.byName[name] = f
	b.byAddress[f.address] = f
}

// contentTypes is written out because the machine's own table differs from image to image.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".woff2": "font/woff2",
}
