// Package proc asks the kernel what a process costs: processor time and memory.
// It reads Linux's /proc.
package proc

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// tick is the unit of times in /proc/PID/stat (USER_HZ, 100 on every Linux of today).
const tick = 10 * time.Millisecond

// CPU is the processor time that a process has used, in steps of 10 ms.
func CPU(pid int) (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	return cpu(b)
}

func cpu(stat []byte) (time.Duration, error) {
	// The program's name, in parentheses, may hold spaces: count from its end.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	const user, system = 11, 12 // fields 14 and 15 of proc(5)
	if len(fields) <= system {
		return 0, fmt.Errorf("a stat line of %d fields", len(fields))
	}
	u, err := strconv.ParseInt(string(fields[user]), 10, 64)
	if err != nil {
		return 0, err
	}
	s, err := strconv.ParseInt(string(fields[system]), 10, 64)
	if err != nil {
		return 0, err
	}
	return time.Duration(u+s) * tick, nil
}

// Own is the processor time that this process has used.
func Own() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // cannot fail for oneself
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Memory is what of a process lies in memory, in bytes.
type Memory struct {
	Resident, Peak int64
	Anonymous      int64 // of Resident, what is not the program's own file
}

// MemoryOf reads a process's memory.
func MemoryOf(pid int) (Memory, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return Memory{}, err
	}
	return memory(b)
}

func memory(status []byte) (m Memory, err error) {
	want := map[string]*int64{"VmRSS": &m.Resident, "VmHWM": &m.Peak, "RssAnon": &m.Anonymous}
	for line := range bytes.Lines(status) {
		name, value, _ := bytes.Cut(line, []byte(":"))
		at, ok := want[string(name)]
		if !ok {
			continue
		}
		kib, err := strconv.ParseInt(string(bytes.TrimSuffix(bytes.TrimSpace(value), []byte(" kB"))), 10, 64)
		if err != nil {
			return m, fmt.Errorf("%s: %w", name, err)
		}
		*at = kib << 10
	}
	if m.Resident == 0 {
		return m, fmt.Errorf("no VmRSS: the process has ended")
	}
	return m, nil
}
