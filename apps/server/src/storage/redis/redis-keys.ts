/**
 * The names of everything in Redis. All keys of a ledger or a board, and its channel, carry
 * one hash tag, so that they live on one shard of a Redis Cluster and one script can reach
 * them; so does the set of deadlines, which ledgers of one hash slot share. Facts and words never
 * share a key: words go by expiry, facts stay.
 */
import type { LedgerId } from '../port/store.ts';
import { hashSlotOf, hashSlotTags } from './hash-slots.ts';

export interface LedgerKeys {
  /** Stream: id `version-0`, fields `mac` and `body`, one entry a commit. */
  readonly log: string;
  /** Hash: `log`, `version`, `mac`, `until`, `slots`, `due`. */
  readonly head: string;
  /** Hash: `log`, `version`, `mac`, `body`. */
  readonly snapshot: string;
  /** Hash: the same fields and `slots`, of what lists show of it. */
  readonly summary: string;
  /** Sorted set: ledger by its next deadline; shared by all ledgers of a hash slot. */
  readonly deadlines: string;
  /** Hash: slot to `version salt text`; expires as a whole. */
  readonly words: string;
  /**
   * Hashes: version to `digest until` of its command, each for a part of the time; they expire
   * as a whole, in turn, so that nothing has to be looked through at an append.
   */
  readonly done: readonly [string, string, string];
  /** Hash: id to text, of texts that wait outside the chain, all of one length. */
  readonly aside: string;
  readonly news: string;
}

export interface RedisKeys {
  ledger(id: LedgerId): LedgerKeys;
  board(name: string): {
    /** Hash: node to `until note`. */
    readonly notes: string;
    readonly changes: string;
  };
  /** Every set of deadlines: one, or one for each hash slot of a Redis Cluster. */
  readonly allDeadlines: () => readonly string[];
  /** Matches the head of every ledger. */
  readonly heads: string;
  ledgerOf(headKey: string): LedgerId;
}

/** Ledgers whose names are kept ready, since every append needs them. */
const maxKnown = 4096;

export function createRedisKeys(prefix: string, cluster: boolean): RedisKeys {
  const [before, after] = [`${prefix}:{`, '}:head'];
  const deadlinesAt = (slot: number) => `${prefix}:deadlines:{${hashSlotTags()[slot]}}`;
  const deadlinesOf = (key: string) =>
    cluster ? deadlinesAt(hashSlotOf(key)) : `${prefix}:deadlines:{all}`;
  const known = new Map<LedgerId, LedgerKeys>();
  function remember(id: LedgerId): LedgerKeys {
    const tag = `${prefix}:{${id}}`;
    const keys: LedgerKeys = {
      log: `${tag}:log`,
      head: `${tag}:head`,
      snapshot: `${tag}:snapshot`,
      summary: `${tag}:summary`,
      deadlines: deadlinesOf(tag),
      words: `${tag}:words`,
      done: [`${tag}:done:0`, `${tag}:done:1`, `${tag}:done:2`],
      aside: `${tag}:aside`,
      news: `${tag}:news`,
    };
    if (known.size === maxKnown) known.clear();
    known.set(id, keys);
    return keys;
  }
  return {
    allDeadlines: () =>
      cluster ? hashSlotTags().map((_, slot) => deadlinesAt(slot)) : [deadlinesOf('')],
    ledger: (id) => known.get(id) ?? remember(id),
    board: (name) => {
      const tag = `${prefix}:{board:${name}}`;
      return { notes: `${tag}:notes`, changes: `${tag}:changes` };
    },
    heads: `${before}*${after}`,
    ledgerOf: (key) => key.slice(before.length, -after.length),
  };
}
