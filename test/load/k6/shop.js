// What the scripts share: the shop's address, a client that keys its POSTs, and
// checks that look into the bodies, since a fast error is not an answer.
import http from 'k6/http';
import { check, fail } from 'k6';

export const base = __ENV.SHOP || 'http://127.0.0.1:8080';
const json = { 'Content-Type': 'application/json' };
let keys = 0;

export function get(path, name, ok) {
  const r = http.get(base + path, { tags: { name } });
  const good = check(r, { [name]: (r) => r.status === 200 && ok(r) });
  return good ? r : fail(`${name}: ${r.status}`);
}

export function post(path, name, body, headers, ok) {
  keys += 1;
  const key = `k6-${__VU}-${keys}-${Date.now()}`;
  const r = http.post(base + path, JSON.stringify(body), { headers: { ...json, 'Idempotency-Key': key, ...headers }, tags: { name } });
  const good = check(r, { [name]: (r) => r.status < 300 && ok(r.json()) });
  return good ? r : fail(`${name}: ${r.status} ${String(r.body).slice(0, 200)}`);
}
