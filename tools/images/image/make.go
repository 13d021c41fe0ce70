package image

import (
	"context"
	"fmt"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// whole is the name of the image that is no single service: flores up, and the jobs.
const whole = "flores"

// Options say what to make.
type Options struct {
	Source            string   // the shop's module
	Platforms         []string // such as linux/amd64
	Version, Revision string   // for the labels
}

// Set is the images of all services, each for all platforms.
type Set struct {
	Names     []string // the services', and that of the whole
	Platforms []string
	indexes   map[string]v1.ImageIndex
	images    map[string]v1.Image // by name and platform
}

// Make builds the binary for each platform and makes the images.
func Make(ctx context.Context, o Options) (*Set, error) {
	names, err := services(ctx, o.Source)
	if err != nil {
		return nil, err
	}
	binaries := map[string][]byte{}
	for _, platform := range o.Platforms {
		if binaries[platform], err = binary(ctx, o.Source, platform); err != nil {
			return nil, err
		}
	}
	return assemble(o, append(names, whole), binaries)
}

func assemble(o Options, names []string, binaries map[string][]byte) (*Set, error) {
	slices.Sort(names)
	s := &Set{Names: names, Platforms: o.Platforms, indexes: map[string]v1.ImageIndex{}, images: map[string]v1.Image{}}
	roots, err := layer(trusted())
	if err != nil {
		return nil, err
	}
	for _, platform := range o.Platforms {
		program, err := layer(shop(binaries[platform]))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if s.images[name+" "+platform], err = one(o, name, platform, roots, program); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range names {
		index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
		for _, platform := range o.Platforms {
			p, err := v1.ParsePlatform(platform)
			if err != nil {
				return nil, err
			}
			index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: s.images[name+" "+platform], Descriptor: v1.Descriptor{Platform: p}})
		}
		s.indexes[name] = index
	}
	return s, nil
}

// one is the image of a service for a platform. The Dockerfile at the module's root says
// the same for those who have Docker.
func one(o Options, name, platform string, layers ...v1.Layer) (v1.Image, error) {
	system, arch, _ := strings.Cut(platform, "/")
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	img, err := mutate.AppendLayers(img, layers...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	config, err := img.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = system, arch, v1.Time{Time: epoch}
	config.Config = v1.Config{
		User:       "65532:65532",
		Entrypoint: []string{"/flores"},
		Env:        []string{"FLORES_HOST=0.0.0.0", "FLORES_METRICS=:9090", "LOG_FORMAT=json"},
		Labels: map[string]string{
			"org.opencontainers.image.title":       "Flores Victoria: " + name,
			"org.opencontainers.image.description": "An online florist: every service of it, one a container.",
			"org.opencontainers.image.vendor":      "Flores Victoria",
			"org.opencontainers.image.version":     o.Version,
		},
	}
	if o.Revision != "" {
		config.Config.Labels["org.opencontainers.image.revision"] = o.Revision
	}
	if name != whole {
		config.Config.Cmd = []string{"serve", name}
	}
	return mutate.ConfigFile(img, config)
}
