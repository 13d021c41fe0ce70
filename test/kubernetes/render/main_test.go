package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnOverlayIsRenderedIntoADirectoryWhoseOtherFilesStay(t *testing.T) {
	out := t.TempDir()
	for name, text := range map[string]string{
		"stale-deployment.yaml": "# Rendered from kubernetes/overlays/dev by make manifests\n",
		"secrets.yaml":          "# Made by flores secrets.\n",
	} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := render("../../../kubernetes", "single", out); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(out, "flores-deployment.yaml"))
	if err != nil || !strings.Contains(string(b), "kind: StatefulSet") {
		t.Errorf("the shop is not there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(out, "stale-deployment.yaml")); err == nil {
		t.Error("what is rendered no more is still there")
	}
	if _, err := os.Stat(filepath.Join(out, "secrets.yaml")); err != nil {
		t.Error("the secrets are gone")
	}
}
