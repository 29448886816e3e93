/**
 * Connections over plain HTTPS, for networks that block WebSocket (CON-4): changes are an event
 * stream, what a person asks is a POST. No node has to be the same: a command is decided by
 * whichever node it comes to, and the stream is told by its own node, after what follows from
 * it, that it has passed. So answers come after the changes here too (WIRE-1).
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { StreamAnswer, StreamRequest } from '@holdspace/protocol';
import { streamRequest } from '@holdspace/protocol/http';
import type { SharedStore } from '../storage/port/store.ts';
import {
  type AdmittedClient,
  type ConnectionAdmission,
  ConnectionRefused,
  type Requester,
} from './connection-admission.ts';
import type { ClientConnection, ConnectionRegistry } from './connection-registry.ts';
import type { RateLimits } from './rate-limits.ts';
import { StreamClientSocket } from './stream-client-socket.ts';
import { type ForwardedRequest, StreamForwarder } from './stream-forwarder.ts';

/** As the WebSocket has it: a sign of life is asked for so often, and waited for so long. */
const pingInterval: Millis = 10_000;
const pingTimeout: Millis = 8_000;
const checkInterval: Millis = 2_000;

const writeHereCommand = { id: 'relayed-choice', do: 'write-here' } as const;

interface OpenStream {
  readonly client: AdmittedClient;
  /** The cookie that opened it. A request with the same cookie is the same person; the ledger checks the session. */
  readonly cookie: string;
  readonly socket: StreamClientSocket;
  readonly connection: ClientConnection;
  heardAt: number;
  pingedAt: number;
}

export interface StreamServerOptions {
  readonly admission: ConnectionAdmission;
  readonly connections: ConnectionRegistry;
  readonly limits: RateLimits;
  readonly shared: SharedStore | null;
  readonly newId: () => string;
  /** The clock that the store's nodes agree on. */
  readonly now: () => Millis;
  readonly failed: (error: unknown) => void;
}

export class StreamServer {
  readonly #options: StreamServerOptions;
  readonly #forwarder: StreamForwarder | null;
  readonly #streams = new Map<string, OpenStream>();
  readonly #checkTimer: NodeJS.Timeout;

  constructor(options: StreamServerOptions) {
    this.#options = options;
    this.#forwarder = options.shared && new StreamForwarder(options.shared);
    this.#checkTimer = setInterval(() => this.#checkStreams(), checkInterval).unref();
  }

  /** Rejects with `ConnectionRefused`. `greeting`: a `Hello`. */
  async admit(
    headers: IncomingHttpHeaders,
    circle: string,
    greeting: unknown,
  ): Promise<AdmittedClient> {
    const guest = await this.#options.admission.admit(headers, greeting);
    if (guest.hello.circle !== circle) throw new ConnectionRefused('protocol');
    return guest;
  }

  /** Begins the stream; the head of the response has been written. */
  async open(guest: AdmittedClient, cookie: string, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    try {
      await this.#open(guest, cookie, response);
    } catch (error) {
      // The client comes back, as after any other loss.
      this.#options.failed(error);
      response.destroy();
    }
  }

  async #open(guest: AdmittedClient, cookie: string, response: ServerResponse): Promise<void> {
    const id = this.#options.newId();
    let ended = response.destroyed;
    let end = () => {
      ended = true;
    };
    response.once('close', () => end());
    const stop = await this.#forwarder?.receive(
      id,
      (entry) => this.#applyForwarded(id, entry),
      this.#options.failed,
    );
    if (ended) return stop?.();
    end = () => stop?.();
    const line = new StreamClientSocket(response);
    line.sendEvent('open', { stream: id, member: guest.person });
    const connected = this.#options.connections.register(guest, line);
    const now = performance.now();
    this.#streams.set(id, {
      client: guest,
      cookie,
      socket: line,
      connection: connected,
      heardAt: now,
      pingedAt: now,
    });
    end = () => {
      this.#streams.delete(id);
      connected.closed();
      stop?.();
    };
  }

  /** Answers one request of a person. Rejects with `ConnectionRefused`. */
  async handleRequest(
    headers: IncomingHttpHeaders,
    circle: string,
    body: unknown,
    isGone: () => boolean,
  ): Promise<StreamAnswer> {
    const parsed = streamRequest.safeParse(body);
    if (!parsed.success) throw new ConnectionRefused('protocol');
    const asked = parsed.data as StreamRequest;
    const known = this.#streamOfCookie(headers, circle, asked.stream);
    const asker =
      known?.client ??
      (await this.#options.admission.authenticate(
        headers,
        circle,
        asked.member as PersonId | undefined,
      ));
    const held = known ?? this.#streamOfRequester(asker, asked.stream);
    if (!this.#options.limits.allowPacket(asker.person)) {
      held?.socket.close();
      throw new ConnectionRefused('too-many');
    }
    if (held) held.heardAt = performance.now();
    const answer = await this.#answer(asker, asked, held, isGone);
    if (answer === null) return {};
    if (held) held.socket.sendEvent('passed', [asked.n]);
    else await this.#forward(asked);
    return answer === undefined ? {} : { answer };
  }

  close(): void {
    clearInterval(this.#checkTimer);
  }

  /** By the very cookie that opened it. What its session may do is asked of the ledger each time. */
  #streamOfCookie(
    { cookie = '' }: IncomingHttpHeaders,
    circle: string,
    stream = '',
  ): OpenStream | null {
    const held = this.#streams.get(stream);
    return held?.cookie === cookie && held.client.hello.circle === circle ? held : null;
  }

  /** Null where another node holds it, where it is somebody else's, and where it is over. */
  #streamOfRequester({ circle, person, session }: Requester, stream = ''): OpenStream | null {
    const held = this.#streams.get(stream);
    const { client: guest } = held ?? {};
    const own = guest?.circle === circle && guest.person === person && guest.session === session;
    return held && own ? held : null;
  }

  /** Undefined where the stream alone has something to say; null where nothing is to be answered. */
  async #answer(
    asker: Requester,
    { device, ask, what }: StreamRequest,
    held: OpenStream | null,
    isGone: () => boolean,
  ): Promise<unknown> {
    const conversation = this.#options.connections.createHandler(asker, device, isGone);
    if (ask === 'command') return conversation.command(what);
    if (ask === 'earlier') return conversation.earlierPage(what);
    return held ? await performRequest(held, ask, what) : undefined;
  }

  async #forward({ stream, n, ask, what }: StreamRequest): Promise<void> {
    if (stream === undefined) return;
    await this.#forwarder?.forward(stream, [n, ask, forwardedPayload(ask, what)]);
  }

  /** Something was asked of another node: it has passed when all that followed was sent. */
  #applyForwarded(id: string, [n, ask, what]: ForwardedRequest): void {
    const held = this.#streams.get(id);
    if (!held) return;
    held.heardAt = performance.now();
    // What was decided elsewhere comes by the log, and was answered there.
    const isCommand = ask === 'command';
    // Which device writes is known by the node that it is connected to, and is in no log.
    if (isCommand && what === writeHereCommand.do)
      void held.connection.conversation.command(writeHereCommand);
    performRequest(held, isCommand ? 'sync' : ask, what)
      .then((answer) => {
        if (answer === null) return;
        held.socket.sendEvent('passed', answer === undefined || isCommand ? [n] : [n, answer]);
      })
      .catch(this.#options.failed);
  }

  #checkStreams(): void {
    const now = performance.now();
    for (const held of this.#streams.values()) {
      if (now - held.heardAt > pingInterval + pingTimeout) held.socket.terminate();
      else if (now - held.pingedAt >= pingInterval) {
        held.pingedAt = now;
        held.socket.sendEvent('ping', this.#options.now());
      }
    }
  }
}

/** What only the node that holds the stream can do; answers as over the socket, null for nothing. */
async function performRequest(
  { connection: connected }: OpenStream,
  ask: StreamRequest['ask'],
  what: unknown,
): Promise<unknown> {
  const { conversation, watcher } = connected;
  if (ask === 'sync') return conversation.sync();
  if (ask === 'page') await conversation.setPageHidden(watcher, what);
  if (ask !== 'desk-earlier') return undefined;
  return conversation.loadOlderDesk(watcher, what);
}

/** Of what was asked, what the node of the stream needs: never words. */
function forwardedPayload(ask: StreamRequest['ask'], what: unknown): string | boolean | null {
  const isChoice =
    ask === 'command' && (what as { do?: unknown } | null)?.do === writeHereCommand.do;
  if (isChoice) return writeHereCommand.do;
  if (ask === 'desk-earlier' && typeof what === 'string') return what.slice(0, 32);
  return ask === 'page' && typeof what === 'boolean' ? what : null;
}
