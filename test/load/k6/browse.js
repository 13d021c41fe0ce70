// Visitors who look: the list and a product, as JSON and as pages.
import { get } from './shop.js';

export const options = { vus: Number(__ENV.VUS || 16), duration: __ENV.FOR || '20s', thresholds: { checks: ['rate>0.999'] } };

export default function () {
  const list = get('/api/products', 'list', (r) => r.json('items').length === 24);
  const items = list.json('items');
  const slug = items[(__ITER + __VU) % items.length].slug;
  get(`/api/products/${slug}`, 'detail', (r) => r.json('slug') === slug);
  get('/flores', 'list page', (r) => r.body.includes('/producto/'));
  get(`/producto/${slug}`, 'product page', (r) => r.body.includes('</html>'));
}
