/**
 * Tells the other nodes who is connected here to one circle, and reads what they tell: notes
 * on a board of the store, each with a lease that its node renews. A node that was killed or
 * cut off fades with its lease. Until all notes can be trusted again after a loss, the book
 * is blind. What the book makes of it is presence.ts.
 */
import type { Millis } from '@holdspace/core';
import type { Shared } from '../stores/port.ts';
import { Attention } from './attention.ts';
import type { PresenceBook } from './presence.ts';

export interface Rolls {
  readonly shared: Shared;
  /** Random, of this process. */
  readonly node: string;
  readonly lease: Millis;
  readonly now: () => Millis;
  readonly failed: (error: unknown) => void;
}

export class RollCall {
  readonly #board: string;
  readonly #book: PresenceBook;
  readonly #rolls: Rolls;
  readonly #changed: () => void;
  readonly #writing: Attention;
  readonly #reading: Attention;
  readonly #stops: (() => void)[] = [];
  /** What hangs there of ours, and since when. */
  #hanging: { readonly note: string | null; readonly at: Millis } = { note: null, at: 0 };
  #heard = '[]';
  /** The others have had a whole lease to speak since then; null while the store is out of reach. */
  #trusted: Millis | null;
  #readAt: Millis;
  #frozen = false;

  constructor(board: string, book: PresenceBook, rolls: Rolls, changed: () => void) {
    const { now, failed, shared } = rolls;
    this.#board = board;
    this.#book = book;
    this.#rolls = rolls;
    this.#changed = changed;
    this.#trusted = shared.reachable ? now() : null;
    this.#readAt = now();
    this.#writing = new Attention({ now, failed, work: () => this.#write() });
    this.#reading = new Attention({ now, failed, work: () => this.#read() });
  }

  /** Answers when what the other nodes say is known. */
  async start(): Promise<void> {
    const { shared, lease, now } = this.#rolls;
    this.#stops.push(await shared.watch(this.#board, () => this.#reading.call()));
    await this.#read();
    const beat = setInterval(() => this.#beat(), lease / 3);
    beat.unref();
    this.#stops.push(
      () => clearInterval(beat),
      shared.onReach((reachable) => {
        this.#trusted = reachable ? now() + lease : null;
        this.#beat();
      }),
    );
  }

  /** Somebody came or went here. */
  tell(): void {
    this.#writing.call();
  }

  /** People are sent to other nodes: until they are there, they are not to seem gone. */
  freeze(): void {
    this.#frozen = true;
  }

  /** What hangs there of ours is left to fade with its lease. */
  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#writing.close();
    this.#reading.close();
  }

  #beat(): void {
    this.#look();
    this.#writing.call();
    this.#reading.call();
  }

  #look(): void {
    const { now, lease } = this.#rolls;
    const blind = this.#trusted === null || this.#trusted > now() || now() - this.#readAt > lease;
    if (blind === this.#book.blind) return;
    this.#book.blind = blind;
    this.#changed();
  }

  async #write(): Promise<void> {
    const { shared, node, lease, now } = this.#rolls;
    if (!shared.reachable || this.#frozen) return;
    const note = this.#book.note();
    const { note: before, at } = this.#hanging;
    // Where nobody is, the last note may fade: nobody is missed.
    if (note === before && (this.#book.isEmpty || now() - at < lease / 3)) return;
    this.#hanging = { note, at: now() };
    try {
      await shared.pin(this.#board, node, note, lease);
    } catch (fault) {
      this.#hanging = { note: null, at: 0 };
      throw fault;
    }
  }

  async #read(): Promise<void> {
    const { shared, node, now } = this.#rolls;
    if (!shared.reachable) return;
    const notes = [...(await shared.notes(this.#board))].filter(([of]) => of !== node);
    this.#readAt = now();
    this.#look();
    const heard = JSON.stringify(notes.map(([, note]) => note));
    if (heard === this.#heard) return;
    this.#heard = heard;
    this.#book.hear(notes.map(([, note]) => note));
    this.#changed();
  }
}
