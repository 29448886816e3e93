/**
 * How much one person may ask for over their connections, whatever the ledgers say to it
 * (WIRE-5, LIM-4). Beside the number of commands there are bounds on bytes of text, on what
 * makes the server tell everybody something, and on what is much work. Only calls for help have
 * a way of their own, which nothing else of the same person can fill (DSK-9).
 */
import type { ClientCommand } from '@holdspace/core';
import { bytesOf, deskCommandNames } from '@holdspace/core';
import { Buckets, type Rate } from './buckets.ts';

/** All commands together. */
const commands: Rate = { burst: 40, perSecond: 8 };
/** Calls for help and answers in them; they wait and are not refused. */
const help: Rate = { burst: 10, perSecond: 1 };
/** Coming and going, hands, turns, seats: everybody is told of each. Fifty in a minute. */
const moves: Rate = { burst: 20, perSecond: 0.5 };
/** Bytes that others are sent of what is said: a long text at once, 60 KiB a minute for long. */
const words: Rate = { burst: 64 * 1024, perSecond: 1024 };
/** Reads or writes every meeting of the circle. */
const heavy: Rate = { burst: 3, perSecond: 1 / 20 };
/** Packets of any kind: far more than a client of ours ever sends. */
const packets: Rate = { burst: 500, perSecond: 50 };

/** What a message weighs beside its text: id, author, time, frame. */
const envelope = 256;

const moving: ReadonlySet<ClientCommand['do']> = new Set([
  ...(['join', 'leave', 'step-out', 'come-back', 'set-seat', 'write-here'] as const),
  ...(['raise-hand', 'lower-hand', 'take', 'pass', 'later', 'done', 'yield', 'set-ask'] as const),
  ...(['take-back', 'resonate', 'hide', 'unhide', 'stand-in', 'intention'] as const),
]);
const weighty: ReadonlySet<ClientCommand['do']> = new Set([
  ...(['export-mine', 'erase-mine', 'forget-me'] as const),
]);
const desk: ReadonlySet<string> = new Set(deskCommandNames);

/** Bytes of text in a command, as they travel to others. */
function textOf(command: ClientCommand): number {
  const { text = '', note = '' } = command as { readonly text?: string; readonly note?: string };
  return bytesOf(text) + bytesOf(note);
}

export class Limits {
  readonly #commands: Buckets;
  readonly #help: Buckets;
  readonly #moves: Buckets;
  readonly #words: Buckets;
  readonly #heavy: Buckets;
  readonly #packets: Buckets;

  /** `limited` false: nothing is limited. `now` is in milliseconds and only ever grows. */
  constructor(limited: boolean, now?: () => number) {
    const of = (rate: Rate) => new Buckets(limited ? rate : null, now);
    this.#commands = of(commands);
    this.#help = of(help);
    this.#moves = of(moves);
    this.#words = of(words);
    this.#heavy = of(heavy);
    this.#packets = of(packets);
  }

  /** Whether this goes to the desk, and so waits for its turn instead of being refused. */
  static waits({ do: name }: ClientCommand): boolean {
    return desk.has(name) && name !== 'feedback';
  }

  /** False: too soon. For commands that do not wait. */
  take(person: string, command: ClientCommand): boolean {
    if (!this.#commands.take(person)) return false;
    if (weighty.has(command.do)) return this.#heavy.take(person);
    if (moving.has(command.do)) return this.#moves.take(person);
    if (!('text' in command)) return true;
    return this.#words.take(person, textOf(command) + envelope);
  }

  /** Milliseconds until it is their turn; null when too many wait already. */
  queue(person: string, command?: ClientCommand): number | null {
    const isCall = command?.do === 'ask-help' || command?.do === 'answer';
    return isCall ? this.#help.queue(person) : this.#commands.queue(person);
  }

  packet(person: string): boolean {
    return this.#packets.take(person);
  }
}
