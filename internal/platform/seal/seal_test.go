package seal_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/seal"
)

func keys(t *testing.T) (seal.PrivateKey, seal.PublicKey) {
	t.Helper()
	private := seal.NewKey()
	public, err := private.Public()
	if err != nil {
		t.Fatal(err)
	}
	return private, public
}

func TestOnlyTheReaderOpensABox(t *testing.T) {
	private, public := keys(t)
	stranger, _ := keys(t)
	secret := []byte("https://flores.example/verify?token=abc")
	sealed, err := seal.Seal(public, secret)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("abc")) {
		t.Error("the secret can be read in the box")
	}
	got, err := seal.Open(private, sealed)
	if err != nil || !bytes.Equal(got, secret) {
		t.Errorf("the reader reads %q, %v", got, err)
	}
	if _, err := seal.Open(stranger, sealed); !errors.Is(err, seal.ErrCannotOpen) {
		t.Errorf("a stranger gets %v", err)
	}
	again, err := seal.Seal(public, secret)
	if err != nil || bytes.Equal(again, sealed) {
		t.Errorf("two boxes of one secret are equal: who sees both knows it (%v)", err)
	}
}

func TestAChangedBoxDoesNotOpen(t *testing.T) {
	private, public := keys(t)
	sealed, err := seal.Seal(public, []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	for name, box := range map[string][]byte{
		"nothing": nil, "cut": sealed[:len(sealed)-1], "longer": append(bytes.Clone(sealed), 0),
		"another bit": append(bytes.Clone(sealed[:len(sealed)-1]), sealed[len(sealed)-1]^1),
	} {
		if _, err := seal.Open(private, box); !errors.Is(err, seal.ErrCannotOpen) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeysHaveATextForm(t *testing.T) {
	private, public := keys(t)
	if got, err := seal.ParsePublic(public.String()); err != nil || got != public {
		t.Errorf("public key: %v, %v", got, err)
	}
	if got, err := seal.ParsePrivate(private.Text()); err != nil || got != private {
		t.Errorf("private key: %v", err)
	}
	for _, text := range []string{"", "c2hvcnQ=", "not base64 !", private.Text() + "AAAA"} {
		if _, err := seal.ParsePrivate(text); err == nil || (text != "" && strings.Contains(err.Error(), text)) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAPrivateKeyIsNeverPrinted(t *testing.T) {
	private, _ := keys(t)
	holder := struct{ Key seal.PrivateKey }{private}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		for _, out := range []string{fmt.Sprintf(verb, private), fmt.Sprintf(verb, holder), fmt.Sprintf(verb, &holder)} {
			if !strings.Contains(out, "[private key]") || strings.Contains(out, fmt.Sprint(private[0])+" ") {
				t.Errorf("%s prints %s", verb, out)
			}
		}
	}
}
