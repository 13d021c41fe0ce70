package e2e

import (
	"fmt"
	"os"
	"sync"
	"testing"
)

// What all tests share: one browser and one mail server. Each test has a shop, a
// browser context and mail addresses of its own.
var (
	browser *chrome
	mails   *postOffice
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var chromeErr, mailErr error
	var both sync.WaitGroup
	both.Go(func() { browser, chromeErr = startChrome() })
	both.Go(func() { mails, mailErr = startMailpit() })
	both.Wait()
	if browser != nil {
		defer browser.stop()
	}
	if mails != nil {
		defer mails.stop()
	}
	for _, err := range []error{chromeErr, mailErr} {
		if err != nil {
			fmt.Fprintln(os.Stderr, "e2e:", err)
		}
	}
	if chromeErr != nil || mailErr != nil {
		return 1
	}
	return m.Run()
}
