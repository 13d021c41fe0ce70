package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// action is one step of a build as `go build -debug-actiongraph` writes it;
// only what is read here.
type action struct {
	Mode    string
	Package string
	CmdUser time.Duration // of the commands that the step ran; 0 when the cache had it
	CmdSys  time.Duration
}

// cpu is the processor time of the step's commands.
func (a action) cpu() time.Duration { return a.CmdUser + a.CmdSys }

func readGraph(r io.Reader) ([]action, error) {
	var list []action
	if err := json.NewDecoder(r).Decode(&list); err != nil {
		return nil, fmt.Errorf("read the action graph: %w", err)
	}
	return list, nil
}

// lightest takes of each step of several builds the one that cost least: what else the
// machine does only ever adds.
func lightest(builds [][]action) []action {
	type step struct{ mode, what string }
	at := map[step]int{}
	var out []action
	for _, actions := range builds {
		for _, a := range actions {
			key := step{a.Mode, a.Package}
			i, known := at[key]
			switch {
			case !known:
				at[key] = len(out)
				out = append(out, a)
			case a.cpu() < out[i].cpu():
				out[i] = a
			}
		}
	}
	return out
}
