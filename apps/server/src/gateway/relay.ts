/**
 * Between nodes: what a person asks can come to any node, and the stream that tells them what
 * follows is held by one. The node that was asked pins a note on the stream's board; the node
 * that holds the stream reads it and goes on from there. A note holds numbers and no words. It
 * can be lost: then the client waits no longer, and asks again with the same id.
 */
import { randomUUID } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import type { Upstream } from '@holdspace/protocol';
import type { Shared } from '../stores/port.ts';

/** The number of what was asked of another node, and what of it is left to the node of the stream. */
export type Relayed = readonly [n: number, ask: Upstream['ask'], what: string | boolean | null];

/** How long a note hangs. */
const lease: Millis = 10_000;
/** Of one stream: what is asked at a time, with room to spare. */
const mostEntries = 32;
const mostStreams = 10_000;

export class StreamRelay {
  readonly #shared: Shared;
  readonly #node = randomUUID();
  /** What this node has pinned lately, for streams that others hold. */
  readonly #pinned = new Map<string, readonly Relayed[]>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** Resolves when what other nodes forward to this stream is heard; answers how to stop. */
  async hold(
    stream: string,
    heard: (entry: Relayed) => void,
    failed: (error: unknown) => void,
  ): Promise<() => void> {
    const known = new Set<number>();
    const read = async () => {
      for (const [, note] of await this.#shared.notes(boardOf(stream))) {
        for (const entry of JSON.parse(note) as Relayed[]) {
          if (known.has(entry[0])) continue;
          known.add(entry[0]);
          heard(entry);
        }
      }
      for (const n of known) {
        if (known.size <= 4 * mostEntries) break;
        known.delete(n);
      }
    };
    return this.#shared.watch(boardOf(stream), () => void read().catch(failed));
  }

  async forward(stream: string, entry: Relayed): Promise<void> {
    const before = this.#pinned.get(stream) ?? [];
    const entries = [...before, entry].slice(-mostEntries);
    this.#pinned.delete(stream);
    this.#pinned.set(stream, entries);
    for (const each of this.#pinned.keys()) {
      if (this.#pinned.size <= mostStreams) break;
      this.#pinned.delete(each);
    }
    await this.#shared.pin(boardOf(stream), this.#node, JSON.stringify(entries), lease);
  }
}

const boardOf = (stream: string): string => `stream:${stream}`;
