/**
 * The names of everything in Redis. All keys of a ledger or a board, and its channel, carry
 * one hash tag, so that they live on one shard of a Redis Cluster and one script can reach
 * them. Facts and words never share a key: words go by expiry, facts stay.
 */
import type { LedgerId } from '../port/store.ts';

export interface RedisKeys {
  ledger(id: LedgerId): {
    /** Stream: id `version-0`, fields `mac` and `body`, one entry a commit. */
    readonly log: string;
    /** Hash: `log`, `version`, `mac`, `until`, `slots`. */
    readonly head: string;
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
  };
  board(name: string): {
    /** Hash: node to `until note`. */
    readonly notes: string;
    readonly changes: string;
  };
  /** Matches the head of every ledger. */
  readonly heads: string;
  ledgerOf(headKey: string): LedgerId;
}

export function createRedisKeys(prefix: string): RedisKeys {
  const [before, after] = [`${prefix}:{`, '}:head'];
  return {
    ledger: (id) => {
      const tag = `${prefix}:{${id}}`;
      return {
        log: `${tag}:log`,
        head: `${tag}:head`,
        words: `${tag}:words`,
        done: [`${tag}:done:0`, `${tag}:done:1`, `${tag}:done:2`],
        aside: `${tag}:aside`,
        news: `${tag}:news`,
      };
    },
    board: (name) => {
      const tag = `${prefix}:{board:${name}}`;
      return { notes: `${tag}:notes`, changes: `${tag}:changes` };
    },
    heads: `${before}*${after}`,
    ledgerOf: (key) => key.slice(before.length, -after.length),
  };
}
