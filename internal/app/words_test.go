package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// neverShown are codes that no visitor meets: those between services, of a client
// that is gone, and of the administrator's own commands, which say them in words.
var neverShown = map[string]bool{
	"hold_superseded": true, "hold_final": true, "hold_not_found": true,
	"credential_invalid": true, "unknown_service": true, "service_token_invalid": true, "client_gone": true,
	"email_taken": true, "auth_service_elsewhere": true,
}

// Whatever a service refuses, a visitor reads why in their own language.
func TestEveryRefusalHasASentenceInBothLanguages(t *testing.T) {
	table, err := app.Services()
	must(t, err)
	codes := map[string]string{} // code → where it is said
	for _, s := range table {
		for _, op := range s.Operations {
			for _, code := range op.Codes {
				codes[code] = op.String()
			}
		}
	}
	fromOperations := len(codes)
	must(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "test/") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			ast.Inspect(f, func(n ast.Node) bool { note(codes, path, n); return true })
		}
		return err
	}))
	if fromOperations < 50 || len(codes) < 120 {
		t.Errorf("found %d codes in the table and %d in all", fromOperations, len(codes))
	}
	for code, where := range codes {
		for _, lang := range []string{i18n.ES, i18n.EN} {
			if !neverShown[code] && !i18n.For(lang).Has("problem."+code) {
				t.Errorf("%s has no sentence in %s (%s)", code, lang, where)
			}
		}
	}
}

var codeLike = regexp.MustCompile(`^[a-z][a-z_0-9]+$`)

// note keeps the codes that a call of package problem, a form's list of faults, a
// constant named as a reason or the words of the validation say.
func note(codes map[string]string, path string, n ast.Node) {
	keep := func(e ast.Expr) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		text, _ := strconv.Unquote(lit.Value)
		if code, _, _ := strings.Cut(text, "|"); codeLike.MatchString(code) && codes[code] == "" {
			codes[code] = path
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		name, of := "", ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
			if x, ok := f.X.(*ast.Ident); ok {
				of = x.Name
			}
		}
		switch {
		case len(n.Args) > 1 && (name == "add" || name == "fault" || of == "problem" && (name == "At" || name == "New")):
			keep(n.Args[1])
		case of == "problem" && len(n.Args) > 0:
			keep(n.Args[0])
		}
	case *ast.KeyValueExpr:
		if strings.HasSuffix(path, "contract/validate.go") {
			keep(n.Value)
		}
	case *ast.ValueSpec:
		if strings.HasSuffix(path, "delivery/reason.go") || strings.Contains(path, "platform/chile/") {
			for _, v := range n.Values {
				keep(v)
			}
		}
	}
}
