/**
 * The protocol over plain HTTPS, for networks that block WebSocket (CON-4): one request stays
 * open and streams what the server says, each thing that is asked is a POST. An answer is
 * given on when its POST was answered and the stream has passed its number, so that what
 * follows from it is there (WIRE-1).
 */
import type {
  CommandAnswer,
  EarlierPage,
  StreamAnswer,
  StreamEvents,
  StreamRequest,
} from '@holdspace/protocol';
import { connectErrors, serverTimeHeader } from '@holdspace/protocol';
import { serverClock } from './clock.ts';
import { EventStreamReader } from './event-stream.ts';
import type {
  OpenTransport,
  Transport,
  TransportEvents,
  TransportOptions,
} from './websocket-transport.ts';

/** Milliseconds. The server says something every ten seconds. */
const silenceLimit = 25_000;
/** For a POST to be answered. */
const postTimeout = 8000;
/** A POST that did not arrive is sent again after this, as long as the stream is there. */
const postRetryDelay = 1000;
/** The stream may have lost the number of an answer that another node gave. */
const passedTimeout = 2000;

interface PendingRequest {
  readonly onAnswer: (answer: unknown) => void;
  /** Null until the POST was answered. */
  answer: StreamAnswer | null;
  passed: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

export const openHttpsTransport: OpenTransport = (options) => new HttpsTransport(options);

class HttpsTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  readonly #pending = new Map<number, PendingRequest>();
  /** Of the stream that is open or being opened. */
  #stream: AbortController | null = null;
  /** The stream that is open; null before its first event. */
  #open: StreamEvents['open'] | null = null;
  #lastNumber = 0;
  /** Commands go one after the other, as they would on one socket; help has a way of its own. */
  readonly #queues = { help: Promise.resolve(), others: Promise.resolve() };
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  on<Name extends keyof TransportEvents>(name: Name, listener: TransportEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
  }

  open(): void {
    this.#closeStream();
    const stream = new AbortController();
    this.#stream = stream;
    this.#read(stream).then(
      () => this.#onStreamEnd(stream, 'ended'),
      (error: unknown) =>
        this.#onStreamEnd(stream, error instanceof ConnectRefusedError ? error.message : 'network'),
    );
  }

  terminate(): void {
    const was = this.#open !== null;
    this.#closeStream();
    if (was) this.#emit('disconnect');
  }

  disconnect(): void {
    this.terminate();
  }

  command = (command: unknown, given: (answer: CommandAnswer) => void): void =>
    this.#request('command', command, given as (answer: unknown) => void);

  sync = (given: (now?: number) => void): void =>
    this.#request('sync', undefined, given as (answer: unknown) => void);

  earlier = (before: string, given: (page: EarlierPage) => void): void =>
    this.#request('earlier', before, given as (answer: unknown) => void);

  deskEarlier = (list: string, given: (page: { readonly more: boolean }) => void): void =>
    this.#request('desk-earlier', list, given as (answer: unknown) => void);

  sendHidden = (hidden: boolean): void => this.#request('page', hidden, () => undefined);

  async #read(stream: AbortController): Promise<void> {
    const response = await this.#post('stream', this.#options.hello(), stream.signal);
    if (!response.ok) throw new ConnectRefusedError(await refusalFrom(response));
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!isStream || !response.body) throw new ConnectRefusedError('foreign');
    const reader = new EventStreamReader();
    const text = new TextDecoder();
    const source = response.body.getReader();
    for (;;) {
      const { done, value } = await source.read();
      if (done || this.#stream !== stream) return;
      this.#restartWatchdog(stream);
      for (const { name, data } of reader.push(text.decode(value, { stream: true }))) {
        if (this.#stream !== stream) return;
        this.#onEvent(name as keyof StreamEvents, data);
      }
    }
  }

  #onEvent(name: keyof StreamEvents, data: unknown): void {
    if (name === 'ping') this.#request('alive', undefined, () => undefined);
    else if (name === 'passed') this.#onPassed(...(data as StreamEvents['passed']));
    else if (name === 'open') {
      this.#open = data as StreamEvents['open'];
      this.#emit('connect');
    } else this.#emit(name, data);
  }

  /** Nothing was heard for so long that there is nobody any more, whatever the network says. */
  #restartWatchdog(stream: AbortController): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (this.#stream === stream) this.terminate();
    }, silenceLimit);
  }

  #onStreamEnd(stream: AbortController, message: string): void {
    if (this.#stream !== stream) return;
    const was = this.#open !== null;
    this.#closeStream();
    if (was) this.#emit('disconnect');
    else this.#emit('connect_error', { message });
  }

  #closeStream(): void {
    clearTimeout(this.#watchdog);
    const stream = this.#stream;
    this.#stream = null;
    this.#open = null;
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
    stream?.abort();
  }

  #request(ask: StreamRequest['ask'], what: unknown, given: (answer: unknown) => void): void {
    if (!this.#open || !this.#stream) return;
    const n = ++this.#lastNumber;
    this.#pending.set(n, { onAnswer: given, answer: null, passed: false });
    const { device } = this.#options.hello();
    const upstream: StreamRequest = {
      ...this.#open,
      device,
      n,
      ask,
      ...(what !== undefined && { what }),
    };
    const stream = this.#stream;
    const line = queueOf(upstream);
    if (line === null) void this.#postUntilAnswered(stream, upstream);
    else
      this.#queues[line] = this.#queues[line].then(() => this.#postUntilAnswered(stream, upstream));
  }

  async #postUntilAnswered(stream: AbortController, upstream: StreamRequest): Promise<void> {
    while (this.#stream === stream) {
      const started = serverClock.start();
      // What is said on the way out goes on without the page, and is waited for by nobody.
      const last = isGoodbye(upstream);
      const limit = AbortSignal.timeout(postTimeout);
      const signal = last ? limit : AbortSignal.any([stream.signal, limit]);
      const response = await this.#post('commands', upstream, signal, last).catch(() => null);
      const answer = response && (await answerFrom(response));
      if (this.#stream !== stream) return;
      serverClock.measure(Number(response?.headers.get(serverTimeHeader)), started);
      // Not signed in any more: the stream says why when it is opened again.
      if (answer === 'refused') this.terminate();
      else if (answer) this.#onPostAnswer(upstream, answer);
      if (answer) return;
      await new Promise((resolve) => setTimeout(resolve, postRetryDelay));
    }
  }

  #onPostAnswer({ n, ask }: StreamRequest, answer: StreamAnswer): void {
    const asked = this.#pending.get(n);
    if (!asked) return;
    asked.answer ??= answer;
    // Nothing has followed from what is not known.
    const isDone = asked.passed || ask === 'alive' || ask === 'page' || isUnknownAnswer(answer);
    if (isDone) this.#resolve(n, asked);
    else if (ask === 'command' || ask === 'earlier')
      asked.timer = setTimeout(() => this.#resolve(n, asked), passedTimeout);
  }

  #onPassed(n: number, answer?: unknown): void {
    const asked = this.#pending.get(n);
    if (!asked) return;
    asked.passed = true;
    if (answer !== undefined) asked.answer = { answer };
    if (asked.answer) this.#resolve(n, asked);
  }

  #resolve(n: number, asked: PendingRequest): void {
    clearTimeout(asked.timer);
    this.#pending.delete(n);
    asked.onAnswer(asked.answer?.answer);
  }

  #post(path: string, body: unknown, signal: AbortSignal, keepalive = false): Promise<Response> {
    const { url, cookie } = this.#options;
    const { circle } = this.#options.hello();
    const send = this.#options.fetch ?? fetch;
    return send(`${url}/api/circles/${encodeURIComponent(circle)}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(cookie !== undefined && { cookie, origin: url }),
      },
      body: JSON.stringify(body),
      ...{ credentials: 'same-origin', cache: 'no-store', signal, keepalive },
    });
  }

  #emit(name: string, ...args: unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}

class ConnectRefusedError extends Error {}

/** Null for what need not keep its order. What is said on the way out waits for nothing. */
function queueOf(upstream: StreamRequest): 'help' | 'others' | null {
  if (upstream.ask === 'page') return 'others';
  if (upstream.ask !== 'command' || isGoodbye(upstream)) return null;
  return (upstream.what as { do?: string }).do === 'ask-help' ? 'help' : 'others';
}

const isGoodbye = ({ ask, what }: StreamRequest): boolean =>
  ask === 'command' && ['step-out', 'leave'].includes((what as { do?: string }).do ?? '');

/** Null where it makes sense to send it again. */
async function answerFrom(response: Response): Promise<StreamAnswer | 'refused' | null> {
  const { ok, status } = response;
  if (ok) return (await response.json().catch(() => null)) as StreamAnswer | null;
  if (status === 413) return { answer: { invalid: 'command: needs to be shorter' } };
  return status < 500 && status !== 429 ? 'refused' : null;
}

const isUnknownAnswer = ({ answer }: StreamAnswer): boolean =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** A `ConnectError`, `wrong-address`, or what stands in the way: `gateway`, `busy` or `foreign`. */
async function refusalFrom(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null) {
    const { refused, code } = body as { readonly refused?: unknown; readonly code?: unknown };
    const known = connectErrors.find((each) => each === refused);
    if (known) return known;
    if (code === 'wrong-address') return code;
  }
  if (response.status === 429) return 'busy';
  return response.status >= 500 ? 'gateway' : 'foreign';
}
