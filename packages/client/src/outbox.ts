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
import { isDeskTextCommand, whenLate } from '@holdspace/protocol';
import type { LateReason } from './lateness.ts';

export interface CommandIntent {
  readonly id: string;
  readonly command: WireCommand;
}

/**
 * What became of a command. `why` is this client's own: `line` broke the connection twice,
 * `late` waited for too long. Sending the same again asks with the same id.
 */
export type SendAnswer = CommandAnswer | { readonly unknown: true; readonly why: 'line' | 'late' };

/** One try; `null` when no answer came on this connection. */
export type CommandAttempt = (intent: CommandIntent) => Promise<CommandAnswer | null>;

export interface OutboxOptions {
  /** Told how many of them there are, whenever that changes. */
  readonly onQueuedChange: (count: number) => void;
  /** Whether an intent is for another moment by now. */
  readonly latenessOf: (id: string) => LateReason | null;
  /** Whether the circle has these words already, though no answer came. */
  readonly hasArrived: (id: string) => boolean;
  /** These words wait for their person to say whether they go. */
  readonly onLate: (id: string, why: LateReason) => void;
}

interface OutboxCommand extends CommandIntent {
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

/** After this long without a known outcome an intent is given up as unknown, in ms. */
const giveUpAfter = 15 * 60_000;
/** The pause before the same is asked again when the server itself does not know, in ms. */
const retryDelay = 1000;
/** The pause before words for the desk that came too soon are asked again, in ms. */
const queuedRetryDelay = 5000;
/** More breaks than this, and it is not sent again. */
const maxBreaks = 2;
/** Calls for help are never given up; after breaks they pause, in ms for each. */
const helpPause = 5000;
const maxHelpPause = 30_000;
/** Ids of given up intents that are remembered. */
const maxGivenUp = 50;

const isHelp = ({ command }: CommandIntent): boolean => command.do === 'ask-help';
const outboxQueueOf = (intent: CommandIntent): 'help' | 'words' =>
  isHelp(intent) ? 'help' : 'words';
/** What makes two commands the same intent; not what this client fills in. */
const intentKey = (command: WireCommand): string =>
  JSON.stringify({ ...command, seen: 0, turn: 0 });

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, OutboxCommand>();
  /** Ids of what may or may not have arrived, by what was asked. */
  readonly #givenUp = new Map<string, string>();
  /** The connection that tries now; null while there is none. */
  #attemptOnConnection: CommandAttempt | null = null;
  /** On this connection the circle is known as it is now. */
  #isCurrent = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The id of the same command that was given up without an answer; undefined when there is none. */
  idOf(command: WireCommand): string | undefined {
    return this.#givenUp.get(intentKey(command));
  }

  add(intent: CommandIntent): Promise<SendAnswer> {
    if (this.#closed) return Promise.resolve({ unknown: true });
    return new Promise((resolve) => {
      const { id, command } = intent;
      this.#givenUp.delete(intentKey(command));
      this.#waiting.set(id, {
        ...{ id, command, resolve, state: 'ready', queued: false },
        ...{ tries: 0, breaks: 0, wanted: false },
        timer: setTimeout(() => this.#settle(id, { unknown: true }), giveUpAfter),
      });
      this.#send();
    });
  }

  /** A connection is there: calls for help go. */
  open(attempt: CommandAttempt): void {
    this.#attemptOnConnection = attempt;
    this.#isCurrent = false;
    this.#send();
  }

  /** The circle is known as it is now: everything unanswered is asked again, in the order given. */
  markCurrent(): void {
    this.#isCurrent = true;
    this.#send();
  }

  /** The connection is gone; `broke`: not by us. What was not answered waits for the next one. */
  pause(broke: boolean): void {
    this.#attemptOnConnection = null;
    this.#isCurrent = false;
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.state !== 'sent') continue;
      waiting.state = 'ready';
      if (!broke) continue;
      waiting.breaks += 1;
      if (waiting.breaks < maxBreaks) continue;
      if (isHelp(waiting))
        this.#pauseCommand(waiting, Math.min(helpPause * waiting.breaks, maxHelpPause));
      else this.#settle(waiting.id, { unknown: true, why: 'line' });
    }
  }

  /** Its person was asked, and says that it goes. */
  release(id: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting?.state !== 'asking') return;
    waiting.wanted = true;
    waiting.state = 'ready';
    waiting.timer = setTimeout(() => this.#settle(id, { unknown: true }), giveUpAfter);
    this.#send();
  }

  /** Its person keeps it: it is not sent again. What was sent already may have arrived. */
  withdraw(id: string): void {
    this.#settle(id, { unknown: true, why: 'late' });
  }

  /** Whatever waits was written by another person: it goes to nobody. */
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
      if (waiting.state !== 'ready' || !this.#attemptOnConnection) continue;
      if (this.#mayGo(waiting)) this.#attempt(waiting, this.#attemptOnConnection);
    }
  }

  #mayGo(waiting: OutboxCommand): boolean {
    if (this.#isBehindQueued(waiting)) {
      this.#queue(waiting);
      return false;
    }
    if (isHelp(waiting)) return true;
    return this.#isCurrent && !this.#isBehindBrokenCommand(waiting) && !this.#isLate(waiting);
  }

  /** What broke a connection once goes alone, so that nothing else is given up with it. */
  #isBehindBrokenCommand(waiting: OutboxCommand): boolean {
    for (const each of this.#waiting.values()) {
      if (each === waiting) return false;
      const sent = each.state === 'sent' && !isHelp(each);
      if (sent && (each.breaks > 0 || waiting.breaks > 0)) return true;
    }
    return false;
  }

  /** Asks, or gives back, what is for another moment (TXT-5). */
  #isLate(waiting: OutboxCommand): boolean {
    const { id, command, tries, wanted } = waiting;
    const what = whenLate(command);
    const why = what === 'send' || wanted ? null : this.#options.latenessOf(id);
    if (why === null) return false;
    if (what === 'ask') {
      if (tries > 0 && this.#options.hasArrived(id)) this.#settle(id, { ok: true });
      else this.#askAboutLate(waiting, why);
      return true;
    }
    // The turn or the floor that it was meant for is in it, and the server compares.
    if (why === 'moved-on') return false;
    this.#settle(id, tries > 0 ? { unknown: true, why: 'late' } : { refused: 'stale' });
    return true;
  }

  #askAboutLate(waiting: OutboxCommand, why: LateReason): void {
    waiting.state = 'asking';
    clearTimeout(waiting.timer);
    this.#options.onLate(waiting.id, why);
  }

  #attempt(waiting: OutboxCommand, attempt: CommandAttempt): void {
    waiting.state = 'sent';
    waiting.tries += 1;
    void attempt({ id: waiting.id, command: waiting.command }).then((answer) => {
      if (answer === null) return;
      const queues =
        'refused' in answer && answer.refused === 'too-soon' && isDeskTextCommand(waiting.command);
      if (queues) this.#queue(waiting);
      else if (!('unknown' in answer)) return this.#settle(waiting.id, answer);
      // Another connection has asked already when this one is no longer the current one.
      if (this.#attemptOnConnection !== attempt) return;
      this.#pauseCommand(waiting, queues ? queuedRetryDelay : retryDelay);
    });
  }

  #pauseCommand(waiting: OutboxCommand, pause: number): void {
    waiting.state = 'resting';
    setTimeout(() => {
      if (waiting.state !== 'resting') return;
      waiting.state = 'ready';
      this.#send();
    }, pause);
  }

  /** Not given up any more: it goes when the desk takes it, or when the page is closed. */
  #queue(waiting: OutboxCommand): void {
    if (waiting.queued || !this.#waiting.has(waiting.id)) return;
    waiting.queued = true;
    clearTimeout(waiting.timer);
    this.#notifyQueued();
  }

  /** One of them is asked at a time, so that they go in the order given. Help goes by itself. */
  #isBehindQueued(waiting: OutboxCommand): boolean {
    if (!isDeskTextCommand(waiting.command)) return false;
    for (const each of this.#waiting.values()) {
      if (each === waiting) return false;
      if (each.queued && outboxQueueOf(each) === outboxQueueOf(waiting)) return true;
    }
    return false;
  }

  #notifyQueued(): void {
    this.#options.onQueuedChange([...this.#waiting.values()].filter(({ queued }) => queued).length);
  }

  #settle(id: string, answer: SendAnswer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if ('unknown' in answer && waiting.tries > 0) this.#remember(waiting);
    waiting.resolve(answer);
    if (waiting.queued) this.#notifyQueued();
    this.#send();
  }

  #remember({ id, command }: CommandIntent): void {
    const [oldest] = this.#givenUp.keys();
    if (oldest !== undefined && this.#givenUp.size >= maxGivenUp) this.#givenUp.delete(oldest);
    this.#givenUp.set(intentKey(command), id);
  }
}
