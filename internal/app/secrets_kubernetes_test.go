package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func madeForACluster(t *testing.T) map[string]map[string]string {
	t.Helper()
	table, err := Services()
	noError(t, err)
	made, err := ClusterSecrets(table)
	noError(t, err)
	out := map[string]map[string]string{}
	for _, s := range made {
		out[s.Name] = s.Data
	}
	return out
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAServicesSecretHoldsWhatItNeedsAndNoMore(t *testing.T) {
	table, err := Services()
	noError(t, err)
	made := madeForACluster(t)
	for _, row := range table {
		want := map[string]bool{}
		env := Environment(func(name string) string { return made[row.Name][strings.Replace(name, EnvSigningKey, "jwt_secret", 1)] })
		for _, n := range table.Needs(row, nil) {
			if InClusterSecret(n) {
				want[ClusterKey(n)] = true
			}
		}
		if row.Name == "notification-service" {
			want["SMTP_URL"] = true // may be empty
		}
		for key := range made[row.Name] {
			if !want[key] {
				t.Errorf("%s is told %s", row.Name, key)
			}
			delete(want, key)
		}
		if len(want) > 0 {
			t.Errorf("%s is not told %v", row.Name, want)
		}
		// Whatever is still said against it is no secret: neighbours, and the shop's address.
		if err := table.CheckNeeds(env, []string{row.Name}, false); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !regexp.MustCompile(`^([A-Z]+_SERVICE_URL|FLORES_PUBLIC_URL) is missing`).MatchString(line) {
					t.Errorf("%s: %s", row.Name, line)
				}
			}
		}
	}
}

func TestNobodySharesAPassword(t *testing.T) {
	seen := map[string]string{}
	password := regexp.MustCompile(`://[^:]+:([^@]+)@`)
	for consumer, data := range madeForACluster(t) {
		for key, value := range data {
			m := password.FindStringSubmatch(value)
			if m == nil || consumer == "postgres-roles" { // which knows all of that server
				continue
			}
			if other := seen[m[1]]; other != "" {
				t.Errorf("%s/%s has the password of %s", consumer, key, other)
			}
			seen[m[1]] = consumer + "/" + key
		}
	}
	if len(seen) != 9+3+4+4+4 { // RabbitMQ, MongoDB, Redis, PostgreSQL twice
		t.Errorf("%d users", len(seen))
	}
}

func TestServersKnowEveryUserTheAddressesName(t *testing.T) {
	made := madeForACluster(t)
	var broker struct {
		Users []struct {
			Name string
			Hash string `json:"password_hash"`
			Tags string
		}
		Permissions []struct{ User, Vhost, Configure, Write, Read string }
	}
	noError(t, json.Unmarshal([]byte(made["rabbitmq"]["definitions.json"]), &broker))
	users := map[string]bool{}
	for _, u := range broker.Users {
		users[u.Name] = true
		if hash, err := base64.StdEncoding.DecodeString(u.Hash); err != nil || len(hash) != 4+32 {
			t.Errorf("%s has no hash: %v", u.Name, err)
		}
		if (u.Tags != "") != (u.Name == "admin") {
			t.Errorf("%s is %q", u.Name, u.Tags)
		}
	}
	for _, p := range broker.Permissions {
		read := regexp.MustCompile(p.Read)
		own := strings.ReplaceAll(p.User, "_", "-")
		for queue, may := range map[string]bool{own: true, own + ".dead": true, "amq.gen-x": true, "flores.events": true, "order-service": p.User == "order_service" || p.User == "admin", "x" + own: p.User == "admin"} {
			if read.MatchString(queue) != may {
				t.Errorf("%s reads %s: %v", p.User, queue, !may)
			}
		}
	}
	for consumer, data := range made {
		for _, value := range data {
			m := regexp.MustCompile(`^(\w+)://(\w+):([^@]+)@([\w-]+):\d+/`).FindStringSubmatch(value)
			switch {
			case m == nil:
			case m[1] == "amqp" && !users[m[2]]:
				t.Errorf("%s is a user of RabbitMQ that it does not know", m[2])
			case m[1] == "mongodb" && made["mongodb-users"][m[2]] != m[3]:
				t.Errorf("%s is a user of MongoDB that nobody makes", m[2])
			case m[1] == "redis" && !strings.Contains(made[m[4]]["users.acl"], "user "+m[2]+" on #"):
				t.Errorf("%s is a user that %s does not know", m[2], m[4])
			case m[1] == "postgres" && !slices.Contains([]string{m[2], "floresuser"}, strings.TrimSuffix(m[2], "_owner")) && !strings.HasSuffix(m[2], "_owner"):
				t.Errorf("%s of %s", m[2], consumer)
			}
		}
	}
	if strings.Contains(made["redis"]["users.acl"], "frontend") || strings.Contains(made["redis-sessions"]["users.acl"], "cart") {
		t.Error("a user may touch what lies on the other Redis")
	}
}

// An operator that runs a server logs in as whoever made the users without one.
func TestOperatorsKnowTheAdministratorsOfTheirServers(t *testing.T) {
	made := madeForACluster(t)
	postgres := made["postgres"]
	if !strings.Contains(made["postgres-roles"][EnvAdmin], "://"+postgres["username"]+":"+postgres["password"]+"@") || postgres["password"] != postgres["postgres_password"] {
		t.Errorf("PostgreSQL's administrator is %q to the operator", postgres["username"])
	}
	rabbit := made["rabbitmq-default-user"]
	var broker struct {
		Users []struct {
			Name, Tags string
			Hash       string `json:"password_hash"`
		}
	}
	noError(t, json.Unmarshal([]byte(made["rabbitmq"]["definitions.json"]), &broker))
	for _, u := range broker.Users {
		salted, err := base64.StdEncoding.DecodeString(u.Hash)
		noError(t, err)
		hash := sha256.Sum256(append(slices.Clone(salted[:4]), rabbit["password"]...))
		if (u.Tags == "administrator" && u.Name == rabbit["username"]) != bytes.Equal(hash[:], salted[4:]) {
			t.Errorf("the operator's password is not the administrator's alone: %s", u.Name)
		}
	}
	if want := "default_user = " + rabbit["username"] + "\ndefault_pass = " + rabbit["password"] + "\n"; rabbit["default_user.conf"] != want {
		t.Error("the operator's file is of another user")
	}
}

func TestClusterSecretsArePrintedForKubectl(t *testing.T) {
	code, out, errs := line(t, t.Context(), false, "secrets", "--namespace", "elsewhere")
	if code != 0 || errs != "" {
		t.Fatal(code, errs)
	}
	names := regexp.MustCompile(`(?m)^  name: (.+)$`).FindAllStringSubmatch(out, -1)
	if len(names) != len(madeForACluster(t)) || strings.Count(out, "\n  namespace: elsewhere\n") != len(names) {
		t.Errorf("%d Secrets are printed", len(names))
	}
	if _, again, _ := line(t, t.Context(), false, "secrets"); again == out || !strings.Contains(again, "namespace: flores-victoria\n") {
		t.Error("two shops would share their secrets")
	}
}
