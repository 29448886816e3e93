/**
 * Forwards requests between nodes: a request of an HTTPS client can reach any node, and one node
 * has the event stream that acknowledges it. The node of the request publishes a note on the
 * board of the stream; the node of the stream reads it. A note has numbers and no words. A note
 * can be lost: then the client times out and sends the request again with the same id.
 */
import { randomUUID } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import type { StreamRequest } from '@holdspace/protocol';
import type { ReportError } from '../ops/log.ts';
import type { SharedStore } from '../storage/port/store.ts';

/** The number of a request to another node, and the part that the node of the stream does. */
export type ForwardedRequest = readonly [
  n: number,
  ask: StreamRequest['ask'],
  what: string | boolean | null,
];

/** The lease of a note. */
const noteLease: Millis = 10_000;
/** Per stream: more than the requests that a client sends at a time. */
const maxEntries = 32;
const maxStreams = 10_000;

export class StreamForwarder {
  readonly #shared: SharedStore;
  readonly #node = randomUUID();
  /** The latest entries of this node, per stream of another node. */
  readonly #published = new Map<string, readonly ForwardedRequest[]>();

  constructor(shared: SharedStore) {
    this.#shared = shared;
  }

  /** Resolves once this node watches the board of the stream. Returns `stop`. */
  async receive(
    stream: string,
    onEntry: (entry: ForwardedRequest) => void,
    reportError: ReportError,
  ): Promise<() => void> {
    const known = new Set<number>();
    const read = async () => {
      const boards = await this.#shared.readNotes([boardName(stream)]);
      for (const [, note] of boards.get(boardName(stream)) ?? []) {
        for (const entry of JSON.parse(note) as ForwardedRequest[]) {
          if (known.has(entry[0])) continue;
          known.add(entry[0]);
          onEntry(entry);
        }
      }
      for (const n of known) {
        if (known.size <= 4 * maxEntries) break;
        known.delete(n);
      }
    };
    return this.#shared.watchNotes(boardName(stream), () => {
      read().catch((error) => reportError(error, 'read forwarded requests'));
    });
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
