/**
 * One person of a rehearsal, with one or more devices: each device is a connection of the client
 * library, signed in by a link like any browser. play-rehearsal.ts decides what the person does.
 */
import {
  type Api,
  ApiProblem,
  api,
  CookieJar,
  connect,
  linkTokenOf,
  placeApi,
  staffApi,
} from '@holdspace/client';
import type { CommandAnswer, View, WireCommand } from '@holdspace/protocol';
import type { RehearsalPerson } from '../format/rehearsal.ts';
import {
  areDoorsOpen,
  isRefused,
  isToldSignedOut,
  joinedStates,
  syncDeadline,
  syncUnlessRefused,
  whenSettled,
} from './connection-states.ts';
import { ObservedView } from './observed-view.ts';
import type { PlayerDevice, PlayerEntrance } from './player-entrance.ts';

/** The outcome of a step: `ok`, the code of a refusal, or a description of what went wrong. */
export type Outcome = string;

/** Longer than one attempt of the client library and its reconnection. */
const answerDeadline = 25_000;

export class Player {
  readonly key: string;
  readonly part: RehearsalPerson;
  readonly #entrance: PlayerEntrance;
  readonly #devices: PlayerDevice[] = [];
  readonly #jar = new CookieJar();
  #circle: string | null = null;
  #returnCode: string | null = null;
  /** Signed in by a link, and has not sent `join` yet. */
  #mustJoin = false;
  /** Comes to the meeting by themselves, without an `enter`. */
  #comesByItself = true;
  #isSignedIn = false;
  id: string | null = null;

  constructor(key: string, part: RehearsalPerson, entrance: PlayerEntrance) {
    this.key = key;
    this.part = part;
    this.#entrance = entrance;
  }

  get entered(): boolean {
    return this.#circle !== null;
  }
  get observedViews(): readonly ObservedView[] {
    return this.#devices.map(({ observed: sight }) => sight);
  }

  /** How this person asks over HTTP, in the browser that they opened last. */
  get http(): { readonly url: string; readonly jar: CookieJar } {
    return { url: this.#entrance.url, jar: this.#device()?.jar ?? this.#jar };
  }

  /**
   * Opens the invite link, chooses the name, agrees; joins once the doors are open. Again: goes to the
   * meeting that is now, as for the first time.
   */
  async enter(): Promise<Outcome> {
    this.#comesByItself = !this.entered;
    const { url, link } = this.#entrance;
    const outcome =
      this.part.staff === true
        ? await this.#enterAsStaff()
        : await this.#redeem(api({ url, jar: this.#jar }), linkTokenOf(link));
    if (outcome !== 'ok') return outcome;
    this.#mustJoin = true;
    if (!this.#devices.some(({ state }) => state === 'open')) this.#open(this.#jar);
    const refused = await this.#connectionResult();
    if (refused) return refused;
    return this.join();
  }

  /** Sends `join` when the doors are open; does nothing when it was sent before. */
  async join(): Promise<Outcome> {
    const view = this.view();
    if (!this.#mustJoin || !view || !areDoorsOpen(view)) return 'ok';
    if (joinedStates.has(view.mine.whereabouts)) {
      this.#mustJoin = false;
      return 'ok';
    }
    if (!(await this.#comes(view))) return 'ok';
    // Sent once, also when the answer is a refusal.
    this.#mustJoin = false;
    return this.act({ do: 'join', seat: this.part.seat });
  }

  /** Time has passed: comes to the next meeting once its doors open, unless they say otherwise. */
  comeAgain(): void {
    this.#mustJoin = true;
    this.#comesByItself = true;
  }

  /** Who left, was removed, or said *not this time* does not come by themselves. */
  async #comes({ mine }: View): Promise<boolean> {
    if (!this.#comesByItself || this.#entrance.meetsAgain !== true) return true;
    if (mine.whereabouts !== 'outside' || this.#circle === null) return false;
    const { viewer, seat } = await placeApi(this.http).place(this.#circle);
    return viewer === 'member' && seat !== 'not-this-time';
  }

  async act(command: WireCommand, number?: number): Promise<Outcome> {
    const device = this.#device(number);
    if (device?.state !== 'open') return 'not connected: nothing can be sent';
    const late = new Promise<CommandAnswer>((resolve) => {
      setTimeout(() => resolve({ unknown: true }), answerDeadline).unref();
    });
    const answer = await Promise.race([device.connection.send(command), late]);
    if ('ok' in answer) return 'ok';
    if ('refused' in answer) return answer.refused;
    return 'invalid' in answer ? `invalid: ${answer.invalid}` : 'no answer';
  }

  drop(number?: number): void {
    const device = this.#device(number);
    if (device?.state !== 'open') return;
    device.state = 'dropped';
    device.connection.drop();
  }

  /** Reconnects what was dropped; opens a device again when there is none. */
  async reconnect(number?: number): Promise<Outcome> {
    if (this.#circle === null) return 'not entered yet';
    const dropped = this.#devices.filter(
      (each) => each.state === 'dropped' && (number === undefined || each.number === number),
    );
    for (const device of dropped) {
      device.state = 'open';
      device.connection.reconnect();
    }
    if (!this.#device()) this.#open(this.#jar);
    return (await this.#connectionResult()) ?? 'ok';
  }

  /** The same membership on another device, by the return code (PRV-7). */
  async secondDevice(): Promise<Outcome> {
    if (this.#returnCode === null) return 'no return code: not entered yet';
    const jar = new CookieJar();
    const { url } = this.#entrance;
    const outcome = await this.#redeem(api({ url, jar }), this.#returnCode);
    if (outcome !== 'ok') return outcome;
    this.#open(jar);
    return (await this.#connectionResult()) ?? 'ok';
  }

  /** Signs this device or all devices out; resolves when each has been notified (KEY-2). */
  async signOut(everywhere: boolean, number?: number): Promise<Outcome> {
    const device = this.#device(number);
    if (!device || this.#circle === null) return 'not connected';
    const door = api({ url: this.#entrance.url, jar: device.jar });
    const over = everywhere ? this.#devices : this.#devices.filter(({ jar }) => jar === device.jar);
    await (everywhere ? door.signOutEverywhere(this.#circle) : door.signOut(this.#circle));
    for (const each of over) {
      if (each.state !== 'open') continue;
      if (!(await isToldSignedOut(each.connection))) return 'still connected after the sign-out';
      each.state = 'closed';
    }
    return 'ok';
  }

  /** Hides or shows the page of a device (TRN-8); without a number, of all open devices. */
  setPageHidden(hidden: boolean, number?: number): Outcome {
    const open = this.#devices.filter(
      (each) => each.state === 'open' && (number === undefined || each.number === number),
    );
    for (const { connection } of open) connection.setHidden(hidden);
    return open.length > 0 ? 'ok' : 'not connected';
  }

  closeDevice(number?: number): void {
    const device = this.#device(number);
    if (!device) return;
    device.state = 'closed';
    device.connection.close();
  }

  closeTab(): void {
    for (const { number, state } of this.#devices) if (state === 'open') this.closeDevice(number);
  }

  /** The view of the newest device; while it is away, the last one. */
  view(number?: number): View | null {
    return this.#device(number)?.connection.getSnapshot().view ?? null;
  }

  /** Resolves when every open device has applied all answers so far; rejects after `deadline` ms. */
  async sync(deadline = syncDeadline): Promise<void> {
    await Promise.all(
      this.#devices
        .filter(({ state, connection }) => state === 'open' && !isRefused(connection))
        .map(({ connection }) => syncUnlessRefused(connection, deadline)),
    );
  }

  /** Fetches all messages that the person may read, page by page, on the newest device. */
  async loadEarlier(): Promise<void> {
    const device = this.#device();
    if (!device) return;
    while (device.connection.getSnapshot().more && (await device.connection.earlier())) {
      const { view } = device.connection.getSnapshot();
      if (view) device.observed.observe(view, true);
    }
  }

  /** Calls back at each change of the view; returns a function that ends it. */
  watch(listener: () => void, number?: number): () => void {
    return this.#device(number)?.connection.subscribe(listener) ?? (() => {});
  }

  close(): void {
    for (const { connection } of this.#devices) connection.close();
  }

  async #redeem(door: Api, token: string): Promise<Outcome> {
    try {
      const { name } = this.part;
      const done = await door.redeem({ token, name, agreed: true });
      if (done.kind !== 'member') return 'this link leads to no circle';
      const isNew = this.id === null;
      this.#circle = done.circle;
      this.id = done.member;
      if (isNew) await this.#entrance.onFirstEntry?.(done.member);
      this.#returnCode = done.returnCode ?? this.#returnCode;
      return 'ok';
    } catch (error) {
      if (error instanceof ApiProblem) return error.problem.code;
      throw error;
    }
  }

  /** Somebody of the staff, who need not enter a circle for what they do between meetings. */
  async signInAsStaff(): Promise<void> {
    if (this.part.staff !== true || this.#isSignedIn) return;
    await staffApi(this.http).redeem({ token: linkTokenOf(this.#entrance.link) });
    this.#isSignedIn = true;
  }

  /** Signs in by the link of the first entry, and enters the circle that they look after. */
  async #enterAsStaff(): Promise<Outcome> {
    const door = staffApi(this.http);
    try {
      await this.signInAsStaff();
      const entered = await door.enterCircle(this.#entrance.circle ?? '', { agreed: true });
      this.#circle = entered.circle;
      this.id = entered.member;
      return 'ok';
    } catch (error) {
      if (error instanceof ApiProblem) return error.problem.code;
      throw error;
    }
  }

  #open(jar: CookieJar): void {
    const { url, openTransport } = this.#entrance;
    const sight = new ObservedView();
    const connection = connect({
      ...{ url, circle: this.#circle ?? '', cookie: jar.header },
      ...(openTransport && { openTransport }),
    });
    connection.subscribe(() => {
      const { view } = connection.getSnapshot();
      if (view) sight.observe(view);
    });
    const number = this.#devices.length + 1;
    this.#devices.push({ number, jar, observed: sight, connection, state: 'open' });
  }

  /** The device of that number, else the newest open one, else the newest dropped one. */
  #device(number?: number): PlayerDevice | undefined {
    if (number !== undefined) return this.#devices.find((each) => each.number === number);
    return (
      this.#devices.findLast(({ state }) => state === 'open') ??
      this.#devices.findLast(({ state }) => state === 'dropped')
    );
  }

  /** Waits until the newest device is live; resolves with the reason when it is refused. */
  async #connectionResult(): Promise<Outcome | null> {
    const connection = this.#device()?.connection;
    if (!connection) return 'not connected';
    await whenSettled(connection);
    const { status, refusal } = connection.getSnapshot();
    return status === 'live' ? null : (refusal ?? 'the connection did not come about');
  }
}
