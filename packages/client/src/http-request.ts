/**
 * How one HTTP request is sent and what comes back: cookies, time limit, clock, and every failure
 * as an `ApiProblem`. It knows no endpoint.
 */
import type { ProblemBody } from '@holdspace/protocol';
import { serverTimeHeader } from '@holdspace/protocol';
import { serverClock } from './clock.ts';

export class ApiProblem extends Error {
  readonly problem: ProblemBody;
  /** The HTTP status; 0 when the server was not reached. */
  readonly status: number;
  /** Milliseconds after which the server wants to be asked again; null when it says nothing. */
  readonly retryAfter: number | null;

  constructor(status: number, problem: ProblemBody, retryAfter: number | null = null) {
    super(problem.message);
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Keeps the cookies of one person outside a browser. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** For a Cookie header; '' when there is none. */
  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  storeFrom(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      if (cut < 1) continue;
      const name = pair.slice(0, cut).trim();
      const value = pair.slice(cut + 1).trim();
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

export interface ApiOptions {
  /** Origin of the server; '' (the default) is the page's own. */
  readonly url?: string;
  readonly jar?: CookieJar;
  /** An API key of an organiser, for programs. */
  readonly key?: string;
}

const offlineProblem: ProblemBody = {
  code: 'offline',
  message: 'We couldn’t reach the server. Nothing is lost. Please try again.',
};

const timeoutProblem: ProblemBody = {
  code: 'timeout',
  message: 'The server took too long to answer. Nothing is lost; please try again.',
};

/** A page of a proxy, or of a network where one has to sign in first. */
const foreignProblem: ProblemBody = {
  code: 'not-ours',
  message: 'Something else than this server answered. Please try again.',
};

/** Milliseconds that the server has for an answer. */
const requestTimeout = 10_000;
const pendingRequests = new Set<AbortController>();

/** Breaks off every request under way: an answer that comes after it sets no cookie (EXIT-2). */
export function abortAllRequests(): void {
  for (const asking of pendingRequests) asking.abort();
}

/**
 * The JSON of the answer; undefined when it is empty. `path`: below `/api`. Rejects with
 * `ApiProblem`.
 */
export async function askJson<Answer>(
  options: ApiOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const { status, text } = await sendApiRequest(options, method, path, body);
  const answer = parseJson(text);
  if (text !== '' && answer === undefined) throw new ApiProblem(status, foreignProblem);
  return answer as Answer;
}

/** Sends a request of its options and resolves with the JSON of the answer. */
export type RequestJson = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** The text of the answer. Rejects with `ApiProblem`. */
export async function sendApiRequest(
  { url = '', jar, key }: ApiOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<ApiAnswer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers.authorization = `Bearer ${key}`;
  if (jar?.header) headers.cookie = jar.header;
  // A browser sets Origin itself; the server compares it on every write.
  if (jar) headers.origin = url;
  const asking = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    asking.abort();
  }, requestTimeout);
  const notReached = () => {
    throw new ApiProblem(0, isLate ? timeoutProblem : offlineProblem);
  };
  pendingRequests.add(asking);
  const started = serverClock.start();
  try {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      signal: asking.signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(notReached);
    jar?.storeFrom(response.headers);
    serverClock.measure(Number(response.headers.get(serverTimeHeader)), started);
    const text = await response.text().catch(notReached);
    const { ok, status, headers: answered } = response;
    if (ok) return { status, text, headers: answered };
    throw new ApiProblem(status, problemFrom(parseJson(text), status), retryAfterFrom(answered));
  } finally {
    clearTimeout(timer);
    pendingRequests.delete(asking);
  }
}

/** Seconds, or a date by the clock of who answers, as `Retry-After` says it. */
function retryAfterFrom(headers: Headers): number | null {
  const said = headers.get('retry-after')?.trim();
  if (!said) return null;
  const wait = /^\d+$/.test(said)
    ? Number(said) * 1000
    : Date.parse(said) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemFrom(answer: unknown, status: number): ProblemBody {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer) {
    return answer as ProblemBody;
  }
  return { code: `http-${status}`, message: 'Something went wrong. Please try again.' };
}
