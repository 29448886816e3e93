/**
 * Counters and durations for operators, in a registry of their own. No label
 * ever holds a name, an id of a circle or of a person.
 */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface ServerMetrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly redeemed: Counter<'kind'>;
}

export function createServerMetrics(): ServerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'holdspace_http_seconds',
      help: 'How long requests took, in seconds.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers: [registry],
    }),
    redeemed: new Counter({
      name: 'holdspace_links_redeemed_total',
      help: 'Links that let somebody in.',
      labelNames: ['kind'],
      registers: [registry],
    }),
  };
}
