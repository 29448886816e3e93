/**
 * Everything that is not live, over HTTP: one typed function per endpoint. In a browser
 * the address is relative and the browser keeps the cookie; outside one a `CookieJar`
 * does. What went wrong comes as `ApiProblem`, with the server's own kind sentence.
 */
import type {
  CircleCardBody,
  CircleChanged,
  CircleChanges,
  CircleDetail,
  CircleSummary,
  CookieCheck,
  CreatedLink,
  CreatedReturnCode,
  LinkPreview,
  Me,
  MeetingBody,
  NewCircleRequest,
  NewLinkRequest,
  NewMeetingRequest,
  OpenedCircleResponse,
  OwnSessions,
  RedeemRequest,
  RedeemResponse,
} from '@holdspace/protocol';
import { linkTokenIn } from '@holdspace/protocol/link-token';
import { type ApiOptions, ApiProblem, askJson } from './http-request.ts';

export { type ApiOptions, ApiProblem, abortAllRequests, CookieJar } from './http-request.ts';

export type Api = ReturnType<typeof api>;

export function api(options: ApiOptions = {}) {
  const ask = <Answer>(method: string, path: string, body?: unknown) =>
    askJson<Answer>(options, method, path, body);
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
    circles: () => ask<readonly CircleSummary[]>('GET', '/circles'),
    circle: (id: string) => ask<CircleDetail>('GET', `/circles/${at(id)}`),
    openCircle: (body: NewCircleRequest) => ask<OpenedCircleResponse>('POST', '/circles', body),
    scheduleMeeting: (circle: string, body: NewMeetingRequest) =>
      ask<MeetingBody>('POST', `/circles/${at(circle)}/meetings`, body),
    makeLink: (circle: string, body: NewLinkRequest) =>
      ask<CreatedLink>('POST', `/circles/${at(circle)}/links`, body),
    /** What is left out stays as it is. Answers the meetings that keep the settings of before, if any. */
    changeCircle: (circle: string, body: CircleChanges) =>
      ask<CircleChanged | undefined>('PATCH', `/circles/${at(circle)}`, body),
    nameStandIn: (circle: string, person: string, standIn: boolean) =>
      ask<void>('POST', `/circles/${at(circle)}/people/${at(person)}/stand-in`, { standIn }),
  };
}

/**
 * The token of a link: what stands behind `#`, which no server's log ever sees (PRV-5). It is
 * found in what mail programs and people make of a link (CON-1).
 */
export const linkTokenOf = (link: string): string =>
  linkTokenIn(link) ?? link.slice(link.indexOf('#') + 1);
