/**
 * The exclusions of the organisation on this node (VOI-12): which of them bind a browser, and the
 * opaque reference by which a circle knows one from another circle. The reference is keyed, so
 * the ledgers of two circles cannot be linked (PRV-3).
 */
import { createHmac } from 'node:crypto';
import { type CircleId, type ExcludedMember, exclusionsForBrowser } from '@holdspace/core';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { browserMark } from '../security/tokens.ts';

export interface Exclusions {
  /** Whether an excluded person used this browser. */
  appliesTo(browser: string): boolean;
  /** The reference of an exclusion from another circle that binds this browser. */
  barFor(circle: CircleId, browser: string): string | null;
  /** The references, in this circle, of all exclusions from other circles. */
  barsFor(circle: CircleId): ReadonlySet<string>;
  /** The excluded member behind a reference; null when the exclusion was lifted. */
  memberBehind(circle: CircleId, ref: string): ExcludedMember | null;
}

/** Reads exclusions, and identifies browsers. */
export interface ExclusionSource {
  /** Answers with all exclusions that were durable at the call. */
  current(): Promise<Exclusions>;
  /** All exclusions that this node has read; null before it has read any. */
  readonly latest: Exclusions | null;
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
    get latest() {
      return known?.exclusions ?? null;
    },
    async current() {
      const house = await ledgers.house();
      if (known?.house !== house) known = { house, exclusions: exclusionsOf(house, key) };
      return known.exclusions;
    },
    browserOf,
  };
}

/** Browsers whose result is cached, until the house has a new commit. */
const maxCached = 5000;

function exclusionsOf(house: HouseLedger, key: Buffer): Exclusions {
  let version = '';
  const cached = new Map<string, readonly ExcludedMember[]>();
  const exclusionsOn = (browser: string): readonly ExcludedMember[] => {
    const now = `${house.log} ${house.version}`;
    if (version !== now || cached.size >= maxCached) cached.clear();
    version = now;
    const known = cached.get(browser);
    if (known) return known;
    const markAt = (place: string) => browserMark(key, place, browser);
    const found = exclusionsForBrowser(house.state, house.words, markAt);
    cached.set(browser, found);
    return found;
  };
  const ref = (circle: CircleId, excluded: ExcludedMember) =>
    createHmac('sha256', key)
      .update(`bar ${circle} ${excluded.circle} ${excluded.member}`)
      .digest('base64url')
      .slice(0, 22);
  const elsewhere = (circle: CircleId) =>
    house.state.exclusions.filter((each) => each.circle !== circle);
  return {
    appliesTo: (browser) => exclusionsOn(browser).length > 0,
    barFor(circle, browser) {
      const found = exclusionsOn(browser).find((each) => each.circle !== circle);
      return found ? ref(circle, found) : null;
    },
    barsFor: (circle) => new Set(elsewhere(circle).map((each) => ref(circle, each))),
    memberBehind: (circle, known) =>
      elsewhere(circle).find((each) => ref(circle, each) === known) ?? null,
  };
}
