package web

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

// signedIn is a session's part of a log-in, with tokens until then.
func signedIn(refresh, until string, more ...string) values {
	return with(values{keyRefresh: refresh, keyAccess: "a" + until, keyExpires: until, keyUser: "u1", keyName: "Ana"}, more...)
}

func with(v values, more ...string) values {
	out := maps.Clone(v)
	for i := 0; i+1 < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

func TestWhatTwoPagesChangedComesTogether(t *testing.T) {
	in, later, latest := signedIn("r0", "100"), signedIn("r1", "400"), signedIn("r2", "700")
	for name, c := range map[string]struct{ base, mine, now, want values }{
		"of nothing":                       {nil, values{}, nil, values{}},
		"put beside":                       {values{"a": "1"}, values{"a": "1", "b": "2"}, values{"a": "1", "c": "3"}, values{"a": "1", "b": "2", "c": "3"}},
		"put on the same":                  {values{"a": "1"}, values{"a": "2"}, values{"a": "3"}, values{"a": "2"}},
		"not touched":                      {values{"a": "1"}, values{"a": "1"}, values{"a": "3"}, values{"a": "3"}},
		"not touched and taken out":        {values{"a": "1"}, values{"a": "1"}, values{}, values{}},
		"taken out":                        {values{keyNotice: "1"}, values{}, values{keyNotice: "1", "b": "2"}, values{"b": "2"}},
		"taken out, and put anew":          {values{keyNotice: "1"}, values{}, values{keyNotice: "2"}, values{keyNotice: "2"}},
		"renewed by us":                    {in, later, in, later},
		"renewed by another":               {in, with(in, "a", "1"), later, with(later, "a", "1")},
		"renewed by both, ours first":      {in, later, latest, latest},
		"renewed by both, ours last":       {in, latest, later, latest},
		"renewed by both, in one second":   {in, with(later, keyPerms, "x"), later, with(later, keyPerms, "x")},
		"refused to us, renewed by others": {in, values{}, later, later},
		"refused to us":                    {with(in, "a", "1"), values{"a": "1"}, with(in, "b", "2", "a", "1"), values{"a": "1", "b": "2"}},
		"refused to others, renewed by us": {in, later, values{}, with(later, keyName, "Ana")},
		"named by us, renewed by others":   {in, with(in, keyName, "Eva"), later, with(later, keyName, "Eva")},
		"a password changed, renewed before": {
			with(in, keyMustPass, "1"), with(later, keyRefresh, "r0"), with(signedIn("r1", "390"), keyMustPass, "1"), with(later, keyRefresh, "r0"),
		},
		"two new carts":             {values{}, values{keyCart: "B", keyBag: "2"}, values{keyCart: "A", keyBag: "1"}, values{keyCart: "A", keyBag: "1"}},
		"one new cart":              {values{keyBag: "0"}, values{keyCart: "B", keyBag: "2"}, values{keyBag: "0"}, values{keyCart: "B", keyBag: "2"}},
		"a cart merged away":        {values{keyCart: "A"}, values{keyBag: "3"}, values{keyCart: "A"}, values{keyBag: "3"}},
		"a cart taken, another new": {values{keyCart: "A"}, values{}, values{keyCart: "B"}, values{keyCart: "B"}},
		"links of two orders": {
			values{keyLinks: "1 a"}, values{keyLinks: "2 b\n1 a"}, values{keyLinks: "3 c\n1 a"}, values{keyLinks: "2 b\n3 c\n1 a"},
		},
		"a new link of the same order": {
			values{keyLinks: "1 a"}, values{keyLinks: "1 b"}, values{keyLinks: "3 c\n1 a"}, values{keyLinks: "1 b\n3 c"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			now := maps.Clone(c.now)
			if got := merge(c.base, c.mine, c.now); !maps.Equal(got, c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
			if !maps.Equal(c.now, now) {
				t.Error("what is stored was changed")
			}
		})
	}
}

func TestALogInKeepsWhatOthersStoredButTheirLogIn(t *testing.T) {
	base := signedIn("r0", "900", keyCart, "A")
	mine := signedIn("new", "400", keyUser, "u2", keyName, "Eva")
	left := with(signedIn("r1", "999"), keyCart, "A", "my/comuna", "nunoa")
	if got, want := mergeRenewed(base, mine, left), with(mine, "my/comuna", "nunoa"); !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestTheOldestLinkGoes(t *testing.T) {
	lines := ""
	for i := range maxLinks + 3 {
		lines = withLink(lines, fmt.Sprint("FV-", i), "secret")
	}
	list := strings.Split(lines, "\n")
	if len(list) != maxLinks || list[0] != "FV-22 secret" || list[maxLinks-1] != "FV-3 secret" {
		t.Errorf("kept %v", list)
	}
	merged := mergeLinks("", "FV-99 secret", lines)
	if list := strings.Split(merged, "\n"); len(list) != maxLinks || list[0] != "FV-99 secret" {
		t.Errorf("kept %v", list)
	}
}
