package proc

import (
	"os"
	"testing"
	"time"
)

func TestTheProcessorTimeIsFoundBehindANameWithSpacesAndParentheses(t *testing.T) {
	line := "4242 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0 9 0 1234"
	if d, err := cpu([]byte(line)); err != nil || d != 1750*time.Millisecond {
		t.Errorf("%v, %v", d, err)
	}
	if _, err := cpu([]byte("4242 (x) S 1 2")); err == nil {
		t.Error("half a line was read")
	}
}

func TestMemoryIsReadInBytes(t *testing.T) {
	m, err := memory([]byte("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nRssAnon:\t     512 kB\n"))
	if err != nil || m != (Memory{Resident: 1 << 20, Peak: 2 << 20, Anonymous: 512 << 10}) {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := memory([]byte("Name:\tx\nState:\tZ (zombie)\n")); err == nil {
		t.Error("the memory of an ended process was read")
	}
}

func TestThisProcessIsSeenWorking(t *testing.T) {
	before := Own()
	for Own() == before { // burns until the clock of the kernel shows it
	}
	seen, err := CPU(os.Getpid())
	if err != nil || seen < 0 || seen > Own()+time.Second {
		t.Errorf("/proc says %v, getrusage %v, %v", seen, Own(), err)
	}
	if m, err := MemoryOf(os.Getpid()); err != nil || m.Resident < 1<<20 || m.Peak < m.Resident/2 {
		t.Errorf("%+v, %v", m, err)
	}
}
