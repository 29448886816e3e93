/**
 * The way to Redis that comes back by itself: one link at a time, a beat that notices when it
 * has gone silent, a deadline on everything, and a new link for as long as it takes. What was
 * under way on a lost link is rejected and never sent again: whether it was done is found out
 * by reading. Subscriptions are made anew by us, before anybody hears that it is back.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { StoreFault } from '../port.ts';
import type { RedisAddress } from './address.ts';
import { assertFit, type Fsync, UnfitFault } from './asserts.ts';
import { Channels } from './channels.ts';
import type { Clock } from './clock.ts';
import { closedFault, silentFault, told } from './faults.ts';
import { limited } from './limited.ts';
import { type Args, type Line, type Link, openLink } from './link.ts';
import { type Script, scripts } from './scripts.ts';

export interface ConnectionOptions {
  readonly address: RedisAddress;
  readonly fsync: Fsync;
  readonly clock: Clock;
  readonly warn: (sentence: string) => void;
}

/** A beat that got no answer by its deadline is noticed within three seconds in all. */
const beatEvery = 750;
export const deadline = 2000;
/** Of the pause before the first and any attempt; each is drawn from 0 to it. */
const [firstPause, longestPause] = [250, 2000];

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #channels = new Channels();
  readonly #listeners = new Set<(reachable: boolean) => void>();
  #link: Link | null = null;
  /** Why there is none. */
  #why: StoreFault;
  #beat: NodeJS.Timeout | null = null;
  #warned = '';
  readonly #closing = new AbortController();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#why = new StoreFault(`${options.address.shown} has not been reached yet.`);
  }

  get reachable(): boolean {
    return this.#link !== null;
  }

  onReach(listener: (reachable: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tries for so long; rejects with why it is not to be had, at once where waiting is no help. */
  async open(patience: number): Promise<void> {
    const until = performance.now() + patience;
    for (let attempt = 0; ; attempt++) {
      await this.#attempt();
      if (this.#link) return;
      if (this.#why instanceof UnfitFault || performance.now() > until) {
        const why = this.#why;
        this.close();
        throw why;
      }
      await this.#pause(attempt);
    }
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#drop(this.#link, closedFault());
  }

  /** Rejects with a StoreFault, after which it may have been done or not. */
  async run(script: Script, keys: readonly string[], args: Args): Promise<unknown> {
    const link = this.#needed();
    const [key = ''] = keys;
    const call = [script.call, script.sha, String(keys.length), ...keys, ...args];
    const until = performance.now() + deadline;
    for (;;) {
      try {
        return await this.#within(link, link.ask(key, call));
      } catch (cause) {
        // To these two nothing was done: a primary does not know the scripts, or keys are on
        // their way from one to another.
        const again = performance.now() < until && this.#link === link;
        if (again && isReply(cause, 'NOSCRIPT')) await this.#load(link).catch(() => undefined);
        else if (again && isReply(cause, 'TRYAGAIN')) await pause(50);
        else throw this.#judged(link, cause);
      }
    }
  }

  /** On every primary, one after another. */
  async each<T>(work: (line: Line) => Promise<T>): Promise<readonly T[]> {
    const link = this.#needed();
    const all: T[] = [];
    for (const { address, ask } of link.primaries()) {
      const line: Line = {
        address,
        ask: async (args) => {
          try {
            return await this.#within(link, ask(args));
          } catch (cause) {
            throw this.#judged(link, cause);
          }
        },
      };
      all.push(await work(line));
    }
    return all;
  }

  /** Resolves when subscribed, and stays so over new links. */
  async subscribe(name: string, hear: (message: string) => void): Promise<() => void> {
    const link = this.#needed();
    const stop = () => this.#channels.unsubscribe(this.#link, name, hear);
    try {
      await this.#within(link, this.#channels.subscribe(link, name, hear));
      return stop;
    } catch (cause) {
      stop();
      throw this.#judged(link, cause);
    }
  }

  /** Rejects when it does not answer. */
  async check(): Promise<void> {
    await this.each((line) => line.ask(['PING']));
  }

  #needed(): Link {
    if (this.#link) return this.#link;
    throw this.#why;
  }

  /** A lost link takes with it all that waits on it. */
  async #within<T>(link: Link, work: Promise<T>): Promise<T> {
    return limited(work, deadline, () => {
      const fault = silentFault(this.#options.address.shown, deadline);
      this.#lose(link, fault);
      return fault;
    });
  }

  #judged(link: Link, cause: unknown): StoreFault {
    // A primary that is none any more, or a cluster that is not whole: others are to be found.
    if (isReply(cause, 'READONLY') || isReply(cause, 'CLUSTERDOWN')) this.#lose(link, cause);
    // What the library says of a link that was let go is of no use to anybody.
    if (this.#link !== link) return new StoreFault(this.#why.message, { cause });
    return told(cause, this.#options.address.shown);
  }

  async #attempt(): Promise<void> {
    const { address, warn } = this.#options;
    let opened: Link | null = null;
    let broken: unknown = null;
    try {
      opened = await openLink(address, deadline, (cause) => {
        broken = cause;
        if (opened) this.#lose(opened, cause);
      });
      const warnings = await this.#prepare(opened);
      if (broken) throw broken;
      if (this.#closing.signal.aborted) throw closedFault();
      for (const sentence of warnings) this.#warnOnce(sentence, warn);
    } catch (cause) {
      opened?.destroy();
      this.#why = told(cause, address.shown);
      if (cause instanceof UnfitFault) this.#warnOnce(cause.message, warn);
      return;
    }
    this.#take(opened);
  }

  #take(link: Link): void {
    this.#link = link;
    this.#beat = setTimeout(() => this.#beats(link), beatEvery);
    this.#tell(true);
  }

  /** All that must be true of a link before anybody uses it, each step in time. */
  async #prepare(link: Link): Promise<readonly string[]> {
    const { address, fsync } = this.#options;
    const inTime = <T>(work: Promise<T>) =>
      limited(work, deadline, () => silentFault(address.shown, deadline));
    const warnings = await inTime(
      Promise.all(link.primaries().map((line) => assertFit(line, address, fsync))),
    );
    await inTime(this.#load(link));
    await inTime(this.#measure(link.primaries()[0]));
    await this.#channels.renew(link, inTime);
    return warnings.flat();
  }

  async #load(link: Link): Promise<void> {
    const lua = Object.values(scripts).map((each) => each.lua);
    await Promise.all(
      link.primaries().flatMap(({ ask }) => lua.map((text) => ask(['SCRIPT', 'LOAD', text]))),
    );
  }

  async #beats(link: Link): Promise<void> {
    const [first, ...others] = link.primaries();
    const pings = others.map(({ ask }) => ask(['PING']));
    const answered = [this.#measure(first), link.listens(), ...pings];
    try {
      await this.#within(link, Promise.all(answered));
      if (this.#link === link) this.#beat = setTimeout(() => this.#beats(link), beatEvery);
    } catch (cause) {
      this.#lose(link, cause);
    }
  }

  async #measure({ ask }: Line): Promise<void> {
    const { clock } = this.#options;
    const asked = clock.steady();
    const time = await ask(['TIME']);
    clock.measure(time, asked, clock.steady());
  }

  #lose(link: Link, cause: unknown): void {
    if (this.#link !== link) return;
    const why = told(cause, this.#options.address.shown);
    this.#drop(link, why);
    this.#warned = '';
    this.#options.warn(why.message);
    void this.#comeBack();
  }

  #drop(link: Link | null, why: StoreFault): void {
    this.#why = why;
    if (this.#beat) clearTimeout(this.#beat);
    this.#link = null;
    link?.destroy();
    if (link) this.#tell(false);
  }

  async #comeBack(): Promise<void> {
    for (let attempt = 0; !this.#link && !this.#closing.signal.aborted; attempt++) {
      await this.#pause(attempt);
      if (!this.#closing.signal.aborted) await this.#attempt();
    }
  }

  /** With full jitter, so that many nodes don't come at once. */
  #pause(attempt: number): Promise<void> {
    const most = Math.min(longestPause, firstPause * 2 ** Math.min(attempt, 10));
    return pause(Math.random() * most, undefined, { signal: this.#closing.signal }).catch(
      () => undefined,
    );
  }

  #tell(reachable: boolean): void {
    for (const listener of this.#listeners) listener(reachable);
  }

  #warnOnce(sentence: string, warn: (sentence: string) => void): void {
    if (this.#warned === sentence) return;
    this.#warned = sentence;
    warn(sentence);
  }
}

const isReply = (cause: unknown, code: string) =>
  cause instanceof Error && cause.message.startsWith(code);
