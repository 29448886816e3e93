/**
 * Everything that is not live, over HTTP: one typed function per endpoint. In a browser
 * the address is relative and the browser keeps the cookie; outside one a `CookieJar`
 * does. What went wrong comes as `ApiProblem`, with the server's own kind sentence.
 */
import type {
  AgreementsBody,
  AgreeResponse,
  AlertDetail,
  CircleCardBody,
  CircleChanges,
  CircleDetail,
  CircleSummary,
  CookieCheck,
  CreatedKey,
  CreatedLink,
  CreatedReturnCode,
  InboxAlert,
  KeyList,
  LinkPreview,
  Me,
  NewCircleRequest,
  NewLinkRequest,
  NewMeetingRequest,
  OpenedCircleResponse,
  OrganiserDesk,
  OrganiserList,
  OwnSessions,
  ProblemBody,
  RedeemRequest,
  RedeemResponse,
  ReportUpdate,
} from '@holdspace/protocol';
import { serverTimeHeader } from '@holdspace/protocol';
import { linkTokenIn } from '@holdspace/protocol/link-token';
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

export type Api = ReturnType<typeof api>;

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

export function api({ url = '', jar, key }: ApiOptions = {}) {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
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
      const answer = parseJson(text);
      if (!response.ok) {
        const { status, headers } = response;
        throw new ApiProblem(status, problemFrom(answer, status), retryAfterFrom(headers));
      }
      if (text !== '' && answer === undefined)
        throw new ApiProblem(response.status, foreignProblem);
      return answer as Answer;
    } finally {
      clearTimeout(timer);
      pendingRequests.delete(asking);
    }
  }
  const at = encodeURIComponent;
  const redeem = (body: RedeemRequest) => ask<RedeemResponse>('POST', '/links/redeem', body);
  const cookie = () => ask<CookieCheck>('GET', '/cookie');

  return {
    /** What a link or return code opens, without using it up. */
    look: (token: string) => ask<LinkPreview>('POST', '/links/look', { token }),
    /** A browser that had no cookie of ours is given one by the refusal, and asks again (CON-1). */
    redeem: (body: RedeemRequest) =>
      redeem(body).catch((fault: unknown) => {
        if (!(fault instanceof ApiProblem) || fault.problem.code !== 'no-cookies') throw fault;
        return redeem(body);
      }),
    /** Whether this browser keeps our cookie: it is given one, and has to send it back (CON-1). */
    keepsCookies: async (): Promise<boolean> => (await cookie()).kept || (await cookie()).kept,
    me: () => ask<Me>('GET', '/me'),
    /** Of one circle, or of everything. */
    signOut: (circle?: string) => ask<void>('POST', '/sign-out', circle ? { circle } : {}),
    card: (circle: string) => ask<CircleCardBody>('GET', `/circles/${at(circle)}/card`),
    /** The agreements of one's circle, and what changed since one agreed to them (AGR-2). */
    agreements: (circle: string) => ask<AgreementsBody>('GET', `/circles/${at(circle)}/agreements`),
    /** Refused as `stale`, with the new text, when their meaning has changed since `version`. */
    agree: (circle: string, version: number) =>
      ask<AgreeResponse>('POST', `/circles/${at(circle)}/agree`, { version }),
    /**
     * A new return code; the one before and other devices end (KEY-3). `id`: new for each
     * intent and the same at each retry, so that a lost answer is given again.
     */
    makeReturnCode: (circle: string, id: string) =>
      ask<CreatedReturnCode>('POST', `/circles/${at(circle)}/return-code`, { id }),
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
    /** What needs somebody, the most harmful first; `peek`: nothing counts as seen (ALR-6). */
    inbox: ({ peek = false, after }: { readonly peek?: boolean; readonly after?: string } = {}) =>
      ask<readonly InboxAlert[]>(
        'GET',
        `/inbox?peek=${peek}${after === undefined ? '' : `&after=${at(after)}`}`,
      ),
    /** Who was alerted, and what each channel answered (ALR-4). */
    alert: (id: string) => ask<AlertDetail>('GET', `/inbox/${at(id)}`),
    /** Says that these were opened; all that one was given when it is left out. */
    markAlertsSeen: (alerts?: readonly string[]) =>
      ask<void>('POST', '/inbox/seen', alerts ? { alerts } : {}),
    /** *I have it* (ALR-3). */
    takeAlert: (id: string) => ask<void>('POST', `/inbox/${at(id)}/take`, {}),
    /** Gives it back: the next one is alerted at once. */
    returnAlert: (id: string) => ask<void>('DELETE', `/inbox/${at(id)}/take`),
    keys: () => ask<KeyList>('GET', '/house/keys'),
    makeKey: () => ask<CreatedKey>('POST', '/house/keys', {}),
    revokeKey: (id: string) => ask<void>('DELETE', `/house/keys/${at(id)}`),
    circles: () => ask<readonly CircleSummary[]>('GET', '/circles'),
    circle: (id: string) => ask<CircleDetail>('GET', `/circles/${at(id)}`),
    openCircle: (body: NewCircleRequest) => ask<OpenedCircleResponse>('POST', '/circles', body),
    scheduleMeeting: (circle: string, body: NewMeetingRequest) =>
      ask<{ readonly id: string }>('POST', `/circles/${at(circle)}/meetings`, body),
    makeLink: (circle: string, body: NewLinkRequest) =>
      ask<CreatedLink>('POST', `/circles/${at(circle)}/links`, body),
    /** What is left out stays as it is; settings hold for meetings planned from now on. */
    changeCircle: (circle: string, body: CircleChanges) =>
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
    setReport: (circle: string, report: string, body: ReportUpdate) =>
      ask<void>('POST', `/circles/${at(circle)}/desk/reports/${at(report)}`, body),
    revokeLink: (circle: string, link: string) =>
      ask<void>('DELETE', `/circles/${at(circle)}/links/${at(link)}`),
  };
}

/**
 * The token of a link: what stands behind `#`, which no server's log ever sees (PRV-5). It is
 * found in what mail programs and people make of a link (CON-1).
 */
export const linkTokenOf = (link: string): string =>
  linkTokenIn(link) ?? link.slice(link.indexOf('#') + 1);

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
