/**
 * Exclusion from the circle (VOI-1): given in a meeting, lifted by an organiser, kept with the
 * membership (VOI-2). One from the whole organisation goes on to the house, with the marks of
 * the browsers this member came from; it is sent until the house has confirmed it. One that was
 * decided in another circle reaches a membership here as a bar, without a word from where.
 */
import type { BrowserMark, HouseCommand } from '../house/index.ts';
import type { Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { MeetingSystemCommand } from '../meeting/index.ts';
import type { MeetingId, Millis, PersonId } from '../vocabulary.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  organiserGuard,
  systemGuard,
} from './rule.ts';
import { type CircleState, changeMember, circleSlots } from './state.ts';

export interface MemberExclusion {
  /** Null: until lifted. */
  readonly until: Millis | null;
  readonly everywhere: boolean;
}

export type CircleOutboxEntry =
  | { readonly do: 'exclude-everywhere' | 'lift-exclusion'; readonly member: PersonId }
  /** To a meeting that is not over: this person facilitates no more (KEY-4). */
  | { readonly do: 'end-role'; readonly member: PersonId; readonly meeting: MeetingId };

function exclude(
  state: CircleState,
  { member, until, everywhere: asked }: CircleCommandOf<'exclude'>,
): CircleDecision {
  const known = state.members.get(member);
  if (!known) return refuse('unknown-person');
  const { exclusion } = known;
  // An exclusion from the circle takes nothing off one from the organisation.
  if (exclusion?.everywhere) return [];
  if (exclusion && exclusion.until === until && !asked) return [];
  return [{ type: 'MemberExcluded', member, until, everywhere: asked }];
}

function liftExclusion(state: CircleState, member: PersonId): CircleDecision {
  const known = state.members.get(member);
  if (!known) return refuse('unknown-person');
  return known.exclusion ? [{ type: 'ExclusionLifted', member }] : [];
}

/** The state with one more thing that the house is to be told. */
const queueForHouse = (state: CircleState, outgoing: CircleOutboxEntry): CircleState => ({
  ...state,
  outgoing: new Map(state.outgoing).set(`house.${state.outboxSequence}`, outgoing),
  outboxSequence: state.outboxSequence + 1,
});

/** The state with every meeting that is not over to be told that this member lost their role. */
export const queueRoleEnd = (state: CircleState, member: PersonId): CircleState =>
  state.meetings
    .filter(({ ended }) => !ended)
    .reduce((so, { meeting }) => queueForHouse(so, { do: 'end-role', member, meeting }), state);

/** Where this member came in: marks that a browser can be compared with, and no more. */
export function browserMarksOf(state: CircleState, words: Words, member: PersonId): BrowserMark[] {
  const old = [...state.hashes].flatMap(([hash, id]) =>
    [...(state.links.get(id)?.browsers ?? [])]
      .map(([browser, came], n) => ({ came, id: `${id}.${n}`, place: hash, mark: browser }))
      .filter(({ came }) => came === member)
      .map(({ came: _, ...mark }) => mark),
  );
  const now = (state.members.get(member)?.marks ?? []).flatMap((session) => {
    const mark = words.get(circleSlots.mark(session));
    return mark === undefined ? [] : [{ id: session, place: state.circle ?? '', mark }];
  });
  return [...old, ...now];
}

export type CircleOutboxCommand =
  | {
      readonly what: string;
      readonly to: 'house';
      readonly command: Extract<HouseCommand, { do: 'exclude-everywhere' | 'lift-exclusion' }>;
    }
  | {
      readonly what: string;
      readonly to: 'meeting';
      readonly meeting: MeetingId;
      readonly command: Extract<MeetingSystemCommand, { do: 'end-role' }>;
    };

/** What still has to reach the house or a meeting, oldest first. Safe to send twice; then `confirm`. */
export function circleOutbox(state: CircleState, words: Words): CircleOutboxCommand[] {
  const { circle } = state;
  if (circle === null) return [];
  return [...state.outgoing].map(([what, outgoing]): CircleOutboxCommand => {
    const { member } = outgoing;
    if (outgoing.do === 'end-role') {
      const command = { do: 'end-role', person: member } as const;
      return { what, to: 'meeting', meeting: outgoing.meeting, command };
    }
    const named = { circle, member };
    if (outgoing.do === 'lift-exclusion') {
      return { what, to: 'house', command: { do: 'lift-exclusion', ...named } };
    }
    const marks = browserMarksOf(state, words, member);
    return { what, to: 'house', command: { do: 'exclude-everywhere', ...named, marks } };
  });
}

/**
 * By the server: this membership is used in a browser that an exclusion from the organisation
 * binds, decided in another circle (VOI-12). `ref` says which one to the server alone.
 */
function bar({ members }: CircleState, { member, ref }: CircleCommandOf<'bar'>): CircleDecision {
  const known = members.get(member);
  if (!known) return refuse('unknown-person');
  return known.barred === undefined ? [{ type: 'MemberBarred', member, ref }] : [];
}

/** By the server, when the exclusion `ref` was lifted. */
function unbar(
  { members }: CircleState,
  { member, ref }: CircleCommandOf<'unbar'>,
): CircleDecision {
  const known = members.get(member);
  if (!known) return refuse('unknown-person');
  return known.barred === ref ? [{ type: 'MemberUnbarred', member }] : [];
}

const browserMarksKey = (member: PersonId) => `marks.${member}`;

/** A browser was added to those of a membership: where it is excluded, the house hears of it. */
export const requeueBrowserMarks = (state: CircleState, member: PersonId): CircleState =>
  state.members.get(member)?.exclusion?.everywhere
    ? {
        ...state,
        outgoing: new Map(state.outgoing).set(browserMarksKey(member), {
          do: 'exclude-everywhere',
          member,
        }),
      }
    : state;

/** The state without queued marks of this member: the exclusion was lifted. */
function withoutQueuedMarks(state: CircleState, member: PersonId): CircleState {
  if (!state.outgoing.has(browserMarksKey(member))) return state;
  const outgoing = new Map(state.outgoing);
  outgoing.delete(browserMarksKey(member));
  return { ...state, outgoing };
}

export const exclusionRules: CircleRules<
  'exclude' | 'lift-exclusion' | 'bar' | 'unbar' | 'confirm'
> = {
  exclude: { may: systemGuard, decide: (command, { state }) => exclude(state, command) },
  'lift-exclusion': {
    may: organiserGuard,
    decide: ({ member }, { state }) => liftExclusion(state, member),
  },
  bar: { may: systemGuard, decide: (command, { state }) => bar(state, command) },
  unbar: { may: systemGuard, decide: (command, { state }) => unbar(state, command) },
  confirm: {
    may: systemGuard,
    decide: ({ what: all }, { state }) =>
      all.filter((what) => state.outgoing.has(what)).map((what) => ({ type: 'Confirmed', what })),
  },
};

export const exclusionEvolvers: CircleEvolvers<
  'MemberExcluded' | 'ExclusionLifted' | 'MemberBarred' | 'MemberUnbarred' | 'Confirmed'
> = {
  MemberExcluded(state, { member: id, until, everywhere }) {
    const exclusion = { until, everywhere };
    const excluded = changeMember(state, id, (member) => ({ ...member, exclusion }));
    return everywhere
      ? queueForHouse(excluded, { do: 'exclude-everywhere', member: id })
      : excluded;
  },
  ExclusionLifted(state, { member: id }) {
    const everywhere = state.members.get(id)?.exclusion?.everywhere;
    const lifted = changeMember(state, id, ({ exclusion: _, ...member }) => member);
    if (!everywhere) return lifted;
    return queueForHouse(withoutQueuedMarks(lifted, id), { do: 'lift-exclusion', member: id });
  },
  MemberBarred: (state, { member: id, ref }) =>
    changeMember(state, id, (member) => ({ ...member, barred: ref })),
  MemberUnbarred: (state, { member: id }) =>
    changeMember(state, id, ({ barred: _, ...member }) => member),
  Confirmed(state, { what }) {
    const outgoing = new Map(state.outgoing);
    outgoing.delete(what);
    return { ...state, outgoing };
  },
};
