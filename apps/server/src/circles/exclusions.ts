/**
 * Exclusions from the organisation as this node applies them (VOI-12): which of them bind a
 * browser, and by which opaque reference a circle knows one that was decided elsewhere. The
 * reference is keyed, so the ledgers of two circles say nothing about each other (PRV-3).
 */
import { createHmac } from 'node:crypto';
import { type CircleId, type ExcludedMember, exclusionsForBrowser } from '@holdspace/core';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { browserMark } from '../security/tokens.ts';

export interface Exclusions {
  /** Somebody who came from this browser is excluded from the organisation. */
  appliesTo(browser: string): boolean;
  /** The reference of an exclusion that binds this browser and was decided in another circle. */
  barFor(circle: CircleId, browser: string): string | null;
  /** The references, in this circle, of all that were decided elsewhere. */
  barsFor(circle: CircleId): ReadonlySet<string>;
  /** Whose exclusion a reference stands for; null when it was lifted. */
  memberBehind(circle: CircleId, ref: string): ExcludedMember | null;
}

/** Where exclusions are read, and what tells one browser from another. */
export interface ExclusionSource {
  /** Answers when everything is known that was durable at the asking. */
  current(): Promise<Exclusions>;
  /** The id of the browser that sends these cookies; null when it has none. */
  browserOf(cookies: string | undefined): string | null;
}

export function createExclusionSource(
  ledgers: Ledgers,
  key: Buffer,
  browserOf: ExclusionSource['browserOf'],
): ExclusionSource {
  let known: { readonly house: HouseLedger; readonly exclusions: Exclusions } | null = null;
  return {
    async current() {
      const house = await ledgers.house();
      if (known?.house !== house) known = { house, exclusions: exclusionsOf(house, key) };
      return known.exclusions;
    },
    browserOf,
  };
}

/** Browsers whose answer is remembered, for as long as the house stays as it is. */
const maxRemembered = 5000;

function exclusionsOf(house: HouseLedger, key: Buffer): Exclusions {
  let version = '';
  const remembered = new Map<string, readonly ExcludedMember[]>();
  const borne = (browser: string): readonly ExcludedMember[] => {
    const now = `${house.log} ${house.version}`;
    if (version !== now || remembered.size >= maxRemembered) remembered.clear();
    version = now;
    const known = remembered.get(browser);
    if (known) return known;
    const markAt = (place: string) => browserMark(key, place, browser);
    const found = exclusionsForBrowser(house.state, house.words, markAt);
    remembered.set(browser, found);
    return found;
  };
  const ref = (circle: CircleId, whom: ExcludedMember) =>
    createHmac('sha256', key)
      .update(`bar ${circle} ${whom.circle} ${whom.member}`)
      .digest('base64url')
      .slice(0, 22);
  const elsewhere = (circle: CircleId) =>
    house.state.exclusions.filter((each) => each.circle !== circle);
  return {
    appliesTo: (browser) => borne(browser).length > 0,
    barFor(circle, browser) {
      const found = borne(browser).find((each) => each.circle !== circle);
      return found ? ref(circle, found) : null;
    },
    barsFor: (circle) => new Set(elsewhere(circle).map((each) => ref(circle, each))),
    memberBehind: (circle, known) =>
      elsewhere(circle).find((each) => ref(circle, each) === known) ?? null,
  };
}
