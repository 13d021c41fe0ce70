package image

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

var (
	platforms = []string{"linux/amd64", "linux/arm64"}
	options   = Options{Platforms: platforms, Version: "v1.2.3", Revision: "abc"}
)

// small is a set around a program that is none: what is under test is the image.
func small(t *testing.T, content string) *Set {
	t.Helper()
	s, err := assemble(options, []string{"order-service", "frontend", whole}, map[string][]byte{
		"linux/amd64": []byte(content + " amd64"), "linux/arm64": []byte(content + " arm64"),
	})
	must(t, err)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func digests(t *testing.T, s *Set) (out []string) {
	t.Helper()
	for _, n := range s.Names {
		d, err := s.Digest(n)
		must(t, err)
		out = append(out, d.String())
	}
	return out
}

func TestTheSameProgramGivesTheSameDigests(t *testing.T) {
	one, again, other := digests(t, small(t, "a")), digests(t, small(t, "a")), digests(t, small(t, "b"))
	if !slices.Equal(one, again) {
		t.Errorf("%v, then %v", one, again)
	}
	for i := range one {
		if one[i] == other[i] {
			t.Errorf("another program has the digest %s too", one[i])
		}
	}
	if slices.Sort(one); len(slices.Compact(one)) != 3 {
		t.Errorf("two services are one image: %v", one)
	}
}

func TestAnImageIsAProgramAndTheAuthoritiesForANobody(t *testing.T) {
	s := small(t, "a")
	for _, n := range s.Names {
		for _, platform := range platforms {
			img := s.images[n+" "+platform]
			config, err := img.ConfigFile()
			must(t, err)
			c := config.Config
			if c.User != "65532:65532" || !slices.Equal(c.Entrypoint, []string{"/flores"}) || platform != config.OS+"/"+config.Architecture {
				t.Errorf("%s for %s: %+v", n, platform, config)
			}
			want := "serve " + n
			if n == whole {
				want = ""
			}
			if strings.Join(c.Cmd, " ") != want {
				t.Errorf("%s runs %v", n, c.Cmd)
			}
			if c.Labels["org.opencontainers.image.version"] != "v1.2.3" || c.Labels["org.opencontainers.image.revision"] != "abc" {
				t.Errorf("%s is labelled %v", n, c.Labels)
			}
			if got := files(t, img); !slices.Equal(got, []string{"etc/", "etc/ssl/", "etc/ssl/certs/", "etc/ssl/certs/ca-certificates.crt", "flores"}) {
				t.Errorf("%s holds %v", n, got)
			}
		}
	}
}

func files(t *testing.T, img v1.Image) (out []string) {
	t.Helper()
	layers, err := img.Layers()
	must(t, err)
	for _, l := range layers {
		r, err := l.Uncompressed()
		must(t, err)
		for tr := tar.NewReader(r); ; {
			h, err := tr.Next()
			if err == io.EOF {
				break
			}
			must(t, err)
			if h.Uid != 0 || h.Mode&0o022 != 0 || !h.ModTime.Equal(epoch) {
				t.Errorf("%s is %+v", h.Name, h)
			}
			out = append(out, h.Name)
		}
		must(t, r.Close())
	}
	return out
}

func TestTheAuthoritiesAreManyAndReadable(t *testing.T) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authorities()) {
		t.Fatal("no program could read them")
	}
	n := 0
	for rest := authorities(); ; n++ {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			t.Error(err)
		}
	}
	if n < 100 {
		t.Errorf("%d authorities", n)
	}
}

func TestARegistryAnArchiveAndALayoutHaveTheSameImages(t *testing.T) {
	s := small(t, "a")
	server := httptest.NewServer(registry.New())
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://") + "/shop"
	must(t, s.Push(context.Background(), host, "v1"))
	dir := t.TempDir()
	must(t, s.Archives(filepath.Join(dir, "archives"), host, "v1"))
	must(t, s.Layout(filepath.Join(dir, "layout"), host, "v1"))
	index, err := os.ReadFile(filepath.Join(dir, "layout", "index.json"))
	must(t, err)
	for _, n := range s.Names {
		want, err := s.Digest(n)
		must(t, err)
		ref, err := name.ParseReference(host + "/" + n + ":v1")
		must(t, err)
		pulled, err := remote.Index(ref)
		must(t, err)
		if got, err := pulled.Digest(); err != nil || got != want {
			t.Errorf("%s is pulled as %s, made as %s: %v", n, got, want, err)
		}
		archived, err := tarball.ImageFromPath(filepath.Join(dir, "archives", n+".tar"), nil)
		must(t, err)
		a, err := archived.ConfigName()
		must(t, err)
		b, err := s.images[n+" linux/amd64"].ConfigName()
		must(t, err)
		if a != b {
			t.Errorf("the archive of %s holds another image", n)
		}
		if !bytes.Contains(index, []byte(want.String())) || !bytes.Contains(index, []byte(host+"/"+n+":v1")) {
			t.Errorf("the layout does not name %s", n)
		}
	}
}

// The shop itself, built twice from two places of the disk. It takes minutes where
// nothing is built yet.
func TestTheShopBuiltTwiceIsTheSameAndLight(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the shop")
	}
	elsewhere := filepath.Join(t.TempDir(), "shop")
	source, err := filepath.Abs("../../..")
	must(t, err)
	for _, part := range []string{"cmd", "internal"} {
		must(t, os.CopyFS(filepath.Join(elsewhere, part), os.DirFS(filepath.Join(source, part))))
	}
	for _, part := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(filepath.Join(source, part))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(elsewhere, part), b, 0o600))
	}
	o := options
	o.Source, o.Platforms = elsewhere, platforms[:1]
	one, err := Make(t.Context(), o)
	must(t, err)
	o.Source = source
	two, err := Make(t.Context(), o)
	must(t, err)
	if a, b := digests(t, one), digests(t, two); !slices.Equal(a, b) {
		t.Errorf("%v, then %v", a, b)
	}
	if len(one.Names) != 12 || !slices.Contains(one.Names, "api-gateway") {
		t.Errorf("the images are %v", one.Names)
	}
	size, err := one.Size("linux/amd64")
	must(t, err)
	if size > 20<<20 {
		t.Errorf("it weighs %d bytes", size)
	}
	t.Logf("%.1f MiB compressed", float64(size)/(1<<20))
}
