package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// values are what a session holds: texts, by the keys of session.go.
type values = map[string]any

// signInKeys change together: they are one answer of auth-service. The name is not
// among them, since it comes from the profile.
var signInKeys = []string{keyAccess, keyExpires, keyRefresh, keyUser, keyEmail, keyRole, keyPerms, keyMustPass}

// merge applies what a request changed of the values that it loaded, base → mine, to
// those that are stored now. Where another request changed the same:
//   - of two log-ins' tokens the newer stay, and a log-in that ended for this request,
//     since its token was refused, does not end the one that was renewed meanwhile;
//   - the first of two new carts stays, with the number of its pieces;
//   - links of orders come together;
//   - what was taken out is taken out as it was seen, and what was put stays put.
func merge(base, mine, now values) values {
	out := values{}
	maps.Copy(out, now)
	skip := map[string]bool{}
	for _, k := range signInKeys {
		skip[k] = true
	}
	switch ours, theirs := differ(base, mine, signInKeys...), differ(base, now, signInKeys...); {
	case ours && theirs && newer(now, mine):
		skip[keyName] = text(mine, keyRefresh) == ""
	case ours:
		replace(out, mine, signInKeys)
		if text(now, keyName) == "" { // gone with the log-in, where another request ended it
			replace(out, mine, []string{keyName})
		}
	}
	if differ(base, mine, keyCart) && differ(base, now, keyCart) && text(mine, keyCart) != "" && text(now, keyCart) != "" {
		skip[keyCart], skip[keyBag] = true, true
	}
	for k := range union(base, mine) {
		is, put := mine[k]
		switch {
		case skip[k] || !differ(base, mine, k):
		case put && k == keyLinks:
			out[k] = mergeLinks(text(base, k), text(mine, k), text(now, k))
		case put:
			out[k] = is
		case !differ(base, now, k):
			delete(out, k)
		}
	}
	return out
}

// mergeRenewed is merge for a request that logged in: whatever became of the log-in
// that it left, its own stands. left is what was stored last under the old token.
func mergeRenewed(base, mine, left values) values {
	now := values{}
	maps.Copy(now, left)
	replace(now, base, signInKeys)
	return merge(base, mine, now)
}

func text(v values, key string) string {
	s, _ := v[key].(string)
	return s
}

func differ(a, b values, keys ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return text(a, k) != text(b, k) })
}

func replace(to, from values, keys []string) {
	for _, k := range keys {
		if v, ok := from[k]; ok {
			to[k] = v
		} else {
			delete(to, k)
		}
	}
}

func union(a, b values) values {
	all := values{}
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}

// newer tells whether now's tokens are to be kept instead of mine.
func newer(now, mine values) bool {
	until := func(v values) int64 { n, _ := strconv.ParseInt(text(v, keyExpires), 10, 64); return n }
	return text(mine, keyRefresh) == "" || until(now) > until(mine)
}

// mergeLinks puts the links that mine has over base before those that are stored.
func mergeLinks(base, mine, now string) string {
	old := strings.Split(base, "\n")
	for _, l := range slices.Backward(strings.Split(mine, "\n")) {
		if number, link, ok := strings.Cut(l, " "); ok && !slices.Contains(old, l) {
			now = withLink(now, number, link)
		}
	}
	return now
}

// withLink puts an order's link first; the oldest goes where there are too many.
func withLink(lines, number, link string) string {
	kept := []string{number + " " + link}
	for l := range strings.SplitSeq(lines, "\n") {
		if l != "" && !strings.HasPrefix(l, number+" ") && len(kept) < maxLinks {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
