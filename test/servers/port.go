package servers

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
)

// The ports to choose from lie below those that systems give to outgoing
// connections (32768 and up on Linux), one of which could otherwise take a
// server's port while the server is stopped.
const (
	firstPort = 20000
	ports     = 12000
)

// freePorts finds n ports of the loopback address that nobody listens on.
func freePorts(n int) ([]int, error) {
	var found []int
	for range 1000 {
		port := firstPort + rand.IntN(ports)
		l, err := net.Listen("tcp", loopback(port))
		if err != nil {
			continue
		}
		defer l.Close() // all at the end, so that none is found twice
		if found = append(found, port); len(found) == n {
			return found, nil
		}
	}
	return nil, errors.New("find free ports: there are none")
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }

func setting(name string, value any) string { return fmt.Sprintf("%s=%v", name, value) }
