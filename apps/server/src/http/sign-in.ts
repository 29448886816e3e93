/**
 * What happens to the cookie of a browser beside the one press: cookies from before there were
 * sessions are exchanged, old keys are replaced, and sessions end with a sign-out. The ledgers
 * are always written first; a cookie that is lost afterwards names a session that can be ended.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { CircleId, PersonId, SessionId } from '@holdspace/core';
import { activeSession, activeStaffSession, circlePrefixOf } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { browserMark, deriveSessionId } from '../security/tokens.ts';
import { type Cookie, fitIntoCookie, type SignIn } from './cookies.ts';
import type { HttpContext } from './http-context.ts';
import type { LegacyCookies } from './legacy-cookies.ts';
import { isEndedMembership } from './request-authenticator.ts';
import { nullIfSetAside } from './set-aside-ledgers.ts';

export interface UpgradedCookies {
  /** To be set, in this order. */
  readonly cookies: readonly Cookie[];
  /** What the request would have carried with them. */
  readonly header: string;
}

/** Null when the browser's cookie is as it should be. */
export async function upgradeCookies(
  context: HttpContext,
  header: string | undefined,
): Promise<UpgradedCookies | null> {
  const { cookies } = context;
  const old = cookies.readLegacy(header);
  const read = cookies.read(header);
  if (old.names.length === 0 && !read?.isOld) return null;
  const proven = await provenBrowser(context, old);
  const before: SignIn = read ?? {
    ...cookies.createSignIn(),
    ...(proven === null ? {} : { browser: proven }),
  };
  const sessions = new Map(before.sessions);
  for (const each of old.members) {
    const session = await upgradeMember(context, each, before.browser);
    if (session && !sessions.has(circlePrefixOf(each.circle)))
      sessions.set(circlePrefixOf(each.circle), session);
  }
  const organiser =
    before.organiser ?? (await upgradeOrganiser(context, old.organiser, before.browser));
  const shared = before.shared || [...old.members, old.organiser].some((each) => each?.shared);
  const written = signInCookie(context, { ...before, shared, sessions, organiser });
  return {
    cookies: [written, ...old.names.map(cookies.cleared)],
    header: `${written.name}=${written.value}`,
  };
}

/**
 * The id that this browser had before there were sessions. Nothing signed it, so another site
 * could have planted it: it counts where a circle knows that the member who is signed in came
 * from it, and where it binds to an exclusion. Null when neither holds.
 */
async function provenBrowser(
  { authenticator, exclusions, keys }: HttpContext,
  { browser, members }: LegacyCookies,
): Promise<string | null> {
  if (browser === null) return null;
  if ((await exclusions.current()).appliesTo(browser)) return browser;
  for (const { circle: id, member } of members) {
    const state = (await nullIfSetAside(authenticator.circle(id)))?.state;
    const came = [...(state?.hashes ?? [])].some(
      ([hash, link]) =>
        state?.links.get(link)?.browsers.get(browserMark(keys.links, hash, browser)) === member,
    );
    if (came) return browser;
  }
  return null;
}

/** The cookie that says this; sessions that do not fit end. */
export function signInCookie(context: HttpContext, signIn: SignIn): Cookie {
  const { kept, dropped } = fitIntoCookie(signIn);
  for (const [place, session] of dropped) {
    void inBackground(context, async () => {
      const circle = await context.authenticator.circleByPrefix(place);
      if (circle) await endCircleSession(circle, session);
    });
  }
  return context.cookies.write(kept);
}

type LegacyMember = LegacyCookies['members'][number];
type LegacyOrganiser = LegacyCookies['organiser'];

/** The session that takes the place of an old cookie: always the same one for the same cookie. */
export async function upgradeMember(
  { authenticator, keys, ledgers }: HttpContext,
  { circle: id, member, token, until }: LegacyMember,
  browser: string | null,
): Promise<SessionId | null> {
  const circle = await nullIfSetAside(authenticator.circle(id));
  if (!circle) return null;
  const session = deriveSessionId(keys.links, token);
  const mark = browser === null ? null : browserMark(keys.links, id, browser);
  const fresh = { session, until, mark };
  const answer = await circle.handle({ do: 'upgrade', member, fresh }, systemContext);
  const isActive = activeSession(circle.state, session, ledgers.store.now()) !== null;
  return 'ok' in answer && isActive ? session : null;
}

async function upgradeOrganiser(
  { keys, ledgers }: HttpContext,
  old: LegacyOrganiser,
  browser: string,
): Promise<SessionId | null> {
  if (!old) return null;
  const house = await ledgers.house();
  const session = deriveSessionId(keys.links, old.token);
  const fresh = { session, until: old.until, mark: browserMark(keys.links, 'house', browser) };
  const answer = await house.handle(
    { do: 'upgrade-staff', staff: old.staff, fresh },
    systemContext,
  );
  const isActive = activeStaffSession(house.state, session, ledgers.store.now()) !== null;
  return 'ok' in answer && isActive ? session : null;
}

/**
 * Who opens a socket in a circle (KEY-2). A socket cannot set cookies, so one of before there
 * were sessions becomes a session here, and is exchanged at the next request. Null: a stranger.
 */
export async function socketSession(
  context: HttpContext,
  header: string | undefined,
  circle: string,
): Promise<{ readonly member: PersonId; readonly session: SessionId } | 'signed-out' | null> {
  const { authenticator, cookies } = context;
  // The admission of connections applies exclusions.
  const found = await authenticator.namedSession(header, circle);
  if (found && !isEndedMembership(found)) {
    return { member: found.standing.person, session: found.session };
  }
  const carried = cookies.readLegacy(header);
  const old = carried.members.find((each) => each.circle === circle);
  if (!old) return found ? 'signed-out' : null;
  const session = await upgradeMember(context, old, await provenBrowser(context, carried));
  return session ? { member: old.member, session } : 'signed-out';
}

/**
 * Ends the sessions that this browser's cookies name: all, or those of one circle. Rejects when
 * the store is out of reach. Nothing is asked of cookies that do not hold.
 */
export async function endSessions(
  context: HttpContext,
  header: string | undefined,
  only?: string,
): Promise<void> {
  const { authenticator, cookies, keys } = context;
  const read = cookies.read(header);
  const old = cookies.readLegacy(header);
  const place = only === undefined ? undefined : circlePrefixOf(only as never);
  const ending = [...(read?.sessions ?? [])]
    .filter(([each]) => place === undefined || each === place)
    .map(async ([each, session]) => {
      const circle = await nullIfSetAside(authenticator.circleByPrefix(each));
      if (circle) await endCircleSession(circle, session);
    });
  for (const { circle: id, member, token } of old.members) {
    if (only !== undefined && id !== only) continue;
    const session = deriveSessionId(keys.links, token);
    ending.push(
      nullIfSetAside(authenticator.circle(id)).then(async (circle) => {
        await circle?.handle({ do: 'sign-out', member, session }, systemContext);
      }),
    );
  }
  if (only === undefined)
    ending.push(endOrganiserSessions(context, read?.organiser ?? null, old.organiser));
  const ended = await Promise.allSettled(ending);
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

/** The cookies to be set when the sessions of this browser have ended: all, or those of one circle. */
export function cookiesAfterSignOut(
  context: HttpContext,
  header: string | undefined,
  only?: string,
): readonly Cookie[] {
  const { cookies } = context;
  const read = cookies.read(header);
  const sessions = new Map(read?.sessions);
  if (only !== undefined) sessions.delete(circlePrefixOf(only as CircleId));
  const stays = only !== undefined && read && (sessions.size > 0 || read.organiser !== null);
  const kept = stays ? signInCookie(context, { ...read, sessions }) : null;
  const gone = cookies.ownNames(header).filter((name) => {
    const isOther = only !== undefined && name.includes('hs-') && !name.endsWith(only);
    return name !== kept?.name && !isOther;
  });
  return [...gone.map(cookies.cleared), ...(kept ? [kept] : [])];
}

async function endOrganiserSessions(
  { keys, ledgers }: HttpContext,
  organiser: SessionId | null,
  old: LegacyOrganiser,
): Promise<void> {
  if (organiser === null && old === null) return;
  const house = await ledgers.house();
  const living = organiser === null ? undefined : house.state.staffSessions.get(organiser);
  if (living && organiser) {
    const { staff } = living;
    await house.handle({ do: 'sign-out-staff', staff, session: organiser }, systemContext);
  }
  if (!old) return;
  const { staff, token } = old;
  const session = deriveSessionId(keys.links, token);
  await house.handle({ do: 'sign-out-staff', staff, session }, systemContext);
}

async function endCircleSession(circle: CircleLedger, session: SessionId): Promise<void> {
  const living = circle.state.sessions.get(session);
  if (!living) return;
  await circle.handle({ do: 'sign-out', member: living.member, session }, systemContext);
}

const maxTries = 5;
const retryDelay = 2000;

/** Runs in the background and retries, because signing out must not fail. */
export function inBackground(
  { log }: Pick<HttpContext, 'log'>,
  work: () => Promise<void>,
): Promise<void> {
  const trying = async () => {
    for (let n = 1; ; n++) {
      try {
        return await work();
      } catch (err) {
        if (n === maxTries) return void log.error({ part: 'sign-in', err }, 'sign-out failed');
        await pause(retryDelay, undefined, { ref: false });
      }
    }
  };
  return trying();
}
