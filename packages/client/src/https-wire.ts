/**
 * The protocol over plain HTTPS, for networks that block WebSocket (CON-4): one request stays
 * open and streams what the server says, each thing that is asked is a POST. An answer is
 * given on when its POST was answered and the stream has passed its number, so that what
 * follows from it is there (WIRE-1).
 */
import type {
  CommandAnswer,
  Earlier,
  StreamEvents,
  Upstream,
  UpstreamAnswer,
} from '@holdspace/protocol';
import { connectErrors, nowHeader } from '@holdspace/protocol';
import { serverClock } from './clock.ts';
import { EventStreamReader } from './event-stream.ts';
import type { OpenWire, Wire, WireEvents, WireOptions } from './socket.ts';

/** Milliseconds. The server says something every ten seconds. */
const silence = 25_000;
/** For a POST to be answered. */
const askDeadline = 8000;
/** A POST that did not arrive is sent again after this, as long as the stream is there. */
const askAgain = 1000;
/** The stream may have lost the number of an answer that another node gave. */
const passDeadline = 2000;

interface Asked {
  readonly given: (answer: unknown) => void;
  /** Null until the POST was answered. */
  answer: UpstreamAnswer | null;
  passed: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

export const openHttpsWire: OpenWire = (options) => new HttpsWire(options);

class HttpsWire implements Wire {
  readonly #options: WireOptions;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  readonly #asked = new Map<number, Asked>();
  /** Of the stream that is open or being opened. */
  #stream: AbortController | null = null;
  /** The stream that is open; null before its first event. */
  #open: StreamEvents['open'] | null = null;
  #n = 0;
  /** Commands go one after the other, as they would on one socket; help has a way of its own. */
  readonly #lines = { help: Promise.resolve(), others: Promise.resolve() };
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  on<Name extends keyof WireEvents>(name: Name, listener: WireEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
  }

  open(): void {
    this.#end();
    const stream = new AbortController();
    this.#stream = stream;
    this.#read(stream).then(
      () => this.#lost(stream, 'ended'),
      (error: unknown) => this.#lost(stream, error instanceof Refusal ? error.message : 'network'),
    );
  }

  cut(): void {
    const was = this.#open !== null;
    this.#end();
    if (was) this.#tell('disconnect');
  }

  leave(): void {
    this.cut();
  }

  command = (command: unknown, given: (answer: CommandAnswer) => void): void =>
    this.#ask('command', command, given as (answer: unknown) => void);

  sync = (given: (now?: number) => void): void =>
    this.#ask('sync', undefined, given as (answer: unknown) => void);

  earlier = (before: string, given: (page: Earlier) => void): void =>
    this.#ask('earlier', before, given as (answer: unknown) => void);

  deskEarlier = (list: string, given: (page: { readonly more: boolean }) => void): void =>
    this.#ask('desk-earlier', list, given as (answer: unknown) => void);

  page = (hidden: boolean): void => this.#ask('page', hidden, () => undefined);

  async #read(stream: AbortController): Promise<void> {
    const response = await this.#post('stream', this.#options.hello(), stream.signal);
    if (!response.ok) throw new Refusal(await refusalIn(response));
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!isStream || !response.body) throw new Refusal('foreign');
    const reader = new EventStreamReader();
    const text = new TextDecoder();
    const source = response.body.getReader();
    for (;;) {
      const { done, value } = await source.read();
      if (done || this.#stream !== stream) return;
      this.#watch(stream);
      for (const { name, data } of reader.take(text.decode(value, { stream: true }))) {
        if (this.#stream !== stream) return;
        this.#hear(name as keyof StreamEvents, data);
      }
    }
  }

  #hear(name: keyof StreamEvents, data: unknown): void {
    if (name === 'ping') this.#ask('alive', undefined, () => undefined);
    else if (name === 'passed') this.#pass(...(data as StreamEvents['passed']));
    else if (name === 'open') {
      this.#open = data as StreamEvents['open'];
      this.#tell('connect');
    } else this.#tell(name, data);
  }

  /** Nothing was heard for so long that there is nobody any more, whatever the network says. */
  #watch(stream: AbortController): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (this.#stream === stream) this.cut();
    }, silence);
  }

  #lost(stream: AbortController, message: string): void {
    if (this.#stream !== stream) return;
    const was = this.#open !== null;
    this.#end();
    if (was) this.#tell('disconnect');
    else this.#tell('connect_error', { message });
  }

  #end(): void {
    clearTimeout(this.#watchdog);
    const stream = this.#stream;
    this.#stream = null;
    this.#open = null;
    for (const { timer } of this.#asked.values()) clearTimeout(timer);
    this.#asked.clear();
    stream?.abort();
  }

  #ask(ask: Upstream['ask'], what: unknown, given: (answer: unknown) => void): void {
    if (!this.#open || !this.#stream) return;
    const n = ++this.#n;
    this.#asked.set(n, { given, answer: null, passed: false });
    const { device } = this.#options.hello();
    const upstream: Upstream = {
      ...this.#open,
      device,
      n,
      ask,
      ...(what !== undefined && { what }),
    };
    const stream = this.#stream;
    const line = lineOf(upstream);
    if (line === null) void this.#carry(stream, upstream);
    else this.#lines[line] = this.#lines[line].then(() => this.#carry(stream, upstream));
  }

  async #carry(stream: AbortController, upstream: Upstream): Promise<void> {
    while (this.#stream === stream) {
      const started = serverClock.start();
      // What is said on the way out goes on without the page, and is waited for by nobody.
      const last = isGoodbye(upstream);
      const limit = AbortSignal.timeout(askDeadline);
      const signal = last ? limit : AbortSignal.any([stream.signal, limit]);
      const response = await this.#post('commands', upstream, signal, last).catch(() => null);
      const answer = response && (await answerIn(response));
      if (this.#stream !== stream) return;
      serverClock.measure(Number(response?.headers.get(nowHeader)), started);
      // Not signed in any more: the stream says why when it is opened again.
      if (answer === 'refused') this.cut();
      else if (answer) this.#answer(upstream, answer);
      if (answer) return;
      await new Promise((resolve) => setTimeout(resolve, askAgain));
    }
  }

  #answer({ n, ask }: Upstream, answer: UpstreamAnswer): void {
    const asked = this.#asked.get(n);
    if (!asked) return;
    asked.answer ??= answer;
    // Nothing has followed from what is not known.
    const isDone = asked.passed || ask === 'alive' || ask === 'page' || isUnknown(answer);
    if (isDone) this.#give(n, asked);
    else if (ask === 'command' || ask === 'earlier')
      asked.timer = setTimeout(() => this.#give(n, asked), passDeadline);
  }

  #pass(n: number, answer?: unknown): void {
    const asked = this.#asked.get(n);
    if (!asked) return;
    asked.passed = true;
    if (answer !== undefined) asked.answer = { answer };
    if (asked.answer) this.#give(n, asked);
  }

  #give(n: number, asked: Asked): void {
    clearTimeout(asked.timer);
    this.#asked.delete(n);
    asked.given(asked.answer?.answer);
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

  #tell(name: string, ...args: unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}

class Refusal extends Error {}

/** Null for what need not keep its order. What is said on the way out waits for nothing. */
function lineOf(upstream: Upstream): 'help' | 'others' | null {
  if (upstream.ask === 'page') return 'others';
  if (upstream.ask !== 'command' || isGoodbye(upstream)) return null;
  return (upstream.what as { do?: string }).do === 'ask-help' ? 'help' : 'others';
}

const isGoodbye = ({ ask, what }: Upstream): boolean =>
  ask === 'command' && ['step-out', 'leave'].includes((what as { do?: string }).do ?? '');

/** Null where it makes sense to send it again. */
async function answerIn(response: Response): Promise<UpstreamAnswer | 'refused' | null> {
  const { ok, status } = response;
  if (ok) return (await response.json().catch(() => null)) as UpstreamAnswer | null;
  if (status === 413) return { answer: { invalid: 'command: needs to be shorter' } };
  return status < 500 && status !== 429 ? 'refused' : null;
}

const isUnknown = ({ answer }: UpstreamAnswer): boolean =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** A `ConnectError`, `wrong-address`, or what stands in the way: `gateway`, `busy` or `foreign`. */
async function refusalIn(response: Response): Promise<string> {
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
