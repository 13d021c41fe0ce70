package contract

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxTimeout is below what the connections between services wait for an answer.
const maxTimeout = time.Minute

// fault is what is wrong with an operation's line, all of it.
func (o *Op) fault() error {
	var faults []error
	say := func(wrong bool, format string, args ...any) {
		if wrong {
			faults = append(faults, fmt.Errorf("%s: %s", o, fmt.Sprintf(format, args...)))
		}
	}
	say(o.in.err != nil, "input: %v", o.in.err)
	say(o.out.err != nil, "output: %v", o.out.err)
	say(o.Access.kind == accessUnset, "no access is stated")
	say(o.Access.kind == accessNeeds && o.Access.permission == "", "the permission it needs is empty")
	say(o.Access.kind == accessInternal && (len(o.Access.callers) == 0 || slices.Contains(o.Access.callers, "")), "an internal operation names its callers")
	say(o.Internal() != strings.HasPrefix(o.Path, "/internal/"), "internal operations, and only they, live under /internal/")
	say(o.Method == http.MethodPost && !o.Idempotent && o.OnceWhy == "", "a POST is Idempotent, or says Repeatable or Once and why")
	say(o.Idempotent && !o.in.keyed, "the input of an idempotent operation embeds contract.Keyed")
	say((o.Method == http.MethodGet || o.Method == http.MethodDelete) && o.in.body != nil, "a %s has no body", o.Method)
	say(o.Timeout <= 0 || o.Timeout > maxTimeout, "the timeout is more than nothing and at most %s", maxTimeout)
	say(o.Streams && o.IsCached, "a stream is not Cached: it carries an ETag of its own")
	if o.IsCached {
		say(o.Method != http.MethodGet || o.Access.kind != accessPublic, "only a public GET can be cached")
		say(o.out.body == nil || o.out.status != nil || len(o.out.params) > 0, "a cached answer is a body and nothing else")
		for i := range o.in.params {
			say(o.in.params[i].in == "header", "a cached answer depends on its address alone, not on the header %s", o.in.params[i].name)
		}
	}
	o.pathFaults(say)
	return errors.Join(faults...)
}

func (o *Op) pathFaults(say func(bool, string, ...any)) {
	say(!strings.HasPrefix(o.Path, "/") || unclean(o.Path) || strings.HasSuffix(o.Path, "/"), "the path is not a clean one")
	known := map[string]bool{}
	for _, s := range o.path {
		if s.name != "" {
			known[s.name] = true
			say(o.in.find("path", s.name) == nil, "the input has no path parameter %q", s.name)
		}
	}
	for i := range o.in.params {
		if p := &o.in.params[i]; p.in == "path" {
			say(!known[p.name], "the path has no {%s}", p.name)
		}
	}
}

// segment is a part of a path: text, or the parameter of that name.
type segment struct{ text, name string }

// segments splits "/api/orders/{number}/moves" into its texts and parameters.
func segments(path string) (list []segment) {
	for {
		before, rest, ok := strings.Cut(path, "{")
		if before != "" {
			list = append(list, segment{text: before})
		}
		if !ok {
			return list
		}
		name, after, _ := strings.Cut(rest, "}")
		list = append(list, segment{name: name})
		path = after
	}
}
