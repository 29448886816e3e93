/**
 * Reads the same of many keys in one round trip: one call a primary and batch, all of them on their
 * way together (gather-scripts.ts).
 */
import type { RedisConnection } from './redis-connection.ts';
import type { RedisScript } from './redis-script.ts';

/** What a script found at a key; its shape is that script's. */
export interface GatheredRow {
  readonly key: string;
  readonly cells: readonly string[];
}

export interface GatherOptions {
  /** Arguments of the script. */
  readonly args?: readonly string[];
  /** All keys of a primary in one step. */
  readonly atOnce?: boolean;
}

/** Redis does nothing else while it works at one batch. */
const batchSize = 1024;

/**
 * The rows of all keys, in no order. In a Redis Cluster they are of no single moment; without one,
 * `atOnce` makes them so. Rejects with a StoreFault.
 */
export async function gather(
  connection: Pick<RedisConnection, 'groupByPrimary' | 'run' | 'runOn'>,
  script: RedisScript,
  keys: readonly string[],
  { args = [], atOnce = false }: GatherOptions = {},
): Promise<readonly GatheredRow[]> {
  if (keys.length === 0) return [];
  const rows: GatheredRow[] = [];
  const moved: string[] = [];
  const calls = connection.groupByPrimary(keys).flatMap(({ client, keys: group }) =>
    (atOnce ? [packed(group)] : batchesOf(group)).map(async (batch) => {
      const reply = await connection.runOn(client, script, [batch.json, ...args]);
      const [missed, found] = reply as GatherReply;
      for (const index of missed) moved.push(batch.keys[index] ?? '');
      for (const [index, ...cells] of found) rows.push({ key: batch.keys[index] ?? '', cells });
    }),
  );
  await Promise.all(calls);
  const alone = moved.map(async (key) => {
    const [, found] = (await connection.run(script, [key], ['', ...args])) as GatherReply;
    for (const [, ...cells] of found) rows.push({ key, cells });
  });
  await Promise.all(alone);
  return rows;
}

type GatherReply = readonly [
  missed: readonly number[],
  rows: readonly (readonly [index: number, ...cells: string[]])[],
];

interface KeyBatch {
  readonly keys: readonly string[];
  /** The keys as one argument of a script. */
  readonly json: string;
}

const packed = (keys: readonly string[]): KeyBatch => ({ keys, json: JSON.stringify(keys) });

/** By the list of keys: the sets of deadlines are asked for again and again. */
const knownBatches = new WeakMap<readonly string[], readonly KeyBatch[]>();

function batchesOf(keys: readonly string[]): readonly KeyBatch[] {
  const known = knownBatches.get(keys);
  if (known) return known;
  const batches: KeyBatch[] = [];
  for (let i = 0; i < keys.length; i += batchSize)
    batches.push(packed(keys.slice(i, i + batchSize)));
  knownBatches.set(keys, batches);
  return batches;
}
