/**
 * Everything that is not live, over HTTP: one typed function per endpoint. In a browser
 * the address is relative and the browser keeps the cookie; outside one a `CookieJar`
 * does. What went wrong comes as `ApiProblem`, with the server's own kind sentence.
 */
import type {
  Card,
  ChangedCircle,
  CircleDetail,
  CircleSummary,
  KeyList,
  Looked,
  MadeKey,
  MadeLink,
  MadeReturnCode,
  Me,
  NewCircle,
  NewLink,
  NewMeeting,
  OpenedCircle,
  OrganiserDesk,
  OrganiserList,
  OwnSessions,
  Problem,
  Redeem,
  Redeemed,
  ReportSet,
} from '@holdspace/protocol';
import { nowHeader } from '@holdspace/protocol';
import { serverClock } from './clock.ts';

export class ApiProblem extends Error {
  readonly problem: Problem;
  /** The HTTP status; 0 when the server was not reached. */
  readonly status: number;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
}

/** Keeps the cookies of one person outside a browser. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** For a Cookie header; '' when there is none. */
  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  take(headers: Headers): void {
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

export type Api = ReturnType<typeof api>;

const portal: Problem = {
  code: 'portal',
  message:
    'Something else answers instead of the server. Your Wi-Fi may want you to sign in first: open another website in a new tab, then try again.',
};
const offline: Problem = {
  code: 'offline',
  message: 'We couldn’t reach the server. Nothing is lost. Please try again.',
};

/** Milliseconds that the server has for an answer. */
const patience = 10_000;
const underWay = new Set<AbortController>();

/** Breaks off every request under way: an answer that comes after it sets no cookie (EXIT-2). */
export function breakOff(): void {
  for (const asking of underWay) asking.abort();
}

export function api({ url = '', jar, key }: ApiOptions = {}) {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers.authorization = `Bearer ${key}`;
    if (jar?.header) headers.cookie = jar.header;
    // A browser sets Origin itself; the server compares it on every write.
    if (jar) headers.origin = url;
    const asking = new AbortController();
    const timer = setTimeout(() => asking.abort(), patience);
    underWay.add(asking);
    const started = serverClock.start();
    try {
      const response = await fetch(`${url}/api${path}`, {
        method,
        headers,
        credentials: 'same-origin',
        signal: asking.signal,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).catch(() => {
        throw new ApiProblem(0, offline);
      });
      jar?.take(response.headers);
      serverClock.measure(Number(response.headers.get(nowHeader)), started);
      const text = await response.text();
      const answer = parsed(text);
      // A network that wants a sign-in first answers with a page of its own.
      if (response.ok && text !== '' && answer === undefined) throw new ApiProblem(0, portal);
      if (!response.ok) throw new ApiProblem(response.status, problemIn(answer, response.status));
      return answer as Answer;
    } finally {
      clearTimeout(timer);
      underWay.delete(asking);
    }
  }
  const at = encodeURIComponent;

  return {
    /** What a link or return code opens, without using it up. */
    look: (token: string) => ask<Looked>('POST', '/links/look', { token }),
    redeem: (body: Redeem) => ask<Redeemed>('POST', '/links/redeem', body),
    me: () => ask<Me>('GET', '/me'),
    /** Of one circle, or of everything. */
    signOut: (circle?: string) => ask<void>('POST', '/sign-out', circle ? { circle } : {}),
    card: (circle: string) => ask<Card>('GET', `/circles/${at(circle)}/card`),
    /**
     * A new return code; the one before and other devices end (KEY-3). `id`: new for each
     * intent and the same at each retry, so that a lost answer is given again.
     */
    makeReturnCode: (circle: string, id: string) =>
      ask<MadeReturnCode>('POST', `/circles/${at(circle)}/return-code`, { id }),
    /** Where this person is signed in to a circle, and what happened to their sign-in. */
    sessions: (circle: string) => ask<OwnSessions>('GET', `/circles/${at(circle)}/sessions`),
    /** Ends the sessions of this membership on all devices, this one too (KEY-2). */
    signOutEverywhere: (circle: string) =>
      ask<void>('POST', `/circles/${at(circle)}/sign-out-everywhere`, {}),
    removeFacilitator: (circle: string, person: string) =>
      ask<void>('POST', `/circles/${at(circle)}/people/${at(person)}/remove-facilitator`, {}),
    organisers: () => ask<OrganiserList>('GET', '/house/organisers'),
    dismissOrganiser: (id: string) => ask<void>('DELETE', `/house/organisers/${at(id)}`),
    signOutOrganiserEverywhere: () => ask<void>('POST', '/house/sign-out-everywhere', {}),
    keys: () => ask<KeyList>('GET', '/house/keys'),
    makeKey: () => ask<MadeKey>('POST', '/house/keys', {}),
    revokeKey: (id: string) => ask<void>('DELETE', `/house/keys/${at(id)}`),
    circles: () => ask<readonly CircleSummary[]>('GET', '/circles'),
    circle: (id: string) => ask<CircleDetail>('GET', `/circles/${at(id)}`),
    openCircle: (body: NewCircle) => ask<OpenedCircle>('POST', '/circles', body),
    scheduleMeeting: (circle: string, body: NewMeeting) =>
      ask<{ readonly id: string }>('POST', `/circles/${at(circle)}/meetings`, body),
    makeLink: (circle: string, body: NewLink) =>
      ask<MadeLink>('POST', `/circles/${at(circle)}/links`, body),
    /** What is left out stays as it is; settings hold for meetings planned from now on. */
    changeCircle: (circle: string, body: ChangedCircle) =>
      ask<void>('PATCH', `/circles/${at(circle)}`, body),
    nameStandIn: (circle: string, person: string, standIn: boolean) =>
      ask<void>('POST', `/circles/${at(circle)}/people/${at(person)}/stand-in`, { standIn }),
    liftExclusion: (circle: string, person: string) =>
      ask<void>('DELETE', `/circles/${at(circle)}/people/${at(person)}/exclusion`),
    organiserDesk: (circle: string) => ask<OrganiserDesk>('GET', `/circles/${at(circle)}/desk`),
    seeThread: (circle: string, thread: string, answering = false) =>
      ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/see`, { answering }),
    answerThread: (circle: string, thread: string, text: string) =>
      ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/answers`, { text }),
    closeThread: (circle: string, thread: string, note?: string) =>
      ask<void>('POST', `/circles/${at(circle)}/desk/threads/${at(thread)}/close`, {
        ...(note === undefined ? {} : { note }),
      }),
    setReport: (circle: string, report: string, body: ReportSet) =>
      ask<void>('POST', `/circles/${at(circle)}/desk/reports/${at(report)}`, body),
    revokeLink: (circle: string, link: string) =>
      ask<void>('DELETE', `/circles/${at(circle)}/links/${at(link)}`),
  };
}

/** The token of a link: what stands behind `#`, which no server's log ever sees (PRV-5). */
export const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(answer: unknown, status: number): Problem {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer) {
    return answer as Problem;
  }
  if (status >= 500) {
    return {
      code: `http-${status}`,
      message: 'The server is having trouble, or it’s just starting. Please try again in a moment.',
    };
  }
  return { code: `http-${status}`, message: 'Something went wrong. Please try again.' };
}
