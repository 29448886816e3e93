/**
 * A live connection to one circle: comes, stays, comes back, and keeps what is known in
 * one stable snapshot for whoever shows it. Folding is fold.ts, commands on their way are
 * outbox.ts, one's own words on their way pending.ts; here is only when which of them acts.
 */
import type { DeskList, PersonId, WireCommand } from '@holdspace/protocol';
import { isAboutFloor, isOfTurn, protocolVersion } from '@holdspace/protocol';
import { comeBackAfter, randomId } from './chance.ts';
import { openChoosingWire } from './choosing-wire.ts';
import type {
  CircleConnection,
  CircleSnapshot,
  ConnectionState,
  ConnectOptions,
} from './circle.ts';
import { serverClock } from './clock.ts';
import { deviceId } from './device.ts';
import type { ClientState } from './fold.ts';
import { foldChanges, foldEarlier, foldHere, foldPrivate, fromSnapshot, viewOf } from './fold.ts';
import type { Intent, SendAnswer, Try } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { fitsPacket } from './packet.ts';
import { isPageHidden, onPageTurned } from './page.ts';
import { answered, asking, collected, sending, wanted, wordsOf } from './pending.ts';
import type { OpenWire } from './socket.ts';
import type { Written } from './waited.ts';
import { lateness, waitedFor, writtenNow } from './waited.ts';
import { onWake } from './wake.ts';

// Outward in: this deadline is longer than the server's own.
const tryDeadline = 10_000;
const handshakeDeadline = 10_000;
const giveUp = 15 * 60_000;
const askAgain = 1000;
/** Words that the desk does not take yet are offered to it again after this. */
const queueAgain = 5000;
/** After sleep, a connection that does not answer within this is dead, whatever it says. */
const wakeDeadline = 3000;

export function connect(options: ConnectOptions): CircleConnection {
  return new Connection(options);
}

class Connection implements CircleConnection {
  readonly #random: () => number;
  readonly #wire: ReturnType<OpenWire>;
  readonly #outbox = new Outbox({
    ...{ giveUp, again: askAgain, queueAgain },
    queued: (queued) => this.#show({ queued }),
    late: (id) => lateness(this.#writtenAt(id), this.#shown.view),
    arrived: (id) => this.#arrived(id),
    ask: (id, why) => {
      const waited = waitedFor(this.#writtenAt(id));
      this.#show({ pending: asking(this.#shown.pending, id, why, waited) });
    },
  });
  /** When, and to what, commands without an answer were written. */
  readonly #written = new Map<string, Written>();
  readonly #listeners = new Set<() => void>();
  #state: ClientState | null = null;
  #shown: CircleSnapshot = {
    status: 'connecting',
    connection: { state: 'connecting', since: serverClock.now(), cause: null, via: 'websocket' },
    refusal: null,
    view: null,
    pending: [],
    more: false,
    holding: false,
    restored: false,
    queued: 0,
  };
  /** Wanted: whether to come back by itself. */
  #wanted = true;
  #connected = false;
  /** Counts connections: an answer can only come on the one it was asked on. */
  #connection = 0;
  #attempt = 0;
  /** This client ends the connection, not the network and not the server. */
  #isOurs = false;
  /** What is had cannot be continued: ask for everything anew. */
  #anew = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hidden = isPageHidden();
  /** Stops waking up, and looking at whether the page is in front. */
  readonly #sleepless: () => void;
  readonly #tries = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: ConnectOptions) {
    const { url, circle, cookie } = options;
    const device = options.device ?? deviceId(options.storage);
    this.#random = options.random ?? Math.random;
    this.#wire = (options.wire ?? openChoosingWire(options.storage))({
      url,
      ...(cookie !== undefined && { cookie }),
      hello: () => ({
        protocol: protocolVersion,
        circle,
        device,
        byItem: true,
        // What waits here goes out under this person's name alone.
        ...(this.#state && { member: this.#state.mine.person }),
        ...(this.#hidden && { hidden: true }),
        ...(this.#state && !this.#anew && { log: this.#state.log, at: this.#state.at }),
      }),
    });
    this.#listen();
    const stops = [onPageTurned((hidden) => this.setHidden(hidden)), onWake(() => this.#wake())];
    this.#sleepless = () => {
      for (const stop of stops) stop();
    };
    this.#open();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): CircleSnapshot => this.#shown;

  async send(command: WireCommand): Promise<SendAnswer> {
    const seen = this.#asSeen(command);
    const id = this.#outbox.idOf(seen) ?? randomId();
    this.#written.set(id, writtenNow(this.#shown.view));
    if (command.do === 'say') {
      this.#show({ pending: sending(this.#shown.pending, id, wordsOf(command)) });
    }
    const answer = await this.#answerTo({ id, command: seen });
    this.#written.delete(id);
    this.#show({ pending: answered(this.#shown.pending, id, answer) });
    return answer;
  }

  /** TXT-3: a packet that is too large is refused here, or the server would cut the line. */
  #answerTo(intent: Intent): Promise<SendAnswer> {
    if (!fitsPacket(intent)) return Promise.resolve({ refused: 'too-long' });
    return this.#outbox.add(intent);
  }

  /** Facilitators say which floor they saw (RND-18), everybody which turn of theirs (TXT-5). */
  #asSeen(command: WireCommand): WireCommand {
    const { view } = this.#shown;
    if (!view) return command;
    const { mine, turn, holder, offered } = view;
    if (mine.role === 'facilitator' && isAboutFloor(command))
      return { seen: mine.floor, ...command };
    const own = turn !== null && (holder === mine.person || offered === mine.person);
    return own && isOfTurn(command) ? { turn, ...command } : command;
  }

  #writtenAt = (id: string): Written => this.#written.get(id) ?? writtenNow(null);

  /** An answer was lost, and the words are in the circle: said by this person, since then. */
  #arrived(id: string): boolean {
    const words = this.#shown.pending.find((each) => each.id === id);
    const { moment } = this.#writtenAt(id);
    const { timeline = [], mine } = this.#shown.view ?? {};
    const before = timeline.findIndex((each) => each.id === moment?.last);
    return timeline
      .slice(before + 1)
      .some(
        ({ by, text, note }) => by === mine?.person && text === words?.text && note === words.note,
      );
  }

  release(id: string): void {
    this.#show({ pending: wanted(this.#shown.pending, id) });
    this.#outbox.release(id);
  }

  collect(id: string): void {
    this.#show({ pending: collected(this.#shown.pending, id) });
    this.#outbox.withdraw(id);
  }

  async sync(deadline = 5000): Promise<void> {
    const until = performance.now() + deadline;
    let done = false;
    while (!done) {
      await this.#when(() => this.#connected, until);
      const connection = this.#connection;
      this.#sync(() => {
        done = true;
        this.#tell();
      });
      await this.#when(() => done || connection !== this.#connection, until);
    }
  }

  earlier(): Promise<boolean> {
    const first = this.#state?.timeline[0];
    if (!first || !this.#connected) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), tryDeadline);
      this.#wire.earlier(first.id, (page) => {
        clearTimeout(timer);
        // A new snapshot in between may begin elsewhere; then this page continues nothing.
        if (this.#state?.timeline[0]?.id === first.id) {
          this.#know(foldEarlier(this.#state, page));
        }
        resolve(page.messages.length > 0);
      });
    });
  }

  deskEarlier(list: DeskList): Promise<boolean> {
    if (!this.#connected || !this.#state?.desk?.more?.includes(list)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), tryDeadline);
      this.#wire.deskEarlier(list, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (this.#connected) this.#wire.page(hidden);
  }

  close(): void {
    this.#stop();
    this.#sleepless();
    this.#isOurs = true;
    this.#wire.leave();
    this.#outbox.close();
  }

  drop(): void {
    this.#stop();
    this.#cut();
  }

  reconnect(): void {
    this.#wanted = true;
    this.#attempt = 0;
    if (!this.#connected) this.#open();
  }

  #listen(): void {
    const wire = this.#wire;
    wire.on('connect', () => this.#onConnect());
    wire.on('disconnect', () => this.#onGone());
    wire.on('connect_error', ({ message }) => this.#onConnectError(message));
    wire.on('cause', (cause) => this.#stand(this.#shown.connection.state, cause));
    wire.on('draining', (wait) => {
      clearTimeout(this.#timer);
      // Until then this server serves; so nobody is away for longer than the way takes.
      this.#timer = setTimeout(() => {
        this.#isOurs = true;
        this.#onGone(0);
        wire.leave();
      }, wait);
    });
    wire.on('holding', (holding) => this.#show({ holding }));
    wire.on('snapshot', (snapshot) => {
      this.#anew = false;
      const was = this.#state;
      this.#know(fromSnapshot(snapshot));
      // Another log of the same meeting, which its start names within a circle.
      if (was && was.log !== snapshot.log && was.stage.start === snapshot.view.start) {
        this.#show({ restored: true });
      }
    });
    wire.on('changes', (changes) => {
      if (!this.#state || this.#anew) return;
      const folded = foldChanges(this.#state, changes);
      if (folded !== 'gap') return this.#know(folded);
      this.#anew = true;
      this.#cut();
    });
    wire.on('private', (change) => {
      if (this.#state && !this.#anew) this.#know(foldPrivate(this.#state, change));
    });
    wire.on('here', (people: readonly PersonId[]) => {
      if (this.#state && !this.#anew) this.#know(foldHere(this.#state, people));
    });
  }

  #open(): void {
    clearTimeout(this.#timer);
    // A handshake that neither succeeds nor fails must not be waited for without end.
    this.#timer = setTimeout(() => {
      this.#cut();
      this.#comeBack();
    }, handshakeDeadline);
    this.#wire.open();
  }

  #onConnect(): void {
    clearTimeout(this.#timer);
    this.#connected = true;
    this.#isOurs = false;
    this.#connection += 1;
    const connection = this.#connection;
    this.#sync(() => {
      if (!this.#connected || connection !== this.#connection) return;
      this.#attempt = 0;
      this.#show({ status: 'live', refusal: null });
      this.#stand('open', null);
      this.#outbox.current();
    });
    this.#outbox.open(this.#try);
    this.#tell();
  }

  /** Cuts the line by itself: nothing that was on its way is to blame for it (TXT-3). */
  #cut(): void {
    this.#isOurs = true;
    this.#wire.cut();
  }

  /** The answer tells the server's time as well (CON-2). */
  #sync(done: () => void): void {
    const started = serverClock.start();
    this.#wire.sync((now) => {
      serverClock.measure(now, started);
      done();
    });
  }

  #onGone(wait?: number): void {
    const was = this.#connected;
    this.#connected = false;
    this.#outbox.pause(!this.#isOurs);
    for (const timer of this.#tries) clearTimeout(timer);
    this.#tries.clear();
    if (was && this.#shown.status !== 'refused') {
      this.#stand(this.#state ? 'waiting' : 'connecting', null);
      this.#show({ status: this.#state ? 'away' : 'connecting', holding: false });
    }
    if (was) this.#comeBack(wait);
  }

  #onConnectError(message: string): void {
    this.#connected = false;
    clearTimeout(this.#timer);
    if (message === 'other-person') this.#beSomeoneElse();
    else if (message === 'not-here' || message === 'signed-out' || message === 'protocol') {
      this.#wanted = false;
      this.#show({ status: 'refused', refusal: message });
    } else {
      this.#comeBack();
    }
  }

  /** This browser is signed in as another person now: nothing of the one before goes out. */
  #beSomeoneElse(): void {
    this.#outbox.clear();
    this.#state = null;
    this.#show({ status: 'connecting', view: null, more: false, pending: [], queued: 0 });
    this.#comeBack(0);
  }

  #wake(): void {
    const connection = this.#connection;
    if (!this.#wanted) return;
    if (!this.#connected) this.reconnect();
    else {
      this.sync(wakeDeadline).catch(() => {
        if (this.#connected && connection === this.#connection) this.#cut();
      });
    }
  }

  #comeBack(wait = comeBackAfter(this.#attempt, this.#random())): void {
    clearTimeout(this.#timer);
    if (!this.#wanted) return;
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  #stand(state: ConnectionState['state'], cause: ConnectionState['cause']): void {
    const before = this.#shown.connection;
    const via = this.#wire.via ?? 'websocket';
    if (state === before.state && cause === before.cause && via === before.via) return;
    const since = state === before.state ? before.since : serverClock.now();
    this.#show({ connection: { state, since, cause, via } });
  }

  #stop(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
  }

  #try: Try = (intent) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#tries.delete(timer);
        resolve(null);
        // No answer in time: this connection is not to be trusted with the next one either.
        this.#cut();
      }, tryDeadline);
      this.#tries.add(timer);
      this.#wire.command({ id: intent.id, ...intent.command }, (answer) => {
        clearTimeout(timer);
        this.#tries.delete(timer);
        resolve(answer);
      });
    });

  /** Resolves when it holds after some change; rejects at `until` (performance.now). */
  #when(holds: () => boolean, until: number): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (!holds()) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(new Error('The server did not answer in time.'));
      }, until - performance.now());
    });
  }

  #know(state: ClientState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#show({ view: viewOf(state), more: state.more });
  }

  #show(change: Partial<CircleSnapshot>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
