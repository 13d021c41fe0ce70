// Visitors who search, with typos, accents and filters.
import { get } from './shop.js';

export const options = { vus: Number(__ENV.VUS || 16), duration: __ENV.FOR || '20s', thresholds: { checks: ['rate>0.999'] } };
const words = ['rosaz rojas', 'girasoles', 'orquidea', 'pesame', 'tulipan amarillo', 'ramo de novia', 'canasto', 'lirio blanco'];

export default function () {
  const text = words[(__ITER + __VU) % words.length];
  const q = encodeURIComponent(text);
  get(`/api/products?q=${q}`, 'search', (r) => r.json('total') > 0 && r.json('facets.color') !== undefined);
  get(`/api/products?q=${q}&max_price=60000&sort=price`, 'search, filtered', (r) => r.json('items') !== undefined);
  get(`/api/products/suggestions?q=${encodeURIComponent(text.slice(0, 6))}`, 'suggestions', (r) => r.json('items') !== undefined);
}
