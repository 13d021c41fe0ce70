package web

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// What a session holds. The browser has an opaque id; tokens stay here.
const (
	keyAccess   = "access"
	keyExpires  = "expires" // of the access token, Unix seconds
	keyRefresh  = "refresh"
	keyUser     = "user"
	keyEmail    = "email"
	keyName     = "name"
	keyRole     = "role"
	keyPerms    = "perms"
	keyMustPass = "must_change"
	keyCart     = "cart"
	keyBag      = "bag"
	keyLinks    = "links" // "number link" lines of the orders this browser may see
	keyNotice   = "notice"
)

// maxLinks bounds the orders that one browser remembers; the oldest goes.
const maxLinks = 20

func (v *Visit) get(key string) string { return v.Site.sessions.GetString(v.R.Context(), key) }

func (v *Visit) put(key, value string) { v.Site.sessions.Put(v.R.Context(), key, value) }

func (v *Visit) remove(key string) { v.Site.sessions.Remove(v.R.Context(), key) }

// Remember keeps a small choice of the visitor, such as the comuna, for the next pages.
func (v *Visit) Remember(name, value string) {
	if v.get("my/"+name) != value {
		v.put("my/"+name, value)
	}
}

// Remembered is what Remember kept.
func (v *Visit) Remembered(name string) string { return v.get("my/" + name) }

// Notice leaves a sentence for the next page that is shown.
func (v *Visit) Notice(text string) { v.put(keyNotice, text) }

// TakeNotice returns it, once.
func (v *Visit) TakeNotice() string {
	if v.get(keyNotice) == "" {
		return ""
	}
	return v.Site.sessions.PopString(v.R.Context(), keyNotice)
}

// signIn puts the account of the session on the visit, with a token that lives
// long enough for the page.
func (v *Visit) signIn() {
	if v.get(keyRefresh) == "" {
		return
	}
	if n, _ := strconv.ParseInt(v.get(keyExpires), 10, 64); v.Site.Clock.Now().Add(30*time.Second).Unix() >= n {
		if !v.renew() {
			return
		}
	}
	v.account = &Account{
		UserID: v.get(keyUser), Email: v.get(keyEmail), Name: v.get(keyName), Role: v.get(keyRole),
		MustChangePassword: v.get(keyMustPass) != "",
	}
	if p := v.get(keyPerms); p != "" {
		v.account.Permissions = strings.Split(p, " ")
	}
	v.ctx = contract.WithUserToken(v.ctx, v.get(keyAccess))
	v.R = v.R.WithContext(edge.WithAccount(v.R.Context(), v.account.UserID)) // whom an operation's limit counts for
}

// refreshes lets one page of a session refresh at a time in this process. The others,
// and those of other replicas, get the same successor from auth-service within 30 s,
// and the newest of what they got stays in the session.
type refreshes struct {
	mu   sync.Mutex
	busy map[string]chan *authapi.SignIn
}

func (v *Visit) renew() bool {
	old := v.get(keyRefresh)
	in := authapi.RefreshInput{}
	in.Body.RefreshToken = old
	// Asked for to the end, though the visitor goes away: an answer that nobody stores
	// leaves the session with a token that is spent.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(v.ctx), pageTime)
	defer cancel()
	asker := &Visit{Site: v.Site, W: v.W, R: v.R, Words: v.Words, ctx: ctx}
	out, err := v.Site.refresh.once(ctx, old, func() (*authapi.SignIn, error) { return Call(asker, authapi.Refresh, &in) })
	if err != nil {
		if p, ok := problem.From(err); ok && p.Status < 500 && p.Status != 429 {
			v.forget() // revoked, expired or reused: the visitor logs in again
		}
		return false
	}
	v.keep(out)
	return true
}

func (r *refreshes) once(ctx context.Context, key string, f func() (*authapi.SignIn, error)) (*authapi.SignIn, error) {
	r.mu.Lock()
	if done := r.busy[key]; done != nil {
		r.mu.Unlock()
		select {
		case out, ok := <-done:
			if ok && out != nil {
				return out, nil
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return f()
	}
	done := make(chan *authapi.SignIn)
	if r.busy == nil {
		r.busy = map[string]chan *authapi.SignIn{}
	}
	r.busy[key] = done
	r.mu.Unlock()
	out, err := f()
	r.mu.Lock()
	delete(r.busy, key)
	r.mu.Unlock()
	close(done)
	return out, err
}

// SignedIn starts a signed-in session: its id is new, and a guest's cart moves into
// the account's.
func (v *Visit) SignedIn(in *authapi.SignIn) error {
	if err := v.Site.sessions.RenewToken(v.R.Context()); err != nil {
		return err
	}
	v.keep(in)
	v.signIn()
	guest := v.get(keyCart)
	if guest == "" {
		return v.countBag()
	}
	merge := cartapi.MergeInput{}
	merge.Body.Token = guest
	out, err := Call(v, cartapi.Merge, &merge)
	if err != nil {
		v.Site.Log.WarnContext(v.ctx, "a guest's cart was not merged", "err", err)
		return nil // the log-in stands; the guest's cart stays where it is
	}
	v.remove(keyCart)
	v.SetBag(out.Body.Count)
	return nil
}

func (v *Visit) countBag() error {
	out, err := Call(v, cartapi.Get, &cartapi.Guest{})
	if err != nil {
		return nil // the number in the header is not worth failing a log-in
	}
	v.SetBag(out.Body.Count)
	return nil
}

func (v *Visit) keep(in *authapi.SignIn) {
	v.put(keyAccess, in.AccessToken)
	v.put(keyExpires, strconv.FormatInt(in.ExpiresAt.Unix(), 10))
	v.put(keyRefresh, in.RefreshToken)
	v.put(keyUser, in.User.ID)
	v.put(keyEmail, in.User.Email)
	v.put(keyRole, string(in.User.Role))
	v.put(keyPerms, strings.Join(in.User.Permissions, " "))
	if in.User.MustChangePassword {
		v.put(keyMustPass, "1")
	} else {
		v.remove(keyMustPass)
	}
}

// NewAccess takes the token that a change of password answers.
func (v *Visit) NewAccess(a *authapi.Access) {
	v.put(keyAccess, a.AccessToken)
	v.put(keyExpires, strconv.FormatInt(a.ExpiresAt.Unix(), 10))
	v.remove(keyMustPass)
	v.signIn()
}

// SetName remembers what the account calls itself.
func (v *Visit) SetName(name string) { v.put(keyName, name) }

// RefreshToken names the session at log-out.
func (v *Visit) RefreshToken() string { return v.get(keyRefresh) }

func (v *Visit) forget() {
	for _, k := range []string{keyAccess, keyExpires, keyRefresh, keyUser, keyEmail, keyName, keyRole, keyPerms, keyMustPass} {
		v.remove(k)
	}
	v.account = nil
}

// SignedOut ends the session in this browser; nothing of it is kept but the language.
func (v *Visit) SignedOut() error {
	lang := v.get("lang")
	if err := v.Site.sessions.Destroy(v.R.Context()); err != nil {
		return err
	}
	foundIn(v.R.Context()).over()
	v.account = nil
	if lang != "" {
		v.put("lang", lang)
	}
	return nil
}

// CartToken is the guest's; empty for an account's own cart and before the first item.
func (v *Visit) CartToken() string {
	if v.account != nil {
		return ""
	}
	return v.get(keyCart)
}

// TookCart keeps what a cart operation answered: a new guest's token, and the count.
func (v *Visit) TookCart(a *cartapi.Answer) {
	if a.Token != "" && v.account == nil {
		v.put(keyCart, a.Token)
	}
	v.SetBag(a.Body.Count)
}

// SetBag remembers how many pieces are in the bag, so that no page asks for the header's sake.
func (v *Visit) SetBag(count int64) {
	if s := strconv.FormatInt(count, 10); v.get(keyBag) != s {
		v.put(keyBag, s)
	}
}

// BagCount is how many pieces are in the bag.
func (v *Visit) BagCount() int {
	n, _ := strconv.Atoi(v.get(keyBag))
	return n
}

// KeepLink remembers the link of an order that this browser may see.
func (v *Visit) KeepLink(number, link string) {
	v.put(keyLinks, withLink(v.get(keyLinks), number, link))
}

// Link is the kept link of an order, or "".
func (v *Visit) Link(number string) string {
	for l := range strings.SplitSeq(v.get(keyLinks), "\n") {
		if n, link, ok := strings.Cut(l, " "); ok && n == number {
			return link
		}
	}
	return ""
}
