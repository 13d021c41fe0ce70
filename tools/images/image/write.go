package image

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Digest is that of an image's index, by which all its platforms are pulled.
func (s *Set) Digest(service string) (v1.Hash, error) { return s.indexes[service].Digest() }

// Size is what an image of a platform weighs, compressed.
func (s *Set) Size(platform string) (sum int64, err error) {
	layers, err := s.images[whole+" "+platform].Layers()
	if err != nil {
		return 0, err
	}
	for _, l := range layers {
		n, err := l.Size()
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// Push writes every image into a registry, with the credentials that docker login or its
// like has left.
func (s *Set) Push(ctx context.Context, registry, tag string) error {
	for _, service := range s.Names {
		ref, err := name.ParseReference(registry + "/" + service + ":" + tag)
		if err != nil {
			return err
		}
		if err := remote.WriteIndex(ref, s.indexes[service], remote.WithAuthFromKeychain(authn.DefaultKeychain), remote.WithContext(ctx)); err != nil {
			return fmt.Errorf("push %s: %w", ref, err)
		}
	}
	return nil
}

// Archives writes dir/NAME.tar for each image, of the first platform, as docker load,
// ctr image import and kind load take them.
func (s *Set) Archives(dir, registry, tag string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, service := range s.Names {
		ref, err := name.NewTag(registry + "/" + service + ":" + tag)
		if err != nil {
			return err
		}
		if err := tarball.WriteToFile(filepath.Join(dir, service+".tar"), ref, s.images[service+" "+s.Platforms[0]]); err != nil {
			return fmt.Errorf("write %s: %w", service, err)
		}
	}
	return nil
}

// Layout writes all images of all platforms as one OCI layout, which has every layer
// once.
func (s *Set) Layout(dir, registry, tag string) error {
	path, err := layout.Write(dir, empty.Index)
	if err != nil {
		return err
	}
	for _, service := range s.Names {
		annotations := map[string]string{
			"org.opencontainers.image.ref.name": registry + "/" + service + ":" + tag,
			"io.containerd.image.name":          registry + "/" + service + ":" + tag,
		}
		if err := path.AppendIndex(s.indexes[service], layout.WithAnnotations(annotations)); err != nil {
			return fmt.Errorf("write %s: %w", service, err)
		}
	}
	return nil
}

// Root builds the binary for a platform and writes what an image of it holds into a
// directory, where the Dockerfile takes it from.
func Root(ctx context.Context, source, platform, dir string) error {
	program, err := binary(ctx, source, platform)
	if err != nil {
		return err
	}
	for _, f := range []file{trusted(), shop(program)} {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.content, os.FileMode(f.mode)); err != nil {
			return err
		}
	}
	return nil
}
