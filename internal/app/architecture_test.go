package app

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const module = "floresvictoria.cl/flores/"

// The rules of docs/architecture.md: a service imports another's contract only,
// platform imports no service, and only app imports them all.
func TestLayersHoldTheirImports(t *testing.T) {
	for file, imports := range sources(t) {
		for _, imp := range imports {
			if why := forbidden(filepath.Dir(file), imp); why != "" {
				t.Errorf("%s imports %s: %s", file, imp, why)
			}
		}
	}
}

func forbidden(from, to string) string {
	from, to = strings.TrimPrefix(from, "internal/"), strings.TrimPrefix(to, "internal/")
	owner, target := first(from), first(to)
	switch {
	case from == "cmd/flores":
		if to != "app" {
			return "main only parses the command line and calls app"
		}
	case owner == "app":
	case target == "app":
		return "nobody imports app"
	case owner == "platform":
		if target != "platform" {
			return "platform knows nothing of the shop"
		}
	case target == "platform" || owner == target:
	case strings.HasSuffix(to, target+"/"+target+"api"):
	case owner == "frontend" && to == "product/drawing":
		// The favicon is a drawing; it is no rule and no store of product-service.
	default:
		return "a service imports another service's contract package only"
	}
	return ""
}

func first(path string) string {
	name, _, _ := strings.Cut(path, "/")
	return name
}

// Contract packages describe; they hold no rule: they import other contracts and platform only.
func TestContractsImportOnlyContractsAndPlatform(t *testing.T) {
	for file, imports := range sources(t) {
		if !strings.HasSuffix(filepath.Dir(file), "api") {
			continue
		}
		for _, imp := range imports {
			if !strings.HasPrefix(imp, "internal/platform/") && !strings.HasSuffix(imp, "api") {
				t.Errorf("%s imports %s", file, imp)
			}
		}
	}
}

// Every operation that a contract package declares is in its list, and so in the table.
func TestEveryDeclaredOperationIsListed(t *testing.T) {
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, s := range table {
		listed += len(s.Operations)
		if s.Operator != nil {
			listed -= len(s.Operator.Meta())
		}
	}
	declared := 0
	eachFile(t, func(path string, f *ast.File) {
		if !strings.HasSuffix(filepath.Dir(path), "api") || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if isOperation(n) {
				declared++
			}
			return true
		})
	})
	if declared == 0 || declared != listed {
		t.Errorf("the contracts declare %d operations, the table lists %d", declared, listed)
	}
}

// isOperation recognises contract.Get[I, O](…) and its like.
func isOperation(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	index, ok := call.Fun.(*ast.IndexListExpr)
	if !ok {
		return false
	}
	sel, ok := index.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "contract"
}

// No package does work or registers itself when it is imported.
func TestNoInit(t *testing.T) {
	eachFile(t, func(path string, f *ast.File) {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", path)
			}
		}
	})
}

func sources(t *testing.T) map[string][]string {
	out := map[string][]string{}
	eachFile(t, func(path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") || strings.Contains(path, "test/") {
			return // a test may start a neighbour
		}
		for _, i := range f.Imports {
			if imp := strings.Trim(i.Path.Value, `"`); strings.HasPrefix(imp, module) {
				out[path] = append(out[path], strings.TrimPrefix(imp, module))
			}
		}
	})
	if len(out) < 50 {
		t.Fatal(fmt.Errorf("only %d files were read: the test looks in the wrong place", len(out)))
	}
	return out
}

func eachFile(t *testing.T, do func(path string, f *ast.File)) {
	t.Helper()
	root := "../.."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "testdata" || path == filepath.Join(root, "test") || path == filepath.Join(root, "tools")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		do(rel, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
