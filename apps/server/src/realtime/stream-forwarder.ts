/**
 * Between nodes: what a person asks can come to any node, and the stream that tells them what
 * follows is held by one. The node that was asked pins a note on the stream's board; the node
 * that holds the stream reads it and goes on from there. A note holds numbers and no words. It
 * can be lost: then the client waits no longer, and asks again with the same id.
 */
import { randomUUID } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import type { StreamRequest } from '@holdspace/protocol';
import type { SharedStore } from '../storage/port/store.ts';

/** The number of what was asked of another node, and what of it is left to the node of the stream. */
export type ForwardedRequest = readonly [
  n: number,
  ask: StreamRequest['ask'],
  what: string | boolean | null,
];

/** How long a note hangs. */
const noteLease: Millis = 10_000;
/** Of one stream: what is asked at a time, with room to spare. */
const maxEntries = 32;
const maxStreams = 10_000;

export class StreamForwarder {
  readonly #shared: SharedStore;
  readonly #node = randomUUID();
  /** What this node has pinned lately, for streams that others hold. */
  readonly #published = new Map<string, readonly ForwardedRequest[]>();

  constructor(shared: SharedStore) {
    this.#shared = shared;
  }

  /** Resolves when what other nodes forward to this stream is heard; answers how to stop. */
  async receive(
    stream: string,
    heard: (entry: ForwardedRequest) => void,
    failed: (error: unknown) => void,
  ): Promise<() => void> {
    const known = new Set<number>();
    const read = async () => {
      for (const [, note] of await this.#shared.readNotes(boardName(stream))) {
        for (const entry of JSON.parse(note) as ForwardedRequest[]) {
          if (known.has(entry[0])) continue;
          known.add(entry[0]);
          heard(entry);
        }
      }
      for (const n of known) {
        if (known.size <= 4 * maxEntries) break;
        known.delete(n);
      }
    };
    return this.#shared.watchNotes(boardName(stream), () => void read().catch(failed));
  }

  async forward(stream: string, entry: ForwardedRequest): Promise<void> {
    const before = this.#published.get(stream) ?? [];
    const entries = [...before, entry].slice(-maxEntries);
    this.#published.delete(stream);
    this.#published.set(stream, entries);
    for (const each of this.#published.keys()) {
      if (this.#published.size <= maxStreams) break;
      this.#published.delete(each);
    }
    await this.#shared.publishNote(
      boardName(stream),
      this.#node,
      JSON.stringify(entries),
      noteLease,
    );
  }
}

const boardName = (stream: string): string => `stream:${stream}`;
