/**
 * The way to Redis that comes back by itself: one link at a time, a beat that notices when it
 * has gone silent, a deadline on everything, and a new link for as long as it takes. What was
 * under way on a lost link is rejected and never sent again: whether it was done is found out
 * by reading. It subscribes again before it reports that Redis is reachable again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { StoreFault } from '../port/store.ts';
import type { RedisAddress } from './address.ts';
import { ChannelSubscriptions } from './channel-subscriptions.ts';
import type { RedisClock } from './redis-clock.ts';
import { closedFault, timeoutFault, toRedisFault } from './redis-faults.ts';
import {
  type KeyGroup,
  openLink,
  type RedisArguments,
  type RedisLink,
  type RedisNodeClient,
} from './redis-link.ts';
import type { RedisScript } from './redis-script.ts';
import { scripts } from './redis-scripts.ts';
import { ReplyDeadlines } from './reply-deadlines.ts';
import { assertServerFit, type FsyncPolicy, UnfitFault } from './server-requirements.ts';
import { withDeadline } from './with-deadline.ts';

export interface RedisConnectionOptions {
  readonly address: RedisAddress;
  readonly fsync: FsyncPolicy;
  readonly clock: RedisClock;
  readonly warn: (sentence: string) => void;
}

/** A beat that got no answer by its deadline is noticed within three seconds in all. */
const heartbeatInterval = 750;
export const commandDeadline = 2000;
/** Upper bounds of the pause before the first and any attempt; each is random from 0 to the bound. */
const [firstPause, longestPause] = [250, 2000];

export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  readonly #channels = new ChannelSubscriptions();
  readonly #deadlines = new ReplyDeadlines(commandDeadline);
  readonly #listeners = new Set<(reachable: boolean) => void>();
  #link: RedisLink | null = null;
  /** Why there is none. */
  #lastFault: StoreFault;
  #heartbeatTimer: NodeJS.Timeout | null = null;
  #lastWarning = '';
  readonly #closing = new AbortController();

  constructor(options: RedisConnectionOptions) {
    this.#options = options;
    this.#lastFault = new StoreFault(`${options.address.shown} has not been reached yet.`);
  }

  get reachable(): boolean {
    return this.#link !== null;
  }

  onReachabilityChanged(listener: (reachable: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tries for so long; rejects with why it is not to be had, at once where waiting is no help. */
  async open(patience: number): Promise<void> {
    const until = performance.now() + patience;
    for (let attempt = 0; ; attempt++) {
      await this.#tryConnect();
      if (this.#link) return;
      if (this.#lastFault instanceof UnfitFault || performance.now() > until) {
        const why = this.#lastFault;
        this.close();
        throw why;
      }
      await this.#backOff(attempt);
    }
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#dropLink(this.#link, closedFault());
  }

  /** Rejects with a StoreFault, after which it may have been done or not. */
  run(script: RedisScript, keys: readonly string[], args: RedisArguments): Promise<unknown> {
    const link = this.#requireLink();
    const [key = ''] = keys;
    return this.#call(link, script, keys, args, (call) => link.send(key, call));
  }

  /** Runs a script at this primary, without declared keys. Rejects with a StoreFault. */
  runOn(client: RedisNodeClient, script: RedisScript, args: RedisArguments): Promise<unknown> {
    return this.#call(this.#requireLink(), script, [], args, (call) => client.send(call));
  }

  /** See `RedisLink.groupByPrimary`. */
  groupByPrimary(keys: readonly string[]): readonly KeyGroup[] {
    return this.#requireLink().groupByPrimary(keys);
  }

  /** On every primary, one after another. */
  async forEachPrimary<T>(work: (line: RedisNodeClient) => Promise<T>): Promise<readonly T[]> {
    const link = this.#requireLink();
    const all: T[] = [];
    for (const { address, send: ask } of link.primaries()) {
      const line: RedisNodeClient = {
        address,
        send: (args) =>
          this.#withDeadline(link, ask(args)).catch((cause: unknown) => {
            throw this.#toFault(link, cause);
          }),
      };
      all.push(await work(line));
    }
    return all;
  }

  /** Resolves when subscribed, and stays so over new links. */
  async subscribe(name: string, hear: (message: string) => void): Promise<() => void> {
    const link = this.#requireLink();
    const stop = () => this.#channels.unsubscribe(this.#link, name, hear);
    try {
      await this.#withDeadline(link, this.#channels.subscribe(link, name, hear));
      return stop;
    } catch (cause) {
      stop();
      throw this.#toFault(link, cause);
    }
  }

  /** Rejects when it does not answer. */
  async check(): Promise<void> {
    await this.forEachPrimary((line) => line.send(['PING']));
  }

  async #call(
    link: RedisLink,
    script: RedisScript,
    keys: readonly string[],
    args: RedisArguments,
    send: (call: RedisArguments) => Promise<unknown>,
  ): Promise<unknown> {
    const call = [script.call, script.sha, String(keys.length), ...keys, ...args];
    const until = performance.now() + commandDeadline;
    for (;;) {
      try {
        return await this.#withDeadline(link, send(call));
      } catch (cause) {
        // To these two nothing was done: a primary does not know the scripts, or keys are on
        // their way from one to another.
        const again = performance.now() < until && this.#link === link;
        if (again && isErrorReply(cause, 'NOSCRIPT'))
          await this.#loadScripts(link).catch(() => undefined);
        else if (again && isErrorReply(cause, 'TRYAGAIN')) await pause(50);
        else throw this.#toFault(link, cause);
      }
    }
  }

  #requireLink(): RedisLink {
    if (this.#link) return this.#link;
    throw this.#lastFault;
  }

  /** A lost link takes with it all that waits on it. */
  #withDeadline<T>(link: RedisLink, work: Promise<T>): Promise<T> {
    return this.#deadlines.within(work, () => {
      const fault = timeoutFault(this.#options.address.shown, commandDeadline);
      this.#loseLink(link, fault);
      return fault;
    });
  }

  #toFault(link: RedisLink, cause: unknown): StoreFault {
    // A primary that is none any more, or a cluster that is not whole: others are to be found.
    if (isErrorReply(cause, 'READONLY') || isErrorReply(cause, 'CLUSTERDOWN'))
      this.#loseLink(link, cause);
    // Errors of a link that was closed are ignored.
    if (this.#link !== link) return new StoreFault(this.#lastFault.message, { cause });
    return toRedisFault(cause, this.#options.address.shown);
  }

  async #tryConnect(): Promise<void> {
    const { address, warn } = this.#options;
    let opened: RedisLink | null = null;
    let broken: unknown = null;
    try {
      opened = await openLink(address, commandDeadline, (cause) => {
        broken = cause;
        if (opened) this.#loseLink(opened, cause);
      });
      const warnings = await this.#prepare(opened);
      if (broken) throw broken;
      if (this.#closing.signal.aborted) throw closedFault();
      for (const sentence of warnings) this.#warnOnce(sentence, warn);
    } catch (cause) {
      opened?.destroy();
      this.#lastFault = toRedisFault(cause, address.shown);
      if (cause instanceof UnfitFault) this.#warnOnce(cause.message, warn);
      return;
    }
    this.#withLink(opened);
  }

  #withLink(link: RedisLink): void {
    this.#link = link;
    this.#heartbeatTimer = setTimeout(() => this.#heartbeat(link), heartbeatInterval);
    this.#notifyListeners(true);
  }

  /** The checks of a new link before its first use, each with a time limit. */
  async #prepare(link: RedisLink): Promise<readonly string[]> {
    const { address, fsync } = this.#options;
    const inTime = <T>(work: Promise<T>) =>
      withDeadline(work, commandDeadline, () => timeoutFault(address.shown, commandDeadline));
    const warnings = await inTime(
      Promise.all(link.primaries().map((line) => assertServerFit(line, address, fsync))),
    );
    await inTime(this.#loadScripts(link));
    await inTime(this.#measureClock(link.primaries()[0]));
    await this.#channels.resubscribe(link, inTime);
    return warnings.flat();
  }

  async #loadScripts(link: RedisLink): Promise<void> {
    const lua = Object.values(scripts).map((each) => each.lua);
    await Promise.all(
      link.primaries().flatMap(({ send: ask }) => lua.map((text) => ask(['SCRIPT', 'LOAD', text]))),
    );
  }

  async #heartbeat(link: RedisLink): Promise<void> {
    const [first, ...others] = link.primaries();
    const pings = others.map(({ send: ask }) => ask(['PING']));
    const answered = [this.#measureClock(first), link.checkSubscriptions(), ...pings];
    try {
      await this.#withDeadline(link, Promise.all(answered));
      if (this.#link === link)
        this.#heartbeatTimer = setTimeout(() => this.#heartbeat(link), heartbeatInterval);
    } catch (cause) {
      this.#loseLink(link, cause);
    }
  }

  async #measureClock({ send: ask }: RedisNodeClient): Promise<void> {
    const { clock } = this.#options;
    const asked = clock.steady();
    const time = await ask(['TIME']);
    clock.measure(time, asked, clock.steady());
  }

  #loseLink(link: RedisLink, cause: unknown): void {
    if (this.#link !== link) return;
    const why = toRedisFault(cause, this.#options.address.shown);
    this.#dropLink(link, why);
    this.#lastWarning = '';
    this.#options.warn(why.message);
    void this.#reconnect();
  }

  #dropLink(link: RedisLink | null, why: StoreFault): void {
    this.#lastFault = why;
    if (this.#heartbeatTimer) clearTimeout(this.#heartbeatTimer);
    this.#link = null;
    link?.destroy();
    if (link) this.#notifyListeners(false);
  }

  async #reconnect(): Promise<void> {
    for (let attempt = 0; !this.#link && !this.#closing.signal.aborted; attempt++) {
      await this.#backOff(attempt);
      if (!this.#closing.signal.aborted) await this.#tryConnect();
    }
  }

  /** With full jitter, so that many nodes don't come at once. */
  #backOff(attempt: number): Promise<void> {
    const most = Math.min(longestPause, firstPause * 2 ** Math.min(attempt, 10));
    return pause(Math.random() * most, undefined, { signal: this.#closing.signal }).catch(
      () => undefined,
    );
  }

  #notifyListeners(reachable: boolean): void {
    for (const listener of this.#listeners) listener(reachable);
  }

  #warnOnce(sentence: string, warn: (sentence: string) => void): void {
    if (this.#lastWarning === sentence) return;
    this.#lastWarning = sentence;
    warn(sentence);
  }
}

const isErrorReply = (cause: unknown, code: string) =>
  cause instanceof Error && cause.message.startsWith(code);
