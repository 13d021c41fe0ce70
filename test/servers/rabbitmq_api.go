package servers

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// rabbitAPI calls RabbitMQ's HTTP API, whose address carries user and password.
func rabbitAPI(ctx context.Context, admin, method, path string) error {
	u, err := url.Parse(admin)
	if err != nil {
		return fmt.Errorf("read the address of RabbitMQ's HTTP API: %w", err)
	}
	user := u.User
	u.User, u.Path, u.RawPath = nil, path, ""
	request, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return err
	}
	password, _ := user.Password()
	request.SetBasicAuth(user.Username(), password)
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		said, _ := io.ReadAll(io.LimitReader(response.Body, 500))
		return fmt.Errorf("RabbitMQ's HTTP API: %s %s: %s: %s", method, path, response.Status, said)
	}
	return nil
}
