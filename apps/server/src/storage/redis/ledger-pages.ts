/**
 * The names of all ledgers in Redis, some at a time. The primaries of a Redis Cluster are read one
 * after another, while hash slots can move between them: a ledger that moves from a primary that is
 * still to be read to one that was read is in neither reading. So they are read twice. What moves
 * during the one is at rest during the other.
 */
import type { LedgerId } from '../port/store.ts';
import { gather } from './gather.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisKeys } from './redis-keys.ts';
import { scripts } from './redis-scripts.ts';

export type VisitLedgers = (ledgers: readonly LedgerId[]) => Promise<void>;

/** Read at once by each SCAN. */
const pageSize = '1000';

/** Passes on every ledger once or more. Rejects with a StoreFault. */
export async function visitLedgers(
  connection: Pick<RedisConnection, 'forEachPrimary' | 'groupByPrimary' | 'run' | 'runOn'>,
  keys: RedisKeys,
  cluster: boolean,
  visit: VisitLedgers,
): Promise<void> {
  const readAll = () =>
    connection.forEachPrimary(async ({ send: ask }) => {
      let cursor = '0';
      do {
        const page = await ask(['SCAN', cursor, 'MATCH', keys.heads, 'COUNT', pageSize]);
        const [next, heads] = page as readonly [string, readonly string[]];
        await visit(heads.map(keys.ledgerOf));
        cursor = next;
      } while (cursor !== '0');
    });
  await readAll();
  if (!cluster) return;
  // A question to every hash slot: what has a new owner is redirected, and so a new primary is known.
  await gather(connection, scripts.deadlines, keys.allDeadlines(), { args: ['-inf', '0'] });
  await readAll();
}
