package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"floresvictoria.cl/flores/internal/app"
)

// keptSecrets are made at the first start and kept, so that log-ins and links outlive
// a restart.
func keptSecrets(path string, table app.Table) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		var kept map[string]string
		return kept, json.Unmarshal(b, &kept)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	made, err := app.NewSecrets(table)
	if err != nil {
		return nil, err
	}
	if b, err = json.Marshal(made); err != nil {
		return nil, err
	}
	return made, os.WriteFile(path, b, 0o600)
}
