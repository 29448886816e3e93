/**
 * Connections over plain HTTPS, for networks that block WebSocket (CON-4): packets go out over an
 * event stream, requests come in as POST. The two can reach different nodes: any node decides a
 * command, and the node of the stream sends `passed` after the effects of the command. So the
 * answer comes after the changes here too (WIRE-1).
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { CommandAnswer, StreamAnswer, StreamRequest } from '@holdspace/protocol';
import { streamRequest } from '@holdspace/protocol/http';
import { promised } from '../ledger/command-reply.ts';
import type { ReportError } from '../ops/log.ts';
import type { SharedStore } from '../storage/port/store.ts';
import {
  type AdmittedClient,
  type ConnectionAdmission,
  ConnectionRefused,
  type Requester,
} from './connection-admission.ts';
import type { ClientConnection, ConnectionRegistry } from './connection-registry.ts';
import type { RateLimits } from './rate-limits.ts';
import type { WaitingClient } from './socket-handler.ts';
import { StreamClientSocket } from './stream-client-socket.ts';
import { type ForwardedRequest, StreamForwarder } from './stream-forwarder.ts';

/** The same as for WebSocket. */
const pingInterval: Millis = 10_000;
const pingTimeout: Millis = 8_000;
const checkInterval: Millis = 2_000;

const writeHereCommand = { id: 'relayed-choice', do: 'write-here' } as const;

interface OpenStream {
  readonly client: AdmittedClient;
  /** The cookie that opened it: a request with it is of the same person. The ledger checks the session. */
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
  /** The clock that all nodes share. */
  readonly now: () => Millis;
  readonly reportError: ReportError;
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
    const client = await this.#options.admission.admit(headers, greeting);
    if (client.hello.circle !== circle) throw new ConnectionRefused('protocol');
    return client;
  }

  /** Begins the stream; the head of the response is written already. */
  async open(client: AdmittedClient, cookie: string, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    try {
      await this.#open(client, cookie, response);
    } catch (error) {
      // The client reconnects, as after any lost connection.
      this.#options.reportError(error, 'open event stream');
      response.destroy();
    }
  }

  async #open(client: AdmittedClient, cookie: string, response: ServerResponse): Promise<void> {
    const id = this.#options.newId();
    let ended = response.destroyed;
    let end = () => {
      ended = true;
    };
    response.once('close', () => end());
    const stop = await this.#forwarder?.receive(
      id,
      (entry) => this.#applyForwarded(id, entry),
      this.#options.reportError,
    );
    if (ended) return stop?.();
    end = () => stop?.();
    const socket = new StreamClientSocket(response);
    socket.sendEvent('open', { stream: id, member: client.person });
    const connection = this.#options.connections.register(client, socket);
    const now = performance.now();
    this.#streams.set(id, {
      ...{ client, cookie, socket, connection },
      ...{ heardAt: now, pingedAt: now },
    });
    end = () => {
      this.#streams.delete(id);
      connection.closed();
      stop?.();
    };
  }

  /** Answers one request of a person. Rejects with `ConnectionRefused`. */
  async handleRequest(
    headers: IncomingHttpHeaders,
    circle: string,
    body: unknown,
    client: WaitingClient,
  ): Promise<StreamAnswer> {
    const parsed = streamRequest.safeParse(body);
    if (!parsed.success) throw new ConnectionRefused('protocol');
    const request = parsed.data as StreamRequest;
    const known = this.#streamOfCookie(headers, circle, request.stream);
    const writtenBy = request.member as PersonId | undefined;
    const requester =
      known?.client ?? (await this.#options.admission.authenticate(headers, circle, writtenBy));
    const stream = known ?? this.#streamOfRequester(requester, request.stream);
    if (!this.#options.limits.allowPacket(requester.person)) {
      stream?.socket.close();
      throw new ConnectionRefused('too-many');
    }
    if (stream) stream.heardAt = performance.now();
    if (stream && request.ask === 'command') {
      return { answer: await this.#runCommand(requester, request, stream, client) };
    }
    const answer = await this.#answer(requester, request, stream, client);
    if (answer === null) return {};
    if (stream) stream.socket.sendEvent('passed', [request.n]);
    else await this.#forward(request);
    return answer === undefined ? {} : { answer };
  }

  close(): void {
    clearInterval(this.#checkTimer);
  }

  /** The stream that this cookie opened. Each command checks the session in the ledger. */
  #streamOfCookie(
    { cookie = '' }: IncomingHttpHeaders,
    circle: string,
    id = '',
  ): OpenStream | null {
    const stream = this.#streams.get(id);
    return stream?.cookie === cookie && stream.client.hello.circle === circle ? stream : null;
  }

  /** Null when the stream is on another node, belongs to another person, or has ended. */
  #streamOfRequester({ circle, person, session }: Requester, id = ''): OpenStream | null {
    const stream = this.#streams.get(id);
    const { client } = stream ?? {};
    const isOwn =
      client?.circle === circle && client.person === person && client.session === session;
    return stream && isOwn ? stream : null;
  }

  /** Undefined: the stream alone answers. Null: no answer. */
  async #answer(
    requester: Requester,
    { device, ask, what }: StreamRequest,
    stream: OpenStream | null,
    client: WaitingClient,
  ): Promise<unknown> {
    const handler = this.#options.connections.createHandler(requester, device, client);
    if (ask === 'command') return handler.command(what);
    if (ask === 'earlier') return handler.earlierPage(what);
    return stream ? await performRequest(stream, ask, what) : undefined;
  }

  /** `passed` leaves in the same write as the changes that follow from the command. */
  #runCommand(
    requester: Requester,
    { device, what, n }: StreamRequest,
    stream: OpenStream,
    client: WaitingClient,
  ): Promise<CommandAnswer> {
    const handler = this.#options.connections.createHandler(requester, device, client);
    return promised(({ resolve }) =>
      handler.runCommand(what, (answer) => {
        stream.socket.sendEvent('passed', [n]);
        resolve(answer);
      }),
    );
  }

  async #forward({ stream, n, ask, what }: StreamRequest): Promise<void> {
    if (stream === undefined) return;
    await this.#forwarder?.forward(stream, [n, ask, forwardedPayload(ask, what)]);
  }

  /** A request that another node got: sends `passed` after its effects. */
  #applyForwarded(id: string, [n, ask, what]: ForwardedRequest): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    stream.heardAt = performance.now();
    // The other node has answered the command; its commit comes by the ledger.
    const isCommand = ask === 'command';
    // Only the node of the connection knows which device writes; it is in no ledger.
    if (isCommand && what === writeHereCommand.do)
      void stream.connection.handler.command(writeHereCommand);
    performRequest(stream, isCommand ? 'sync' : ask, what)
      .then((answer) => {
        if (answer === null) return;
        stream.socket.sendEvent('passed', answer === undefined || isCommand ? [n] : [n, answer]);
      })
      .catch((error) => this.#options.reportError(error, `handle forwarded ${ask}`));
  }

  #checkStreams(): void {
    const now = performance.now();
    for (const stream of this.#streams.values()) {
      if (now - stream.heardAt > pingInterval + pingTimeout) stream.socket.terminate();
      else if (now - stream.pingedAt >= pingInterval) {
        stream.pingedAt = now;
        stream.socket.sendEvent('ping', this.#options.now());
      }
    }
  }
}

/** Requests that only the node of the stream can do. Answers as over WebSocket; null: no answer. */
async function performRequest(
  { connection }: OpenStream,
  ask: StreamRequest['ask'],
  what: unknown,
): Promise<unknown> {
  const { handler, subscription } = connection;
  if (ask === 'sync') return handler.sync();
  if (ask === 'page') await handler.setPageHidden(subscription, what);
  if (ask !== 'desk-earlier') return undefined;
  return handler.loadOlderDesk(subscription, what);
}

/** The part of a request that the node of the stream needs: never words. */
function forwardedPayload(ask: StreamRequest['ask'], what: unknown): string | boolean | null {
  const isChoice =
    ask === 'command' && (what as { do?: unknown } | null)?.do === writeHereCommand.do;
  if (isChoice) return writeHereCommand.do;
  if (ask === 'desk-earlier' && typeof what === 'string') return what.slice(0, 32);
  return ask === 'page' && typeof what === 'boolean' ? what : null;
}
