// Command images makes the images of the shop without Docker: one static binary, the
// certificates of the world's authorities, and nothing else, under the requirements
// document's names.
//
//	go run . -registry REGISTRY -tag v1.0.0 push      into a registry
//	go run . -registry REGISTRY -tag v1.0.0 -out DIR  into DIR/NAME.tar, to be imported
//	go run . -registry REGISTRY -tag v1.0.0 -layout DIR  as one OCI layout
//	go run . -platforms linux/amd64 -root DIR         what is in them, for the Dockerfile
//
// Every image has the same layers; which service it is stands in its command. The same
// source gives the same digests, on any machine with the same Go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"floresvictoria.cl/flores/tools/images/image"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "images:", err)
		os.Exit(1)
	}
}

// most is what one image may weigh, compressed.
const most = 20 << 20

func run(ctx context.Context) error {
	source := flag.String("source", "../..", "the shop's module")
	registry := flag.String("registry", envOr("DOCKER_REGISTRY", "flores-victoria"), "where the images belong, such as ghcr.io/me (DOCKER_REGISTRY)")
	tag := flag.String("tag", "dev", "their tag")
	out := flag.String("out", "", "write an archive an image into this directory, of the first platform")
	layout := flag.String("layout", "", "write all images as one OCI layout into this directory")
	root := flag.String("root", "", "write what is in the images, of the first platform, into this directory and make none")
	platforms := flag.String("platforms", "linux/amd64,linux/arm64", "which machines they run on")
	revision := flag.String("revision", "", "the commit, for the label")
	flag.Parse()
	targets := strings.Split(*platforms, ",")
	if *root != "" {
		return image.Root(ctx, *source, targets[0], *root)
	}
	push := flag.Arg(0) == "push"
	if !push && *out == "" && *layout == "" {
		return errors.New("say -out DIR, -layout DIR, -root DIR or push")
	}
	set, err := image.Make(ctx, image.Options{Source: *source, Platforms: targets, Version: *tag, Revision: *revision})
	if err != nil {
		return err
	}
	for _, platform := range set.Platforms {
		size, err := set.Size(platform)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %.1f MiB compressed\n", platform, float64(size)/(1<<20))
		if size > most {
			return fmt.Errorf("%s: an image weighs %d bytes, more than %d", platform, size, most)
		}
	}
	if *out != "" {
		if err := set.Archives(*out, *registry, *tag); err != nil {
			return err
		}
	}
	if *layout != "" {
		if err := set.Layout(*layout, *registry, *tag); err != nil {
			return err
		}
	}
	if push {
		if err := set.Push(ctx, *registry, *tag); err != nil {
			return err
		}
	}
	for _, name := range set.Names {
		digest, err := set.Digest(name)
		if err != nil {
			return err
		}
		fmt.Printf("%s/%s:%s@%s\n", *registry, name, *tag, digest)
	}
	return nil
}

func envOr(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}
