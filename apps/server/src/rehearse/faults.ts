/**
 * The faults a rehearsal can order: which there are, how they are written, and what each
 * needs to be played on. Doing them is ground.ts.
 */
import { duration } from '@holdspace/protocol/commands';
import { z } from 'zod';
import type { StoreKind } from '../cluster/index.ts';
import type { Checking } from './checking.ts';
import type { Path } from './source.ts';

export type Fault =
  /** SIGKILL of every node, and start again. */
  | { readonly do: 'restart-server' }
  | { readonly do: 'kill-node' | 'start-node'; readonly node: number }
  /** SIGKILL, and start again. */
  | { readonly do: 'restart-redis' }
  /** `for` in milliseconds. */
  | { readonly do: 'pause-redis'; readonly for: number }
  | { readonly do: 'cut-node-from-redis'; readonly node: number; readonly for: number };

/** What rehearsals are played on, as far as a file can ask too much of it. */
export interface Footing {
  readonly store: StoreKind;
  readonly nodes: number;
}

const node = z.number().int().min(1);
const shapes = {
  'restart-server': z.null().transform(() => ({})),
  'kill-node': node.transform((value) => ({ node: value })),
  'start-node': node.transform((value) => ({ node: value })),
  'restart-redis': z.null().transform(() => ({})),
  'pause-redis': duration.transform((value) => ({ for: value })),
  'cut-node-from-redis': z.strictObject({ node, for: duration }),
} as const satisfies Record<Fault['do'], z.ZodType>;

const written =
  'restart-server, {kill-node: 2}, {start-node: 2}, restart-redis, {pause-redis: 3s}, ' +
  '{cut-node-from-redis: {node: 1, for: 3s}}';

/** Null after telling `file` what is wrong with it. */
export function readFault(file: Checking, value: unknown, path: Path): Fault | null {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const [[name, detail] = [value, null], ...more] = isMap ? Object.entries(value) : [];
  if (typeof name !== 'string' || !Object.hasOwn(shapes, name) || more.length > 0) {
    return file.fault(path, `${JSON.stringify(value)} is no fault. There are: ${written}.`);
  }
  const kind = name as Fault['do'];
  const read = file.check<z.ZodType>(shapes[kind], detail, isMap ? [...path, name] : path);
  if (!read) return null;
  const fault = { do: kind, ...read } as Fault;
  const lacking = file.footing && lacks(fault, file.footing);
  return lacking ? file.fault(path, lacking) : fault;
}

/** Why it cannot be done there; null when it can. */
function lacks(fault: Fault, { store, nodes }: Footing): string | null {
  if ('node' in fault && fault.node > nodes) {
    return `There is no node ${fault.node} here. Play this file with --store redis --nodes ${Math.max(3, fault.node)}.`;
  }
  if (!fault.do.includes('redis') || store === 'redis') return null;
  if (store === 'sqlite') return `“${fault.do}” needs Redis. Play this file with --store redis.`;
  if (fault.do !== 'cut-node-from-redis') return null;
  return `“${fault.do}” needs a single Redis. Play this file with --store redis.`;
}
