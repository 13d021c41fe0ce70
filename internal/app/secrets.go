package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// EnvCredential is the environment variable of a service's own credential, with
// which it gets service tokens; embedded services derive theirs from one secret
// of the data directory.
func EnvCredential(service string) string { return override(service, "CREDENTIAL") }

// keyFiles are the data directory's names of the keys that a shop makes itself.
var keyFiles = map[string]string{
	EnvSigningKey: "signing", EnvRefreshKey: "refresh", EnvLinkKey: "link", EnvMailPrivate: "notification",
}

// Key is one of the keys that the service's row lists: the environment's, else the
// data directory's own.
func (k *Kit) Key(env string) ([]byte, error) {
	if !slices.Contains(k.Service.Keys, env) {
		panic(fmt.Sprintf("%s takes %s, which its row in the table does not list", k.Service.Name, env))
	}
	return k.app.key(env)
}

func (a *App) key(env string) ([]byte, error) {
	value, err := a.env.Value(env)
	if err != nil {
		return nil, err
	}
	if value != "" {
		b, err := decodeKey(value)
		if err != nil {
			return nil, fmt.Errorf("%s %w", env, err)
		}
		return b, nil
	}
	if a.opt.Data == nil {
		return nil, fmt.Errorf("%s is missing", env)
	}
	return a.opt.Data.Secret(keyFiles[env])
}

// MailPublic is what others seal to notification-service with.
func (k *Kit) MailPublic() (seal.PublicKey, error) {
	value, err := k.app.env.Value(EnvMailPublic)
	if err != nil {
		return seal.PublicKey{}, err
	}
	if value != "" {
		b, err := k.Key(EnvMailPublic)
		if err != nil {
			return seal.PublicKey{}, err
		}
		return seal.PublicKey(b), nil
	}
	private, err := k.app.key(EnvMailPrivate)
	if err != nil {
		return seal.PublicKey{}, err
	}
	return seal.PrivateKey(private).Public()
}

func (a *App) credential(service string) (string, error) {
	c, err := a.env.Value(EnvCredential(service))
	if c != "" || err != nil {
		return c, err
	}
	if a.opt.Data == nil {
		return "", fmt.Errorf("%s is missing", EnvCredential(service))
	}
	master, err := a.opt.Data.Secret("credentials")
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, master)
	mac.Write([]byte(service))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// credentialHashes is what auth-service knows every service by.
func (a *App) credentialHashes() (map[string][]string, error) {
	value, err := a.env.Value(EnvCredentialHashes)
	if err != nil {
		return nil, err
	}
	if value != "" {
		hashes, err := readHashes(value)
		if err != nil {
			return nil, fmt.Errorf("%s %w", EnvCredentialHashes, err)
		}
		return hashes, nil
	}
	hashes := map[string][]string{}
	for _, s := range a.table {
		if s.Door() {
			continue // doors use public operations only: they have no credential
		}
		c, err := a.credential(s.Name)
		if err != nil {
			return nil, err
		}
		hashes[s.Name] = []string{id.Hash(c)}
	}
	return hashes, nil
}
