package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// EnvCredential is the environment variable of a service's own credential, with
// which it gets service tokens; embedded services derive theirs from one secret
// of the data directory.
func EnvCredential(service string) string {
	return strings.ToUpper(strings.ReplaceAll(service, "-", "_")) + "_CREDENTIAL"
}

func (a *App) credential(service string) (string, error) {
	if c := a.opt.Getenv(EnvCredential(service)); c != "" {
		return c, nil
	}
	master, err := a.opt.Data.Secret("credentials")
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, master)
	mac.Write([]byte(service))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}
