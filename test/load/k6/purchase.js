// The whole purchase: search, cart, quote, order, sandbox payment, paid. The shop
// needs stock, and places in its slots (FLORES_SLOT_CAPACITY).
import { fail } from 'k6';
import { Counter, Trend } from 'k6/metrics';
import { get, post } from './shop.js';

export const options = { vus: Number(__ENV.VUS || 16), duration: __ENV.FOR || '20s', thresholds: { checks: ['rate>0.999'] } };
const comunas = ['Recoleta', 'Providencia', 'Huechuraba', 'Quinta Normal', 'Las Condes'];
const orders = new Counter('orders_paid');
const purchase = new Trend('purchase', true);

export default function () {
  const start = Date.now();
  const comuna = comunas[(__ITER + __VU) % comunas.length];
  const sku = get('/api/products?q=rosaz%20rojas', 'search', (r) => r.json('total') > 0).json('items.0.sku');
  const added = post('/api/cart/items', 'add to cart', { sku, quantity: 1 }, {}, (b) => b.count === 1);
  const cart = { 'X-Cart-Token': added.headers['X-Cart-Token'] };
  const quote = post('/api/delivery/quotes', 'quote', { comuna, cart: true, days: 14 }, cart, (b) => b.days.length === 14).json();
  const offer = quote.days.flatMap((d) => d.slots).filter((s) => s.free)[(__ITER * 7 + __VU) % 20];
  if (!offer) fail('no slot is free: raise FLORES_SLOT_CAPACITY');
  const total = quote.goods_clp + offer.fee_clp + offer.surcharge_clp;
  const placed = post('/api/orders', 'place', {
    buyer: { name: 'Ana Muñoz', email: `k6-${__VU}@example.cl` },
    recipient: { name: "Luz O'Higgins", address: 'Av. Italia 1450', comuna },
    delivery: { kind: 'slot', date: offer.date, slot: offer.slot },
    terms: true, payment: 'sandbox', expected_total_clp: total,
  }, cart, (b) => b.order.state === 'pending_payment' && b.order.totals.total_clp === total).json();
  const link = { 'X-Order-Link': placed.link };
  const pay = post(`/api/payments/${placed.order.number}`, 'pay', {}, link, (b) => b.url !== '').json();
  const token = pay.url.split('/').pop();
  post(`/api/payments/sandbox/${token}/decisions`, 'approve', { decision: 'approve' }, {}, (b) => b.state === 'approved');
  post('/api/payments/return', 'return', { token }, {}, (b) => b.outcome === 'accepted' && b.state === 'paid');
  orders.add(1);
  purchase.add(Date.now() - start);
}
