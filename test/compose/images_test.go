package compose

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// whole is the image of `flores up` and of the jobs: the Dockerfile's last.
const whole = "flores"

func contents(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(root + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Given the table of services, then the Dockerfile has an image of each, which serves
// it, and that of the whole shop is the one that is built when none is named.
func TestTheDockerfileHasAnImageOfEveryService(t *testing.T) {
	stage := regexp.MustCompile(`(?m)^FROM shop AS (\S+)\nLABEL org\.opencontainers\.image\.title="Flores Victoria: (\S+)"\n(?:CMD \["serve", "(\S+)"\]\n)?`)
	var names []string
	for _, m := range stage.FindAllStringSubmatch(contents(t, "Dockerfile"), -1) {
		names = append(names, m[1])
		serves := m[1]
		if serves == whole {
			serves = ""
		}
		if m[2] != m[1] || m[3] != serves {
			t.Errorf("the image %s is called %s and serves %q", m[1], m[2], m[3])
		}
	}
	if len(names) == 0 || names[len(names)-1] != whole {
		t.Fatalf("the Dockerfile ends with none of %s: %v", whole, names)
	}
	allServices(t, "Dockerfile", names)
}

func TestTheBakeFileMakesThemAll(t *testing.T) {
	list := regexp.MustCompile(`(?s)image = \[(.*?)\]`).FindStringSubmatch(contents(t, "docker-bake.hcl"))
	if list == nil {
		t.Fatal("docker-bake.hcl lists no images")
	}
	var names []string
	for _, m := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(list[1], -1) {
		names = append(names, m[1])
	}
	allServices(t, "docker-bake.hcl", names)
}

func allServices(t *testing.T, where string, got []string) {
	t.Helper()
	want := []string{whole}
	for _, s := range table(t) {
		want = append(want, s.Name)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s has the images %v, the table %v", where, got, want)
	}
}
