/**
 * Commands on their way: one id per intent, kept through every retry, so that a command
 * asked twice takes effect once. In the order given; nothing is sent while not connected.
 * A try without an answer within its time means the connection is not to be trusted. Words for
 * the desk that come too soon stay here for as long as it takes (DSK-5).
 */
import type { CommandAnswer, WireCommand } from '@holdspace/protocol';
import { isKept } from '@holdspace/protocol';

export interface Intent {
  readonly id: string;
  readonly command: WireCommand;
}

/** One try; `null` when no answer came on this connection. */
export type Try = (intent: Intent) => Promise<CommandAnswer | null>;

export interface OutboxOptions {
  /** After this long without a known outcome the intent is given up as unknown, in ms. */
  readonly giveUp: number;
  /** The pause before the same is asked again when the server itself does not know, in ms. */
  readonly again: number;
  /** The pause before words for the desk that came too soon are asked again, in ms. */
  readonly queueAgain: number;
  /** Told how many of them there are, whenever that changes. */
  readonly queued: (count: number) => void;
}

interface Waiting extends Intent {
  readonly resolve: (answer: CommandAnswer) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  /** Came too soon, and is asked again until it is taken. */
  queued: boolean;
}

const lineOf = ({ command }: Intent): 'help' | 'words' =>
  command.do === 'ask-help' ? 'help' : 'words';

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** The connection that tries now; null while there is none. */
  #try: Try | null = null;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(intent: Intent): Promise<CommandAnswer> {
    if (this.#closed) return Promise.resolve({ unknown: true });
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#settle(intent.id, { unknown: true }),
        this.#options.giveUp,
      );
      const waiting: Waiting = { ...intent, resolve, timer, queued: false };
      this.#waiting.set(intent.id, waiting);
      this.#attempt(waiting);
    });
  }

  /** A connection is there: everything unanswered is asked again, in the order given. */
  open(attempt: Try): void {
    this.#try = attempt;
    for (const waiting of this.#waiting.values()) this.#attempt(waiting);
  }

  /** The connection is gone. What was not answered waits for the next one. */
  pause(): void {
    this.#try = null;
  }

  /** The end: what is not answered by now is not known. */
  close(): void {
    this.pause();
    this.#closed = true;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, { unknown: true });
  }

  #attempt(waiting: Waiting): void {
    const attempt = this.#try;
    if (!attempt || !this.#waiting.has(waiting.id)) return;
    if (this.#isBehindQueued(waiting)) {
      this.#queue(waiting);
      return;
    }
    void attempt({ id: waiting.id, command: waiting.command }).then((answer) => {
      if (answer === null) return;
      const queues =
        'refused' in answer && answer.refused === 'too-soon' && isKept(waiting.command);
      if (queues) this.#queue(waiting);
      else if (!('unknown' in answer)) return this.#settle(waiting.id, answer);
      // Another connection has asked already when this one is no longer the current one.
      if (this.#try !== attempt) return;
      const { again, queueAgain } = this.#options;
      setTimeout(
        () => {
          if (this.#try === attempt) this.#attempt(waiting);
        },
        queues ? queueAgain : again,
      );
    });
  }

  /** Not given up any more: it goes when the desk takes it, or when the page is closed. */
  #queue(waiting: Waiting): void {
    if (waiting.queued || !this.#waiting.has(waiting.id)) return;
    waiting.queued = true;
    clearTimeout(waiting.timer);
    this.#tellQueued();
  }

  /** One of them is asked at a time, so that they go in the order given. Help goes by itself. */
  #isBehindQueued(waiting: Waiting): boolean {
    if (!isKept(waiting.command)) return false;
    for (const each of this.#waiting.values()) {
      if (each === waiting) return false;
      if (each.queued && lineOf(each) === lineOf(waiting)) return true;
    }
    return false;
  }

  #tellQueued(): void {
    this.#options.queued([...this.#waiting.values()].filter(({ queued }) => queued).length);
  }

  #settle(id: string, answer: CommandAnswer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.resolve(answer);
    if (!waiting.queued) return;
    this.#tellQueued();
    const next = [...this.#waiting.values()].find(
      (each) => each.queued && lineOf(each) === lineOf(waiting),
    );
    if (next) this.#attempt(next);
  }
}
