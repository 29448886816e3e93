/**
 * Rate limits of one person's commands over all their connections, before any ledger decides
 * (WIRE-5, LIM-4). Beside the number of commands there are limits on bytes of text, on changes
 * that everybody receives, and on heavy reads and writes. The catalogue of commands says which
 * limit a command counts against. Calls for help have a queue of their own, which nothing else
 * of the same person can fill (DSK-9).
 */
import type { ClientCommand } from '@holdspace/core';
import { bytesOf, entryOf } from '@holdspace/core';
import { Buckets, type Rate } from './buckets.ts';

/** All commands together. */
const commands: Rate = { burst: 40, perSecond: 8 };
/** Calls for help and answers in them; they wait and are not refused. */
const help: Rate = { burst: 10, perSecond: 1 };
/** Coming and going, hands, turns, seats: everybody receives each. Fifty in a minute. */
const moves: Rate = { burst: 20, perSecond: 0.5 };
/** Bytes of text that others receive: a long text at once, 60 KiB a minute for long. */
const words: Rate = { burst: 64 * 1024, perSecond: 1024 };
/** Reads or writes every meeting of the circle. */
const heavy: Rate = { burst: 3, perSecond: 1 / 20 };
/** Packets of any kind: far more than a client of ours ever sends. */
const packets: Rate = { burst: 500, perSecond: 50 };

/** Bytes of a message beside its text: id, author, time, frame. */
const envelope = 256;

/** Bytes of text in a command, as they travel to others. */
function textOf(command: ClientCommand): number {
  const text = 'text' in command ? command.text : '';
  const note = 'note' in command ? command.note : '';
  return bytesOf(text ?? '') + bytesOf(note ?? '');
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

  /** Whether the command waits for its turn instead of being refused as `too-soon` (DSK-5). */
  static waits({ do: name }: ClientCommand): boolean {
    const { rate } = entryOf(name);
    return rate === 'desk' || rate === 'call';
  }

  /** False: too soon. For commands that do not wait. */
  take(person: string, command: ClientCommand): boolean {
    if (!this.#commands.take(person)) return false;
    switch (entryOf(command.do).rate) {
      case 'heavy':
        return this.#heavy.take(person);
      case 'move':
        return this.#moves.take(person);
      case 'words':
        return this.#words.take(person, textOf(command) + envelope);
      case 'plain':
      case 'desk':
      case 'call':
        return true;
    }
  }

  /** Milliseconds until it is the command's turn; null when too many wait already. */
  queue(person: string, command?: ClientCommand): number | null {
    const isCall = command !== undefined && entryOf(command.do).rate === 'call';
    return isCall ? this.#help.queue(person) : this.#commands.queue(person);
  }

  packet(person: string): boolean {
    return this.#packets.take(person);
  }
}
