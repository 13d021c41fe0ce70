package app

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// told is the environment of a whole shop in processes of their own.
func told(t *testing.T) map[string]string {
	t.Helper()
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	env, err := NewSecrets(table)
	if err != nil {
		t.Fatal(err)
	}
	const password = "p4s-Rosal-Verde-88"
	env[EnvDatabase] = "postgres://order_service:" + password + "@postgres:5432/flores"
	env[EnvMongo] = "mongodb://product_service:" + password + "@mongodb:27017/product_service"
	env[EnvRedis] = "redis://:" + password + "@redis:6379/0"
	env[EnvRabbit] = "amqp://flores:" + password + "@rabbitmq:5672/"
	env[EnvPublicURL] = "https://flores.example"
	for _, s := range table {
		env[EnvURL(s.Name)] = "http://" + s.Name + ":3000"
	}
	return env
}

func checkAll(t *testing.T, env map[string]string, data bool, names ...string) string {
	t.Helper()
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		for _, s := range table {
			names = append(names, s.Name)
		}
	}
	if err := table.CheckNeeds(func(name string) string { return env[name] }, names, data); err != nil {
		return err.Error()
	}
	return ""
}

func TestAServiceThatWasToldEverythingStarts(t *testing.T) {
	env := told(t)
	if got := checkAll(t, env, false); got != "" {
		t.Errorf("it is refused: %s", got)
	}
	table, _ := Services()
	for _, s := range table { // each alone needs no more than all together
		if got := checkAll(t, env, false, s.Name); got != "" {
			t.Errorf("%s is refused: %s", s.Name, got)
		}
	}
}

func TestEverythingThatIsMissingIsSaidAtOnce(t *testing.T) {
	got := checkAll(t, nil, false, "order-service", "auth-service")
	for _, want := range []string{EnvDatabase, EnvRabbit, "ORDER_SERVICE_CREDENTIAL", "AUTH_SERVICE_CREDENTIAL", EnvLinkKey, EnvSigningKey, EnvRefreshKey, EnvCredentialHashes, EnvMailPublic, "PRODUCT_SERVICE_URL", "CART_SERVICE_URL", EnvPublicURL} {
		if strings.Count(got, want+" is missing") != 1 {
			t.Errorf("%s is reported %d times:\n%s", want, strings.Count(got, want+" is missing"), got)
		}
	}
	if strings.Contains(got, "AUTH_SERVICE_URL") {
		t.Errorf("a neighbour in the same process is asked for:\n%s", got)
	}
}

// A data directory takes the place of servers and keys, and of nothing else.
func TestADataDirectoryStandsForStoresAndKeys(t *testing.T) {
	got := checkAll(t, nil, true, "order-service")
	for _, needed := range []string{"AUTH_SERVICE_URL", "PRODUCT_SERVICE_URL", "CART_SERVICE_URL", EnvPublicURL} {
		if !strings.Contains(got, needed+" is missing") {
			t.Errorf("%s is not asked for:\n%s", needed, got)
		}
	}
	if n := strings.Count(got, "missing"); n != 4 {
		t.Errorf("%d things are missed:\n%s", n, got)
	}
}

func TestAWeakOrFalseSettingIsRefusedAndNotShown(t *testing.T) {
	for what, c := range map[string]struct{ env, value, said string }{
		"a key that is a placeholder":               {EnvSigningKey, "changeme-changeme-changeme", "placeholder"},
		"a key that is no base64":                   {EnvLinkKey, "¡rosas!", "32 bytes"},
		"a key that is too short":                   {EnvLinkKey, "cm9zYXM", "32 bytes"},
		"a key of one letter":                       {EnvRefreshKey, strings.Repeat("A", 43), "weak"},
		"a credential that is short":                {"ORDER_SERVICE_CREDENTIAL", "rosal", "weak"},
		"a credential that is a placeholder":        {"ORDER_SERVICE_CREDENTIAL", "your-credential-goes-here-please-0", "placeholder"},
		"hashes that are none":                      {EnvCredentialHashes, "order-service:abc", "SERVICE:HASH"},
		"a database with a placeholder":             {EnvDatabase, "postgres://flores:changeme123@postgres/flores", "placeholder"},
		"a database without a password":             {EnvDatabase, "postgres://flores@postgres/flores", "no password"},
		"a database of another kind":                {EnvDatabase, "mysql://flores:p4s-Rosal-Verde-88@postgres/flores", "postgres://"},
		"a database outside without TLS":            {EnvDatabase, "postgres://flores:p4s-Rosal-Verde-88@db.example.com/flores?sslmode=require", "TLS"},
		"documents outside with any certificate":    {EnvMongo, "mongodb+srv://flores:p4s-Rosal-Verde-88@db.example.com/x?tlsInsecure=true", "TLS"},
		"a Redis outside without TLS":               {EnvRedis, "redis://:p4s-Rosal-Verde-88@redis.example.com/0", "TLS"},
		"a broker outside without TLS":              {EnvRabbit, "amqp://flores:p4s-Rosal-Verde-88@mq.example.com/", "TLS"},
		"the broker's first account":                {EnvRabbit, "amqp://guest:guest@rabbitmq/", "placeholder"},
		"a neighbour that is no address":            {"CART_SERVICE_URL", "cart-service", "http"},
		"a public address that is open to be heard": {EnvPublicURL, "http://flores.example", "https"},
	} {
		t.Run(what, func(t *testing.T) {
			env := told(t)
			env[c.env] = c.value
			names := []string(nil)
			if strings.HasSuffix(c.env, "_SERVICE_URL") {
				names = []string{"order-service"} // beside the others it needs no address
			}
			got := checkAll(t, env, false, names...)
			if !strings.Contains(got, c.env) || !strings.Contains(got, c.said) || strings.Count(got, "\n") != 0 {
				t.Errorf("it says %q, want one line about %s with %q", got, c.env, c.said)
			}
			if secret := c.value; len(secret) > 8 && c.env != EnvPublicURL && strings.Contains(got, secret) {
				t.Errorf("it shows the value: %q", got)
			}
		})
	}
	for what, value := range map[string]string{
		EnvDatabase: "postgres://flores:p4s-Rosal-Verde-88@db.example.com/flores?sslmode=verify-full",
		EnvMongo:    "mongodb+srv://flores:p4s-Rosal-Verde-88@db.example.com/x",
		EnvRedis:    "rediss://:p4s-Rosal-Verde-88@redis.example.com/0",
		EnvRabbit:   "amqps://flores:p4s-Rosal-Verde-88@mq.example.com/",
	} {
		env := told(t)
		env[what] = value
		if got := checkAll(t, env, false); got != "" {
			t.Errorf("with TLS %s is refused: %s", what, got)
		}
	}
}

func TestARandomSecretMayHoldAWordByChance(t *testing.T) {
	env := told(t)
	env["ORDER_SERVICE_CREDENTIAL"] = "kQ7v2TodoLm9sXXXXpZ4rWb8nYc1dHf6gJt3uEa5oRi"
	if got := checkAll(t, env, false); got != "" {
		t.Errorf("it is refused: %s", got)
	}
}

func TestASecretMayStandInAFile(t *testing.T) {
	env := told(t)
	dir := t.TempDir()
	for _, name := range slices.Sorted(maps.Keys(env)) {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(env[name]+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		env[name+"_FILE"] = file
		delete(env, name)
	}
	if got := checkAll(t, env, false); got != "" {
		t.Errorf("it is refused: %s", got)
	}
	env[EnvRabbit] = "amqp://flores:p4s-Rosal-Verde-88@rabbitmq/"
	if got := checkAll(t, env, false); !strings.Contains(got, "both set") {
		t.Errorf("a setting that is said twice: %q", got)
	}
	delete(env, EnvRabbit)
	env[EnvRabbit+"_FILE"] = filepath.Join(dir, "none")
	if got := checkAll(t, env, false); !strings.Contains(got, "cannot be read") {
		t.Errorf("a file that is not there: %q", got)
	}
}

// Flags have the same second way: SMTP_URL_FILE.
func TestAFlagsValueMayStandInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "smtp")
	if err := os.WriteFile(file, []byte("nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs safeBuffer
	code := run(t.Context(), []string{"config", "check"}, streams{out: &out, err: &errs, env: func(name string) string {
		return map[string]string{"SMTP_URL_FILE": file}[name]
	}})
	if code == 0 || !strings.Contains(errs.String(), "SMTP_URL") {
		t.Errorf("exit %d, said %q", code, errs.String())
	}
}
