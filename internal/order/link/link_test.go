package link_test

import (
	"bytes"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/order/link"
)

func signer(t *testing.T, fill byte) *link.Signer {
	t.Helper()
	s, err := link.NewSigner(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestALinkOpensItsOrderAndNoOther(t *testing.T) {
	s := signer(t, 1)
	text := s.Make("0193-id", 3)
	if again := s.Make("0193-id", 3); again != text {
		t.Error("the link differs from mail to mail")
	}
	if id, epoch, ok := s.Read(text); !ok || id != "0193-id" || epoch != 3 {
		t.Fatalf("read %q %d %v", id, epoch, ok)
	}
	for name, bad := range map[string]string{
		"another order": strings.Replace(text, "0193", "0194", 1),
		"another epoch": strings.Replace(text, ".3.", ".4.", 1),
		"cut":           text[:len(text)-1],
		"changed":       text[:len(text)-2] + "AA",
		"without mac":   "0193-id.3.",
		"no link":       "hello",
		"nothing":       "",
		"another key":   signer(t, 2).Make("0193-id", 3),
	} {
		if _, _, ok := s.Read(bad); ok {
			t.Errorf("%s opens", name)
		}
	}
}

func TestAShortKeyIsRefused(t *testing.T) {
	if _, err := link.NewSigner(make([]byte, 31)); err == nil {
		t.Error("31 bytes were taken")
	}
}
