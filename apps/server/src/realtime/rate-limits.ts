/**
 * Rate limits of one person's commands over all their connections, before any ledger decides
 * (WIRE-5, LIM-4). In addition to the number of commands there are limits on bytes of text, on
 * changes that everyone receives, and on heavy reads and writes. The catalogue of commands says
 * which limit a command counts against. Calls for help have a queue of their own, which nothing
 * else of the same person can fill (DSK-9).
 */
import type { ClientCommand } from '@holdspace/core';
import { entryOf, jsonByteLength } from '@holdspace/core';
import { TokenBuckets, type TokenRate } from '../ops/token-buckets.ts';

/** All commands together. */
const commandRate: TokenRate = { burst: 40, perSecond: 8 };
/** Calls for help and answers in them; they wait and are not refused. */
const helpRate: TokenRate = { burst: 10, perSecond: 1 };
/** Joining, leaving, hands, turns, seats: everyone receives each. Fifty in a minute. */
const moveRate: TokenRate = { burst: 20, perSecond: 0.5 };
/** Bytes of text that others receive: a long text at once, 60 KiB a minute for long. */
const textRate: TokenRate = { burst: 64 * 1024, perSecond: 1024 };
/** Reads or writes every meeting of the circle. */
const heavyRate: TokenRate = { burst: 3, perSecond: 1 / 20 };
/** Packets of any kind: far more than a client of ours ever sends. */
const packetRate: TokenRate = { burst: 500, perSecond: 50 };

/** Bytes of a message in addition to its text: id, author, time, frame. */
const envelopeBytes = 256;

/** Bytes of text in a command, as they travel to others. */
function textBytes(command: ClientCommand): number {
  const text = 'text' in command ? command.text : '';
  const note = 'note' in command ? command.note : '';
  return jsonByteLength(text ?? '') + jsonByteLength(note ?? '');
}

export class RateLimits {
  readonly #commands: TokenBuckets;
  readonly #help: TokenBuckets;
  readonly #moves: TokenBuckets;
  readonly #text: TokenBuckets;
  readonly #heavy: TokenBuckets;
  readonly #packets: TokenBuckets;

  /** `limited` false: no limits. `now` is in milliseconds and never decreases. */
  constructor(limited: boolean, now?: () => number) {
    const of = (rate: TokenRate) => new TokenBuckets(limited ? rate : null, now);
    this.#commands = of(commandRate);
    this.#help = of(helpRate);
    this.#moves = of(moveRate);
    this.#text = of(textRate);
    this.#heavy = of(heavyRate);
    this.#packets = of(packetRate);
  }

  /** Whether the command waits for its turn instead of being refused as `too-soon` (DSK-5). */
  static isQueued({ do: name }: ClientCommand): boolean {
    const { rate } = entryOf(name);
    return rate === 'desk' || rate === 'call';
  }

  /** False: too soon. For commands that do not wait. */
  allowCommand(person: string, command: ClientCommand): boolean {
    if (!this.#commands.take(person)) return false;
    switch (entryOf(command.do).rate) {
      case 'heavy':
        return this.#heavy.take(person);
      case 'move':
        return this.#moves.take(person);
      case 'words':
        return this.#text.take(person, textBytes(command) + envelopeBytes);
      case 'plain':
      case 'desk':
      case 'call':
        return true;
    }
  }

  /** Milliseconds until it is the command's turn; null when too many wait already. */
  queueDelay(person: string, command?: ClientCommand): number | null {
    const isCall = command !== undefined && entryOf(command.do).rate === 'call';
    return isCall ? this.#help.queue(person) : this.#commands.queue(person);
  }

  allowPacket(person: string): boolean {
    return this.#packets.take(person);
  }
}
