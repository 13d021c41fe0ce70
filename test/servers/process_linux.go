package servers

import (
	"bytes"
	"cmp"
	"os"
	"strconv"
	"syscall"
)

// attributes puts the process into a group of its own, which keeps a terminal's
// Ctrl-C from it, and has it signalled when our thread ends.
func attributes(c command) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: cmp.Or(c.orphaned, syscall.SIGKILL)}
	if c.user != nil {
		a.Credential = &syscall.Credential{Uid: c.user.uid, Gid: c.user.gid}
	}
	return a
}

// descendants lists the children of a process, and theirs.
func descendants(pid int) []int {
	var all []int
	threads, err := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/task")
	if err != nil {
		return nil // it has ended
	}
	for _, t := range threads {
		b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/task/" + t.Name() + "/children")
		if err != nil {
			continue
		}
		for field := range bytes.FieldsSeq(b) {
			if child, err := strconv.Atoi(string(field)); err == nil {
				all = append(append(all, child), descendants(child)...)
			}
		}
	}
	return all
}

// alive tells whether a process runs. A zombie does not: who adopted it may
// never ask how it ended.
func alive(pid int) bool {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return false
	}
	// pid (name) state …, where the name may hold anything.
	end := bytes.LastIndexByte(b, ')')
	return end >= 0 && len(b) > end+2 && b[end+2] != 'Z' && b[end+2] != 'X'
}
