package app

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// Environment is where settings come from that no flag gives: addresses of servers
// and neighbours, and secrets, which a command line would show to everybody.
type Environment func(name string) string

// fileSuffix makes of a setting's name the one that says which file holds it, as
// orchestrators mount secrets.
const fileSuffix = "_FILE"

// Value is a setting's, or that of the file which NAME_FILE names, without the
// newline at its end.
func (e Environment) Value(name string) (string, error) {
	value, path := e(name), e(name+fileSuffix)
	switch {
	case path == "":
		return value, nil
	case value != "":
		return "", fmt.Errorf("%s and %s%s are both set: only one of them can be meant", name, name, fileSuffix)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s%s: %s cannot be read: %w", name, fileSuffix, path, cause(err))
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// files gives every flag that has an environment variable the same second way.
func (e Environment) files() kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if e(name+fileSuffix) == "" {
				continue
			}
			value, err := e.Value(name)
			if err != nil || value == "" {
				return nil, err
			}
			return value, nil
		}
		return nil, nil
	})
}
