// A user a service, who may read and write the service's own database and no other.
// The image runs this once, on an empty volume, before anybody can connect.
const users = JSON.parse(require('fs').readFileSync('/run/secrets/MONGODB_USERS', 'utf8'));
for (const [name, password] of Object.entries(users)) {
  db.getSiblingDB(name).createUser({ user: name, pwd: password, roles: [{ role: 'readWrite', db: name }] });
}
