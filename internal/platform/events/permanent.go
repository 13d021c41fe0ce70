package events

import "errors"

type permanentError struct{ err error }

func (e *permanentError) Error() string { return e.err.Error() }
func (e *permanentError) Unwrap() error { return e.err }

// Permanent marks err as the message's own fault (it cannot be decoded, a rule
// refuses it): it counts a try, and the tenth parks the message as a dead letter.
// Every other error blames the surroundings and counts nothing.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &permanentError{err}
}

// IsPermanent says that Permanent marked err.
func IsPermanent(err error) bool {
	var e *permanentError
	return errors.As(err, &e)
}
