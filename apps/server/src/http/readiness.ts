/**
 * Whether the store can serve. Requests are many and checks are few: the check
 * writes to the disk, and the address that asks is open to everyone. A few questions in a row
 * are each answered again; after that there is one check a second, and all share its answer. A
 * rate limit by address instead would let a flood take a node out of its cluster.
 */
import { TokenBuckets } from '../ops/token-buckets.ts';

const checkRate = { burst: 5, perSecond: 1 } as const;

/** Answers true when the store could do its work at the last look, at most a second ago. */
export function createReadiness(
  check: () => Promise<void>,
  now?: () => number,
): () => Promise<boolean> {
  const buckets = new TokenBuckets(checkRate, now);
  let last: Promise<boolean> | null = null;
  let underWay = false;
  return () => {
    if (last && (underWay || !buckets.take('store'))) return last;
    underWay = true;
    last = check()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        underWay = false;
      });
    return last;
  };
}
