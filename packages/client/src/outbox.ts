/**
 * Commands on their way: one id per intent, kept through every retry, so that a command
 * asked twice takes effect once. In the order given; nothing is sent while not connected, and
 * nothing but calls for help before the circle is known again as it is now.
 * A try without an answer within its time means the connection is not to be trusted. Words for
 * the desk that come too soon stay here for as long as it takes (DSK-5). What waited too long
 * asks or is given back (TXT-5), and what broke the connection twice is not sent a third time
 * (TXT-3).
 */
import type { CommandAnswer, WireCommand } from '@holdspace/protocol';
import { isKept, whenLate } from '@holdspace/protocol';
import type { Late } from './waited.ts';

export interface Intent {
  readonly id: string;
  readonly command: WireCommand;
}

/**
 * What became of a command. `why` is this client's own: `line` broke the connection twice,
 * `late` waited for too long. Sending the same again asks with the same id.
 */
export type SendAnswer = CommandAnswer | { readonly unknown: true; readonly why: 'line' | 'late' };

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
  /** Whether an intent is for another moment by now. */
  readonly late: (id: string) => Late | null;
  /** Whether the circle has these words already, though no answer came. */
  readonly arrived: (id: string) => boolean;
  /** These words wait for their person to say whether they go. */
  readonly ask: (id: string, why: Late) => void;
}

interface Waiting extends Intent {
  readonly resolve: (answer: SendAnswer) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** `resting`: asked again after a pause; `asking`: its person decides. */
  state: 'ready' | 'sent' | 'resting' | 'asking';
  /** Came too soon, and is asked again until it is taken. */
  queued: boolean;
  tries: number;
  /** How often the connection broke while it was sent. */
  breaks: number;
  /** Its person said that it goes. */
  wanted: boolean;
}

/** More breaks than this, and it is not sent again. */
const mostBreaks = 2;
/** Calls for help are never given up; after breaks they pause, in ms for each. */
const helpPause = 5000;
const longestHelpPause = 30_000;
/** Ids of given up intents that are remembered. */
const mostGivenUp = 50;

const isHelp = ({ command }: Intent): boolean => command.do === 'ask-help';
const lineOf = (intent: Intent): 'help' | 'words' => (isHelp(intent) ? 'help' : 'words');
/** What makes two commands the same intent; not what this client fills in. */
const keyOf = (command: WireCommand): string => JSON.stringify({ ...command, seen: 0, turn: 0 });

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Ids of what may or may not have arrived, by what was asked. */
  readonly #givenUp = new Map<string, string>();
  /** The connection that tries now; null while there is none. */
  #try: Try | null = null;
  /** On this connection the circle is known as it is now. */
  #current = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The id of the same command that was given up without an answer; undefined when there is none. */
  idOf(command: WireCommand): string | undefined {
    return this.#givenUp.get(keyOf(command));
  }

  add(intent: Intent): Promise<SendAnswer> {
    if (this.#closed) return Promise.resolve({ unknown: true });
    return new Promise((resolve) => {
      const { id, command } = intent;
      this.#givenUp.delete(keyOf(command));
      this.#waiting.set(id, {
        ...{ id, command, resolve, state: 'ready', queued: false },
        ...{ tries: 0, breaks: 0, wanted: false },
        timer: setTimeout(() => this.#settle(id, { unknown: true }), this.#options.giveUp),
      });
      this.#send();
    });
  }

  /** A connection is there: calls for help go. */
  open(attempt: Try): void {
    this.#try = attempt;
    this.#current = false;
    this.#send();
  }

  /** The circle is known as it is now: everything unanswered is asked again, in the order given. */
  current(): void {
    this.#current = true;
    this.#send();
  }

  /** The connection is gone; `broke`: not by us. What was not answered waits for the next one. */
  pause(broke: boolean): void {
    this.#try = null;
    this.#current = false;
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.state !== 'sent') continue;
      waiting.state = 'ready';
      if (!broke) continue;
      waiting.breaks += 1;
      if (waiting.breaks < mostBreaks) continue;
      if (isHelp(waiting))
        this.#rest(waiting, Math.min(helpPause * waiting.breaks, longestHelpPause));
      else this.#settle(waiting.id, { unknown: true, why: 'line' });
    }
  }

  /** Its person was asked, and says that it goes. */
  release(id: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting?.state !== 'asking') return;
    waiting.wanted = true;
    waiting.state = 'ready';
    waiting.timer = setTimeout(() => this.#settle(id, { unknown: true }), this.#options.giveUp);
    this.#send();
  }

  /** Its person keeps it: it is not sent again. What was sent already may have arrived. */
  withdraw(id: string): void {
    this.#settle(id, { unknown: true, why: 'late' });
  }

  /** Whatever waits was written by somebody else: it goes to nobody. */
  clear(): void {
    this.pause(false);
    for (const id of [...this.#waiting.keys()]) this.#settle(id, { unknown: true });
    this.#givenUp.clear();
  }

  /** The end: what is not answered by now is not known. */
  close(): void {
    this.clear();
    this.#closed = true;
  }

  #send(): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.state !== 'ready' || !this.#try) continue;
      if (this.#mayGo(waiting)) this.#attempt(waiting, this.#try);
    }
  }

  #mayGo(waiting: Waiting): boolean {
    if (this.#isBehindQueued(waiting)) {
      this.#queue(waiting);
      return false;
    }
    if (isHelp(waiting)) return true;
    return this.#current && !this.#isBehindSuspect(waiting) && !this.#isLate(waiting);
  }

  /** What broke a connection once goes alone, so that nothing else is given up with it. */
  #isBehindSuspect(waiting: Waiting): boolean {
    for (const each of this.#waiting.values()) {
      if (each === waiting) return false;
      const sent = each.state === 'sent' && !isHelp(each);
      if (sent && (each.breaks > 0 || waiting.breaks > 0)) return true;
    }
    return false;
  }

  /** Asks, or gives back, what is for another moment (TXT-5). */
  #isLate(waiting: Waiting): boolean {
    const { id, command, tries, wanted } = waiting;
    const what = whenLate(command);
    const why = what === 'send' || wanted ? null : this.#options.late(id);
    if (why === null) return false;
    if (what === 'ask') {
      if (tries > 0 && this.#options.arrived(id)) this.#settle(id, { ok: true });
      else this.#ask(waiting, why);
      return true;
    }
    // The turn or the floor that it was meant for is in it, and the server compares.
    if (why === 'moved-on') return false;
    this.#settle(id, tries > 0 ? { unknown: true, why: 'late' } : { refused: 'stale' });
    return true;
  }

  #ask(waiting: Waiting, why: Late): void {
    waiting.state = 'asking';
    clearTimeout(waiting.timer);
    this.#options.ask(waiting.id, why);
  }

  #attempt(waiting: Waiting, attempt: Try): void {
    waiting.state = 'sent';
    waiting.tries += 1;
    void attempt({ id: waiting.id, command: waiting.command }).then((answer) => {
      if (answer === null) return;
      const queues =
        'refused' in answer && answer.refused === 'too-soon' && isKept(waiting.command);
      if (queues) this.#queue(waiting);
      else if (!('unknown' in answer)) return this.#settle(waiting.id, answer);
      // Another connection has asked already when this one is no longer the current one.
      if (this.#try !== attempt) return;
      const { again, queueAgain } = this.#options;
      this.#rest(waiting, queues ? queueAgain : again);
    });
  }

  #rest(waiting: Waiting, pause: number): void {
    waiting.state = 'resting';
    setTimeout(() => {
      if (waiting.state !== 'resting') return;
      waiting.state = 'ready';
      this.#send();
    }, pause);
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

  #settle(id: string, answer: SendAnswer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if ('unknown' in answer && waiting.tries > 0) this.#remember(waiting);
    waiting.resolve(answer);
    if (waiting.queued) this.#tellQueued();
    this.#send();
  }

  #remember({ id, command }: Intent): void {
    const [oldest] = this.#givenUp.keys();
    if (oldest !== undefined && this.#givenUp.size >= mostGivenUp) this.#givenUp.delete(oldest);
    this.#givenUp.set(keyOf(command), id);
  }
}
