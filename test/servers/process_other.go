//go:build unix && !linux

package servers

import "syscall"

// attributes puts the process into a group of its own, which keeps a terminal's
// Ctrl-C from it. Only Linux can have it end with us.
func attributes(c command) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if c.user != nil {
		a.Credential = &syscall.Credential{Uid: c.user.uid, Gid: c.user.gid}
	}
	return a
}

// descendants are not looked for here: each server's children end by
// themselves soon after it.
func descendants(int) []int { return nil }

func alive(int) bool { return false }
