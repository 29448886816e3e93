/**
 * Finds what a link or a return code opens, for one browser. It changes nothing: a lookup never
 * uses a link up (threat 2: scanners of mail and chat open every link that they find).
 */
import type { CircleId, Millis, SessionId } from '@holdspace/core';
import {
  activeSession,
  circlePrefixOf,
  circleSlots,
  houseSlots,
  isDisowned,
  linkMakerOf,
  openStaffLink,
  redemptionOutcome,
  samePressWindow,
  wasStartedBy,
} from '@holdspace/core';
import { codeBucketOf, parseReturnCode } from '@holdspace/protocol/codes';
import { linkTokenIn } from '@holdspace/protocol/link-token';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { browserMark, hashReturnCode, hashToken, tokenTarget } from '../security/tokens.ts';
import type { SignIn } from './cookies.ts';
import type { HttpContext } from './http-context.ts';
import { nullIfSetAside } from './set-aside-ledgers.ts';

/** A browser that looks at, or redeems, a link or code. */
export interface LinkAttempt {
  readonly signIn: SignIn;
  /** A person who came from this browser is excluded from the organisation (VOI-1). */
  readonly excluded: boolean;
}

/** A circle that the token or the code belongs to. */
interface LinkTarget {
  readonly circle: CircleLedger;
  readonly id: CircleId;
  /** The hash of the token, or of the code. */
  readonly hash: string;
}

export type FoundLink = NonNullable<Awaited<ReturnType<LinkLookup['find']>>>;

/** True for a link token; false for a return code, also for one without spaces. */
export const isToken = (text: string): boolean =>
  tokenTarget(text) !== null && parseReturnCode(text).length === 0;

/** True for the token of an organiser link. */
export const opensHouse = (token: string): boolean =>
  isToken(token) && tokenTarget(token) === 'house';

/** The token inside a pasted text or a changed link (CON-1), else the text itself. */
export const normaliseToken = (text: string): string =>
  tokenTarget(text) === null && parseReturnCode(text).length === 0
    ? (linkTokenIn(text) ?? text)
    : text;

export class LinkLookup {
  readonly #context: HttpContext;

  constructor(context: HttpContext) {
    this.#context = context;
  }

  /** What the token or code opens for this browser; null when it opens nothing. */
  async find(token: string, attempt: LinkAttempt) {
    const { keys, ledgers } = this.#context;
    const house = await ledgers.house();
    for (const target of await this.#targetsOf(token)) {
      const { session, member: signedIn, replaces } = this.#currentSession(target, attempt);
      const { excluded, signIn } = attempt;
      const browser = browserMark(keys.links, target.hash, signIn.browser);
      const maker = linkMakerOf(target.circle.state, target.hash);
      const disowned = isDisowned(house.state, maker);
      const redemption = { hash: target.hash, browser, signedIn, excluded, disowned };
      const found = redemptionOutcome(target.circle.state, redemption, this.#now());
      if (found) return { ...target, redemption, found, replaces, session };
    }
    return null;
  }

  /**
   * The newest session that this browser began with this link or code, also when its answer, and
   * so its cookie, was lost.
   */
  markedSession(
    { circle, id, hash }: LinkTarget,
    { browser }: Pick<SignIn, 'browser'>,
  ): SessionId | undefined {
    const { state, words } = circle;
    const now = this.#now();
    let mark: string | null = null;
    let found: SessionId | undefined;
    for (const session of state.sessions.keys()) {
      if (!wasStartedBy(state, session, hash, now)) continue;
      mark ??= browserMark(this.#context.keys.links, id, browser);
      if (words.get(circleSlots.mark(session)) === mark) found = session;
    }
    return found;
  }

  /** Whether an organiser link is open, or was used by this browser a moment ago. */
  async opensForOrganiser(token: string, { signIn }: LinkAttempt): Promise<boolean> {
    const { state } = await this.#context.ledgers.house();
    const hash = hashToken(token);
    const browser = browserMark(this.#context.keys.links, hash, signIn.browser);
    if (openStaffLink(state, { hash, browser, now: this.#now() })) return true;
    return (await this.organiserSession(hash, signIn)) !== null;
  }

  /** The session that this browser began with this organiser link within `samePressWindow`. */
  async organiserSession(hash: string, signIn: SignIn): Promise<SessionId | null> {
    const now = this.#now();
    const house = await this.#context.ledgers.house();
    const used = house.state.links.get(hash)?.used;
    const mark = browserMark(this.#context.keys.links, 'house', signIn.browser);
    const found = [...house.state.staffSessions].findLast(
      ([session, { staff, since, until }]) =>
        staff === used?.staff &&
        until > now &&
        (session === signIn.organiser ||
          (since + samePressWindow > now && house.words.get(houseSlots.mark(session)) === mark)),
    );
    return found?.[0] ?? null;
  }

  /** Every circle that may know this code, or the one circle that the token names. */
  async #targetsOf(token: string): Promise<LinkTarget[]> {
    const { authenticator, keys, ledgers } = this.#context;
    const codes = parseReturnCode(token);
    const named = tokenTarget(token);
    if (codes.length === 0 && named !== null && named !== 'house') {
      const circle = await nullIfSetAside(authenticator.circleByPrefix(named.prefix));
      const id = circle?.state.circle;
      return circle && id ? [{ circle, id, hash: hashToken(token) }] : [];
    }
    const house = await ledgers.house();
    const targets: LinkTarget[] = [];
    for (const { bucket, code } of codes) {
      for (const id of house.state.circles) {
        if (codeBucketOf(id) !== bucket) continue;
        const circle = await nullIfSetAside(ledgers.circle(id));
        const hash = hashReturnCode(keys.links, id, code);
        if (circle?.state.codes.has(hash)) targets.push({ circle, id, hash });
      }
    }
    return targets;
  }

  /** The session in which this browser is signed in to that circle already, with its member. */
  #currentSession(target: LinkTarget, { signIn }: LinkAttempt) {
    const { state } = target.circle;
    const named = signIn.sessions.get(circlePrefixOf(target.id));
    const isNamed = named !== undefined && activeSession(state, named, this.#now()) !== null;
    const session = isNamed ? named : this.markedSession(target, signIn);
    const member = session === undefined ? null : (state.sessions.get(session)?.member ?? null);
    return { session, member, replaces: session ?? named ?? null };
  }

  #now(): Millis {
    return this.#context.ledgers.store.now();
  }
}
