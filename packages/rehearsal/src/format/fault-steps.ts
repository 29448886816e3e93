/**
 * The faults that a rehearsal can inject: their form in a file, and what each of them needs of
 * the environment. runner/environment.ts injects them.
 */

import type { StoreKind } from '@holdspace/cluster';
import { duration } from '@holdspace/protocol/commands';
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { FormatChecker } from './format-checker.ts';

export type InjectedFault =
  /** Kills every node and starts it again. */
  | { readonly do: 'restart-server' }
  | { readonly do: 'kill-node' | 'start-node'; readonly node: number }
  /** Kills Redis and starts it again. */
  | { readonly do: 'restart-redis' }
  /** `for` in milliseconds. */
  | { readonly do: 'pause-redis'; readonly for: number }
  | { readonly do: 'cut-node-from-redis'; readonly node: number; readonly for: number }
  /** No fault: every node is restarted gracefully, with its clock ahead by so much more. */
  | { readonly do: 'let-time-pass'; readonly for: number };

/** The environment of a rehearsal: not every file can be played in every one. */
export interface EnvironmentOptions {
  readonly store: StoreKind;
  readonly nodes: number;
}

const nodeNumber = z.number().int().min(1);
const faultSchemas = {
  'restart-server': z.null().transform(() => ({})),
  'kill-node': nodeNumber.transform((value) => ({ node: value })),
  'start-node': nodeNumber.transform((value) => ({ node: value })),
  'restart-redis': z.null().transform(() => ({})),
  'pause-redis': duration.transform((value) => ({ for: value })),
  'cut-node-from-redis': z.strictObject({ node: nodeNumber, for: duration }),
} as const satisfies Record<Exclude<InjectedFault['do'], 'let-time-pass'>, z.ZodType>;

const faultForms =
  'restart-server, {kill-node: 2}, {start-node: 2}, restart-redis, {pause-redis: 3s}, ' +
  '{cut-node-from-redis: {node: 1, for: 3s}}';

/** Null after adding an error to `file`. */
export function readFault(
  file: FormatChecker,
  value: unknown,
  path: YamlPath,
): InjectedFault | null {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const [[name, detail] = [value, null], ...more] = isMap ? Object.entries(value) : [];
  if (typeof name !== 'string' || !Object.hasOwn(faultSchemas, name) || more.length > 0) {
    return file.addError(path, `${JSON.stringify(value)} is no fault. There are: ${faultForms}.`);
  }
  const kind = name as keyof typeof faultSchemas;
  const read = file.check<z.ZodType>(faultSchemas[kind], detail, isMap ? [...path, name] : path);
  if (!read) return null;
  const fault = { do: kind, ...read } as InjectedFault;
  const lacking = file.environment && missingRequirement(fault, file.environment);
  return lacking ? file.addError(path, lacking) : fault;
}

/** Why the environment cannot inject the fault; null when it can. */
function missingRequirement(
  fault: InjectedFault,
  { store, nodes }: EnvironmentOptions,
): string | null {
  if ('node' in fault && fault.node > nodes) {
    return `There is no node ${fault.node} here. Play this file with --store redis --nodes ${Math.max(3, fault.node)}.`;
  }
  if (!fault.do.includes('redis') || store === 'redis') return null;
  if (store === 'sqlite') return `“${fault.do}” needs Redis. Play this file with --store redis.`;
  if (fault.do !== 'cut-node-from-redis') return null;
  return `“${fault.do}” needs a single Redis. Play this file with --store redis.`;
}
