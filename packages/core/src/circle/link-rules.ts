/**
 * The links of a circle as its commands see them: making one, revoking one, and redeeming one
 * for a session. What a link opens is in links.ts, how many places it has in link-places.ts.
 */
import type { Slot } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { LinkId, Millis, PersonId, Role } from '../vocabulary.ts';
import { isCurrentVersion } from './agreements-state.ts';
import type { CircleEvent } from './commands.ts';
import { requeueBrowserMarks } from './exclusion.ts';
import { isJoinRateExceeded, withLinkPlace } from './link-places.ts';
import { type CircleLinkState, redemptionOutcome } from './links.ts';
import { hasCircleEnded } from './plan-state.ts';
import { withoutLinks } from './retention.ts';
import { revokeReturnLinks } from './return-codes.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  organiserGuard,
  systemGuard,
} from './rule.ts';
import { restoresHomeSession, startSession } from './sessions.ts';
import { type CircleState, circleSlots } from './state.ts';

/** An empty label has no slot. */
const labelWords = (slot: Slot, label: string) =>
  label === '' ? {} : { words: { [slot]: label } };

export const linkRules: CircleRules<'invite' | 'renew' | 'revoke-link' | 'redeem'> = {
  invite: {
    may: organiserGuard,
    decide(command, { state }) {
      const { link, hash, role, label, expires, lasting } = command;
      if (state.links.has(link)) return [];
      if (hasCircleEnded(state)) return refuse('closed');
      const uses = role === 'facilitator' ? 1 : command.uses;
      const made = {
        type: 'LinkMade',
        kind: 'invitation',
        link,
        hash,
        role,
        uses,
        expires,
      } as const;
      return [
        {
          ...made,
          ...(role === 'facilitator' ? { guest: true } : lasting ? { lasting } : {}),
          ...labelWords(circleSlots.linkLabel(link), label),
        },
      ];
    },
  },
  renew: {
    may: organiserGuard,
    decide({ link, hash, member, label, expires }, { state }) {
      if (state.links.has(link)) return [];
      const known = state.members.get(member);
      if (!known) return refuse('unknown-person');
      const { role } = known;
      // KEY-6: a renewed sign-in acts as its member, so a participant's sign-in is theirs alone, and
      // the one of staff is made in the house.
      if (role !== 'facilitator' || known.staff) return refuse('not-yours');
      const made = {
        type: 'LinkMade',
        kind: 'renewal',
        link,
        hash,
        role,
        expires,
        member,
      } as const;
      return [{ ...made, uses: 1, ...labelWords(circleSlots.linkLabel(link), label) }];
    },
  },
  'revoke-link': {
    may: organiserGuard,
    decide({ link: id }, { state }) {
      const link = state.links.get(id);
      if (!link) return refuse('not-here');
      return link.revoked ? [] : [{ type: 'LinkRevoked', link: link.link }];
    },
  },
  redeem: {
    may: systemGuard,
    decide: (command, { state, now }) => redeem(state, command, now),
  },
};

/** Refusals: `not-here` for a link or code that opens nothing, `empty` without a name, `stale` for a taken id. */
function redeem(
  state: CircleState,
  command: CircleCommandOf<'redeem'>,
  now: Millis,
): CircleDecision {
  const { session, signedIn, replaces } = command;
  const found = redemptionOutcome(state, command, now);
  if (!found) return refuse('not-here');
  if (state.sessions.has(session.session) || state.codes.has(command.code)) return refuse('stale');
  const { kind, link, role, member, spends } = found;
  if (member === null) {
    return link === null ? refuse('not-here') : joinByLink(state, link, role, command, now);
  }
  const used: CircleEvent[] =
    spends && link ? [{ type: 'LinkUsed', link: link.link, member, at: now }] : [];
  // This browser has a session of this membership, and needs no second one.
  if (member === signedIn) return used;
  const by = kind === 'invitation' ? 'upgrade' : kind;
  const home = by === 'renewal' || by === 'upgrade' || restoresHomeSession(state, replaces, member);
  const begun = startSession(state, session, { member, by, home, replaces }, now);
  if (kind !== 'return') return [...used, ...begun];
  return [...revokeReturnLinks(state, member), ...begun, codeMadeFor(member, command, now)];
}

/**
 * A new member. Refusals: `too-soon`, `empty` without a name, `stale` for a name to compare again and
 * for agreements whose meaning has changed since they were read (AGR-1).
 */
function joinByLink(
  state: CircleState,
  link: CircleLinkState,
  role: Role,
  command: CircleCommandOf<'redeem'>,
  now: Millis,
): CircleDecision {
  const { fresh, name, session, replaces, joined, agreed } = command;
  if (command.unlimited !== true && isJoinRateExceeded(state, link, now)) {
    return refuse('too-soon');
  }
  if (!name) return refuse('empty');
  // VOI-11: two people may choose the same name at once; then the names are compared again.
  if (joined !== undefined && joined !== state.joined) return refuse('stale');
  if (agreed !== undefined && !isCurrentVersion(state.agreements, agreed)) return refuse('stale');
  const words = { [circleSlots.memberName(fresh)]: name };
  const { version } = state.agreements;
  const consent = agreed === undefined || agreed === version ? {} : { agreed };
  return [
    { type: 'MemberJoined', member: fresh, role, link: link.link, at: now, ...consent, words },
    { type: 'LinkUsed', link: link.link, member: fresh, at: now },
    ...startSession(state, session, { member: fresh, by: 'join', home: true, replaces }, now),
    codeMadeFor(fresh, command, now),
  ];
}

const codeMadeFor = (
  member: PersonId,
  { code, session: { session } }: CircleCommandOf<'redeem'>,
  at: Millis,
): CircleEvent => ({ type: 'CodeMade', member, code, session, at });

export const linkEvolvers: CircleEvolvers<
  'LinkMade' | 'LinkRevoked' | 'LinkUsed' | 'PlaceReturned' | 'LinksForgotten'
> = {
  LinkMade(state, { link, hash, kind, role, uses, expires, member, guest, lasting, act }) {
    const made: CircleLinkState = {
      ...{ link, kind, role, uses, expires, used: 0, revoked: false, browsers: new Map() },
      unused: new Map(),
      ...(member === undefined ? {} : { member }),
      ...(guest ? { guest } : {}),
      ...(lasting ? { lasting } : {}),
      ...(act === undefined ? {} : { by: act.by }),
    };
    return {
      ...state,
      links: new Map(state.links).set(link, made),
      hashes: new Map(state.hashes).set(hash, link),
    };
  },
  LinkRevoked: (state, fact) =>
    changeLink(state, fact.link, (link) => ({ ...link, revoked: true })),
  LinkUsed(state, fact) {
    const { browser, member, at = null } = fact;
    const used = changeLink(state, fact.link, (link) => ({
      ...link,
      used: link.used + 1,
      browsers: browser === undefined ? link.browsers : new Map(link.browsers).set(browser, member),
    }));
    const placed = withLinkPlace(used, fact.link, (unused) => unused.set(member, at));
    return browser === undefined ? placed : requeueBrowserMarks(placed, member);
  },
  PlaceReturned: (state, { link, member }) =>
    withLinkPlace(state, link, (unused) => unused.set(member, null)),
  LinksForgotten: (state, { links }) => withoutLinks(state, links),
};

function changeLink(
  state: CircleState,
  id: LinkId,
  change: (link: CircleLinkState) => CircleLinkState,
): CircleState {
  const link = state.links.get(id);
  return link ? { ...state, links: new Map(state.links).set(id, change(link)) } : state;
}
