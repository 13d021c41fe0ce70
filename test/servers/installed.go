package servers

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	osuser "os/user"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// MissingError says that a server cannot be started since a program is not
// installed.
type MissingError struct {
	// What is missing, and Install what would bring it.
	What, Install string
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("%s is not installed: %s", e.What, e.Install)
}

// IsMissing tells whether err says that a program is not installed.
func IsMissing(err error) bool {
	var missing *MissingError
	return errors.As(err, &missing)
}

func debian(what, pkg string) error {
	return &MissingError{What: what, Install: "run scripts/deps, or apt-get install " + pkg}
}

// program finds an executable in PATH, else the last of the places that Debian
// uses (patterns of path/filepath; the last is the newest release).
func program(name string, places ...string) (string, bool) {
	if path, err := exec.LookPath(name); err == nil {
		return path, true
	}
	for _, place := range places {
		found, _ := filepath.Glob(filepath.Join(place, name)) // fails for a bad pattern only
		slices.Sort(found)
		if len(found) > 0 {
			return found[len(found)-1], true
		}
	}
	return "", false
}

// user is whom a process runs as.
type user struct{ uid, gid uint32 }

// servant is the user of that name when we are root, for a server that refuses
// to run as root; else nil, ourselves. ok is false when there is no such user.
func servant(name string) (u *user, ok bool) {
	if os.Getuid() != 0 {
		return nil, true
	}
	found, err := osuser.Lookup(name)
	if err != nil {
		return nil, false
	}
	uid, err1 := strconv.ParseUint(found.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(found.Gid, 10, 32)
	return &user{uid: uint32(uid), gid: uint32(gid)}, err1 == nil && err2 == nil
}

// SkipMissing skips a test whose server's program is not installed, but where
// everything is expected to be: there its caller fails with err.
func SkipMissing(t testing.TB, err error) {
	t.Helper()
	if IsMissing(err) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
}
