package processes

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
)

// The ports that are given to processes lie below those that the kernel gives to
// connections (32768 and up): between the choice of one and the process's listening
// nobody may take it.
const (
	firstPort = 10_240
	lastPort  = 19_999
)

var given = struct {
	sync.Mutex
	ports map[int]bool
}{ports: map[int]bool{}}

// freeAddress is one that nobody listens at, and that is given once.
func freeAddress() (string, error) {
	given.Lock()
	defer given.Unlock()
	for range 1000 {
		port := firstPort + rand.IntN(lastPort-firstPort+1)
		if given.ports[port] {
			continue
		}
		address := fmt.Sprintf("127.0.0.1:%d", port)
		ln, err := net.Listen("tcp", address)
		if err != nil {
			continue
		}
		given.ports[port] = true
		return address, ln.Close()
	}
	return "", errors.New("no port is free")
}
