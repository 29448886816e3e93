/**
 * What happens to the cookie of a browser beside the one press: cookies from before there were
 * sessions are exchanged, old keys are replaced, and sessions end with a sign-out. The ledgers
 * are always written first; a cookie that is lost afterwards names a session that can be ended.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { PersonId, SessionId } from '@holdspace/core';
import { doorOf, livingSession, livingStaffSession } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { CircleLedger } from '../ledgers.ts';
import { hasEnded } from './authority.ts';
import { type Cookie, fitting, type SignIn } from './cookies.ts';
import type { Door } from './door.ts';
import type { OldCookies } from './old-cookies.ts';
import { unlessSetAside } from './set-aside.ts';
import { browserMark, sessionFrom } from './tokens.ts';

export interface Exchanged {
  /** To be set, in this order. */
  readonly cookies: readonly Cookie[];
  /** What the request would have carried with them. */
  readonly header: string;
}

/** Null when the browser's cookie is as it should be. */
export async function exchanged(door: Door, header: string | undefined): Promise<Exchanged | null> {
  const { cookies } = door;
  const old = cookies.old(header);
  const read = cookies.read(header);
  if (old.names.length === 0 && !read?.isOld) return null;
  const proven = await provenBrowser(door, old);
  const before: SignIn = read ?? {
    ...cookies.fresh(),
    ...(proven === null ? {} : { browser: proven }),
  };
  const sessions = new Map(before.sessions);
  for (const each of old.members) {
    const session = await upgraded(door, each, before.browser);
    if (session && !sessions.has(doorOf(each.circle))) sessions.set(doorOf(each.circle), session);
  }
  const organiser = before.organiser ?? (await upgradedStaff(door, old.organiser, before.browser));
  const shared = before.shared || [...old.members, old.organiser].some((each) => each?.shared);
  const written = cookieOf(door, { ...before, shared, sessions, organiser });
  return {
    cookies: [written, ...old.names.map(cookies.gone)],
    header: `${written.name}=${written.value}`,
  };
}

/**
 * The id that this browser had before there were sessions. Nothing signed it, so another site
 * could have planted it: it counts where a circle knows that the member who is signed in came
 * from it, and where it binds to an exclusion. Null when neither holds.
 */
async function provenBrowser(
  { authority, exclusions, keys }: Door,
  { browser, members }: OldCookies,
): Promise<string | null> {
  if (browser === null) return null;
  if ((await exclusions.current()).binds(browser)) return browser;
  for (const { circle: id, member } of members) {
    const state = (await unlessSetAside(authority.circle(id)))?.state;
    const came = [...(state?.hashes ?? [])].some(
      ([hash, link]) =>
        state?.links.get(link)?.browsers.get(browserMark(keys.links, hash, browser)) === member,
    );
    if (came) return browser;
  }
  return null;
}

/** The cookie that says this; sessions that do not fit end. */
export function cookieOf(door: Door, signIn: SignIn): Cookie {
  const { kept, dropped } = fitting(signIn);
  for (const [place, session] of dropped) {
    void inBackground(door, async () => {
      const circle = await door.authority.circleBehind(place);
      if (circle) await endIn(circle, session);
    });
  }
  return door.cookies.write(kept);
}

type OldMember = OldCookies['members'][number];
type OldOrganiser = OldCookies['organiser'];

/** The session that takes the place of an old cookie: always the same one for the same cookie. */
export async function upgraded(
  { authority, keys, ledgers }: Door,
  { circle: id, member, token, until }: OldMember,
  browser: string | null,
): Promise<SessionId | null> {
  const circle = await unlessSetAside(authority.circle(id));
  if (!circle) return null;
  const session = sessionFrom(keys.links, token);
  const mark = browser === null ? null : browserMark(keys.links, id, browser);
  const fresh = { session, until, mark };
  const answer = await circle.handle({ do: 'upgrade', member, fresh }, serverAsks);
  const lives = livingSession(circle.state, session, ledgers.store.now()) !== null;
  return 'ok' in answer && lives ? session : null;
}

async function upgradedStaff(
  { keys, ledgers }: Door,
  old: OldOrganiser,
  browser: string,
): Promise<SessionId | null> {
  if (!old) return null;
  const house = await ledgers.house();
  const session = sessionFrom(keys.links, old.token);
  const fresh = { session, until: old.until, mark: browserMark(keys.links, 'house', browser) };
  const answer = await house.handle({ do: 'upgrade-staff', staff: old.staff, fresh }, serverAsks);
  const lives = livingStaffSession(house.state, session, ledgers.store.now()) !== null;
  return 'ok' in answer && lives ? session : null;
}

/**
 * Who opens a socket in a circle (KEY-2). A socket cannot set cookies, so one of before there
 * were sessions becomes a session here, and is exchanged at the next request. Null: a stranger.
 */
export async function socketSession(
  door: Door,
  header: string | undefined,
  circle: string,
): Promise<{ readonly member: PersonId; readonly session: SessionId } | 'signed-out' | null> {
  const { authority, cookies } = door;
  const found = await authority.sessionIn(header, circle);
  if (found && !hasEnded(found)) {
    return { member: found.standing.person, session: found.session };
  }
  const carried = cookies.old(header);
  const old = carried.members.find((each) => each.circle === circle);
  if (!old) return found ? 'signed-out' : null;
  const session = await upgraded(door, old, await provenBrowser(door, carried));
  return session ? { member: old.member, session } : 'signed-out';
}

/**
 * Ends the sessions that this browser's cookies name: all, or those of one circle. Rejects when
 * the store is out of reach. Nothing is asked of cookies that do not hold.
 */
export async function endSessions(
  door: Door,
  header: string | undefined,
  only?: string,
): Promise<void> {
  const { authority, cookies, keys } = door;
  const read = cookies.read(header);
  const old = cookies.old(header);
  const place = only === undefined ? undefined : doorOf(only as never);
  const ending = [...(read?.sessions ?? [])]
    .filter(([each]) => place === undefined || each === place)
    .map(async ([each, session]) => {
      const circle = await unlessSetAside(authority.circleBehind(each));
      if (circle) await endIn(circle, session);
    });
  for (const { circle: id, member, token } of old.members) {
    if (only !== undefined && id !== only) continue;
    const session = sessionFrom(keys.links, token);
    ending.push(
      unlessSetAside(authority.circle(id)).then(async (circle) => {
        await circle?.handle({ do: 'sign-out', member, session }, serverAsks);
      }),
    );
  }
  if (only === undefined) ending.push(endStaff(door, read?.organiser ?? null, old.organiser));
  const ended = await Promise.allSettled(ending);
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

async function endStaff(
  { keys, ledgers }: Door,
  organiser: SessionId | null,
  old: OldOrganiser,
): Promise<void> {
  if (organiser === null && old === null) return;
  const house = await ledgers.house();
  const living = organiser === null ? undefined : house.state.staffSessions.get(organiser);
  if (living && organiser) {
    const { staff } = living;
    await house.handle({ do: 'sign-out-staff', staff, session: organiser }, serverAsks);
  }
  if (!old) return;
  const { staff, token } = old;
  const session = sessionFrom(keys.links, token);
  await house.handle({ do: 'sign-out-staff', staff, session }, serverAsks);
}

async function endIn(circle: CircleLedger, session: SessionId): Promise<void> {
  const living = circle.state.sessions.get(session);
  if (!living) return;
  await circle.handle({ do: 'sign-out', member: living.member, session }, serverAsks);
}

const tries = 5;
const tryAgainAfter = 2000;

/** Done without anybody waiting; tried again, because the way out never fails for us. */
export function inBackground({ log }: Pick<Door, 'log'>, work: () => Promise<void>): Promise<void> {
  const trying = async () => {
    for (let n = 1; ; n++) {
      try {
        return await work();
      } catch (err) {
        if (n === tries) return void log.error({ part: 'sign-in', err }, 'Sign-out failed');
        await pause(tryAgainAfter, undefined, { ref: false });
      }
    }
  };
  return trying();
}
