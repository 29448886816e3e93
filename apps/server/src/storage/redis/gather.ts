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

/** Redis does nothing else while it works at one batch. */
const batchSize = 1024;

/**
 * The rows of all keys, in no order. In a Redis Cluster they are of no single moment; without one,
 * `atOnce` makes them so. Rejects with a StoreFault.
 */
export async function gather(
  connection: RedisConnection,
  script: RedisScript,
  keys: readonly string[],
  {
    args = [],
    atOnce = false,
  }: { readonly args?: readonly string[]; readonly atOnce?: boolean } = {},
): Promise<readonly GatheredRow[]> {
  const size = atOnce ? keys.length : batchSize;
  const batches: (readonly string[])[] = [];
  for (let i = 0; i < keys.length; i += size) batches.push(keys.slice(i, i + size));
  const replies = await Promise.all(
    batches.map((batch) => connection.runByPrimary(script, batch, args)),
  );
  const rows: GatheredRow[] = [];
  const moved: string[] = [];
  for (const { keys: asked, reply } of replies.flat()) {
    const [missed, found] = reply as GatherReply;
    for (const index of missed) moved.push(asked[index] ?? '');
    rows.push(...toRows(asked, found));
  }
  const alone = moved.map(async (key) => {
    const [, found] = (await connection.run(script, [key], args)) as GatherReply;
    return toRows([key], found);
  });
  rows.push(...(await Promise.all(alone)).flat());
  return rows;
}

type GatherReply = readonly [
  missed: readonly number[],
  rows: readonly (readonly [index: number, ...cells: string[]])[],
];

const toRows = (keys: readonly string[], rows: GatherReply[1]): GatheredRow[] =>
  rows.map(([index, ...cells]) => ({ key: keys[index] ?? '', cells }));
