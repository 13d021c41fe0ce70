package cluster

import (
	"os"
	"testing"
	"time"
)

// steps is the story, in order. Each asks for a shop that stands, but for those that
// install one, and leaves it as it was.
var steps = []struct {
	name string
	do   func(*testing.T, *world)
	must bool // without it the rest means nothing
}{
	{"schema", wouldBeTaken, false},
	{"sequence", installsByTheDocument, false},
	{"apply", installsByOneCommand, true},
	{"doors", buysThroughBothDoors, false},
	{"network", reachesWhomTheTableSays, false},
	{"secrets", saysWhatIsWrongWithASecret, false},
	{"restart", restartsUnderLoad, false},
	{"image", takesAnotherImage, false},
	{"scale", scalesUnderLoad, false},
	{"evict", respectsTheBudgets, false},
	{"kill", outlivesEveryPod, false},
	{"data", keepsItsData, false},
	{"autoscaler", scalesByItself, false},
	{"single", isASmallShopInOnePod, false},
	{"afterwards", isAsBefore, false},
	{"leave", leavesNothing, false},
}

// shortest is what the whole story takes at least; a shorter timeout ends it with
// nothing but stacks.
const shortest = 15 * time.Minute

func TestTheShopInACluster(t *testing.T) {
	if os.Getenv("KUBECONFIG") == "" {
		t.Skip("KUBECONFIG names no cluster: there is nothing to try the shop on")
	}
	if end, ok := t.Deadline(); ok && time.Until(end) < shortest {
		t.Fatal("go test's timeout is too short: say -timeout 2h")
	}
	w := begin(t)
	for _, step := range steps {
		began := time.Now()
		ran := false
		ok := t.Run(step.name, func(t *testing.T) {
			ran = true
			w.cluster.Log = t.Logf
			step.do(t, w)
		})
		if !ran {
			continue // -run left it out
		}
		if !ok {
			w.report.row(t, step.name, "**failed**")
		}
		t.Logf("%s took %s", step.name, time.Since(began).Round(time.Second))
		w.report.write(t)
		if !ok && step.must {
			t.Fatalf("without %s nothing else can be tried", step.name)
		}
	}
}
