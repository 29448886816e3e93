/**
 * Connections over plain HTTPS, for networks that block WebSocket (CON-4): changes are an event
 * stream, what a person asks is a POST. No node has to be the same: a command is decided by
 * whichever node it comes to, and the stream is told by its own node, after what follows from
 * it, that it has passed. So answers come after the changes here too (WIRE-1).
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { Upstream, UpstreamAnswer } from '@holdspace/protocol';
import { upstream } from '@holdspace/protocol/http';
import type { Shared } from '../stores/port.ts';
import { type Admission, type Asker, type Guest, Refused } from './admission.ts';
import type { Connected, Connections } from './connections.ts';
import type { Limits } from './limits.ts';
import { type Relayed, StreamRelay } from './relay.ts';
import { StreamLine } from './stream-line.ts';

/** As the WebSocket has it: a sign of life is asked for so often, and waited for so long. */
const pingEvery: Millis = 10_000;
const patience: Millis = 8_000;
const lookEvery: Millis = 2_000;

const writeHere = { id: 'relayed-choice', do: 'write-here' } as const;

interface Held {
  readonly guest: Guest;
  /** The cookie that opened it. A request with the same cookie is the same person; the ledger checks the session. */
  readonly cookie: string;
  readonly line: StreamLine;
  readonly connected: Connected;
  heardAt: number;
  pingedAt: number;
}

export interface StreamsOptions {
  readonly admission: Admission;
  readonly connections: Connections;
  readonly limits: Limits;
  readonly shared: Shared | null;
  readonly newId: () => string;
  /** The clock that the store's nodes agree on. */
  readonly now: () => Millis;
  readonly failed: (error: unknown) => void;
}

export class Streams {
  readonly #options: StreamsOptions;
  readonly #relay: StreamRelay | null;
  readonly #held = new Map<string, Held>();
  readonly #looking: NodeJS.Timeout;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#relay = options.shared && new StreamRelay(options.shared);
    this.#looking = setInterval(() => this.#look(), lookEvery).unref();
  }

  /** Rejects with `Refused`. `greeting`: a `Hello`. */
  async admit(headers: IncomingHttpHeaders, circle: string, greeting: unknown): Promise<Guest> {
    const guest = await this.#options.admission.admit(headers, greeting);
    if (guest.hello.circle !== circle) throw new Refused('protocol');
    return guest;
  }

  /** Begins the stream; the head of the response has been written. */
  async carry(guest: Guest, cookie: string, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    try {
      await this.#carry(guest, cookie, response);
    } catch (error) {
      // The client comes back, as after any other loss.
      this.#options.failed(error);
      response.destroy();
    }
  }

  async #carry(guest: Guest, cookie: string, response: ServerResponse): Promise<void> {
    const id = this.#options.newId();
    let ended = response.destroyed;
    let end = () => {
      ended = true;
    };
    response.once('close', () => end());
    const stop = await this.#relay?.hold(
      id,
      (entry) => this.#follow(id, entry),
      this.#options.failed,
    );
    if (ended) return stop?.();
    end = () => stop?.();
    const line = new StreamLine(response);
    line.tell('open', { stream: id, member: guest.person });
    const connected = this.#options.connections.welcome(guest, line);
    const now = performance.now();
    this.#held.set(id, { guest, cookie, line, connected, heardAt: now, pingedAt: now });
    end = () => {
      this.#held.delete(id);
      connected.gone();
      stop?.();
    };
  }

  /** Answers one request of a person. Rejects with `Refused`. */
  async ask(
    headers: IncomingHttpHeaders,
    circle: string,
    body: unknown,
    isGone: () => boolean,
  ): Promise<UpstreamAnswer> {
    const parsed = upstream.safeParse(body);
    if (!parsed.success) throw new Refused('protocol');
    const asked = parsed.data as Upstream;
    const known = this.#known(headers, circle, asked.stream);
    const asker =
      known?.guest ??
      (await this.#options.admission.recognise(
        headers,
        circle,
        asked.member as PersonId | undefined,
      ));
    const held = known ?? this.#heldBy(asker, asked.stream);
    if (!this.#options.limits.packet(asker.person)) {
      held?.line.close();
      throw new Refused('too-many');
    }
    if (held) held.heardAt = performance.now();
    const answer = await this.#answer(asker, asked, held, isGone);
    if (answer === null) return {};
    if (held) held.line.tell('passed', [asked.n]);
    else await this.#forward(asked);
    return answer === undefined ? {} : { answer };
  }

  close(): void {
    clearInterval(this.#looking);
  }

  /** By the very cookie that opened it. What its session may do is asked of the ledger each time. */
  #known({ cookie = '' }: IncomingHttpHeaders, circle: string, stream = ''): Held | null {
    const held = this.#held.get(stream);
    return held?.cookie === cookie && held.guest.hello.circle === circle ? held : null;
  }

  /** Null where another node holds it, where it is somebody else's, and where it is over. */
  #heldBy({ circle, person, session }: Asker, stream = ''): Held | null {
    const held = this.#held.get(stream);
    const { guest } = held ?? {};
    const own = guest?.circle === circle && guest.person === person && guest.session === session;
    return held && own ? held : null;
  }

  /** Undefined where the stream alone has something to say; null where nothing is to be answered. */
  async #answer(
    asker: Asker,
    { device, ask, what }: Upstream,
    held: Held | null,
    isGone: () => boolean,
  ): Promise<unknown> {
    const conversation = this.#options.connections.converse(asker, device, isGone);
    if (ask === 'command') return conversation.command(what);
    if (ask === 'earlier') return conversation.earlier(what);
    return held ? await perform(held, ask, what) : undefined;
  }

  async #forward({ stream, n, ask, what }: Upstream): Promise<void> {
    if (stream === undefined) return;
    await this.#relay?.forward(stream, [n, ask, forwarded(ask, what)]);
  }

  /** Something was asked of another node: it has passed when all that followed was sent. */
  #follow(id: string, [n, ask, what]: Relayed): void {
    const held = this.#held.get(id);
    if (!held) return;
    held.heardAt = performance.now();
    // What was decided elsewhere comes by the log, and was answered there.
    const isCommand = ask === 'command';
    // Which device writes is known by the node that it is connected to, and is in no log.
    if (isCommand && what === writeHere.do) void held.connected.conversation.command(writeHere);
    perform(held, isCommand ? 'sync' : ask, what)
      .then((answer) => {
        if (answer === null) return;
        held.line.tell('passed', answer === undefined || isCommand ? [n] : [n, answer]);
      })
      .catch(this.#options.failed);
  }

  #look(): void {
    const now = performance.now();
    for (const held of this.#held.values()) {
      if (now - held.heardAt > pingEvery + patience) held.line.drop();
      else if (now - held.pingedAt >= pingEvery) {
        held.pingedAt = now;
        held.line.tell('ping', this.#options.now());
      }
    }
  }
}

/** What only the node that holds the stream can do; answers as over the socket, null for nothing. */
async function perform({ connected }: Held, ask: Upstream['ask'], what: unknown): Promise<unknown> {
  const { conversation, watcher } = connected;
  if (ask === 'sync') return conversation.sync();
  if (ask === 'page') await conversation.page(watcher, what);
  if (ask !== 'desk-earlier') return undefined;
  return conversation.deskEarlier(watcher, what);
}

/** Of what was asked, what the node of the stream needs: never words. */
function forwarded(ask: Upstream['ask'], what: unknown): string | boolean | null {
  const isChoice = ask === 'command' && (what as { do?: unknown } | null)?.do === writeHere.do;
  if (isChoice) return writeHere.do;
  if (ask === 'desk-earlier' && typeof what === 'string') return what.slice(0, 32);
  return ask === 'page' && typeof what === 'boolean' ? what : null;
}
