package app

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/seal"
)

type secretsCmd struct {
	Format    string `help:"kubernetes: a Secret a consumer, with the servers' users and addresses too, for kubectl apply. env: the keys and credentials alone, as lines of an environment file." enum:"kubernetes,env" default:"kubernetes"`
	Namespace string `help:"Where the Secrets of kubernetes go." default:"flores-victoria"`
}

// Run prints a new set of secrets. Nothing is kept: whoever redirects them decides
// where they live.
func (c *secretsCmd) Run(s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	if c.Format == "kubernetes" {
		return c.cluster(s, table)
	}
	made, err := NewSecrets(table)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(made)) {
		fmt.Fprintf(s.out, "%s='%s'\n", name, made[name])
	}
	return nil
}

func (c *secretsCmd) cluster(s streams, table Table) error {
	all, err := ClusterSecrets(table)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, "# Made by flores secrets. Whoever has this has the shop: it belongs into no repository.")
	for _, one := range all {
		if _, err := fmt.Fprint(s.out, one.manifest(c.Namespace)); err != nil {
			return err
		}
	}
	return nil
}

// NewSecrets makes everything secret that the services' rows ask for and that no
// server has a part in: keys, and a credential a service with the hashes that
// auth-service knows them by.
func NewSecrets(table Table) (map[string]string, error) {
	out := map[string]string{}
	for _, env := range []string{EnvSigningKey, EnvRefreshKey, EnvLinkKey} {
		out[env] = base64.RawURLEncoding.EncodeToString(random())
	}
	private := seal.PrivateKey(random())
	public, err := private.Public()
	if err != nil {
		return nil, err
	}
	out[EnvMailPrivate] = base64.RawURLEncoding.EncodeToString(private[:])
	out[EnvMailPublic] = base64.RawURLEncoding.EncodeToString(public[:])
	var hashes []string
	for _, s := range table {
		if s.Door() {
			continue
		}
		c := base64.RawURLEncoding.EncodeToString(random())
		out[EnvCredential(s.Name)] = c
		hashes = append(hashes, s.Name+":"+id.Hash(c))
	}
	out[EnvCredentialHashes] = strings.Join(hashes, " ")
	return out, nil
}

func random() []byte {
	b := make([]byte, keyBytes)
	rand.Read(b)
	return b
}
