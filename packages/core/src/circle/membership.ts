/**
 * What a circle remembers of a member from one meeting to the next: admitted before, a mute that
 * lasts, no message yet, stand-in, and the role. Meetings report it; organisers give and end roles.
 */
import { refuse } from '../kernel.ts';
import { withoutCode } from './evolve-sessions.ts';
import { queueRoleEnd } from './exclusion.ts';
import { removeFacilitator } from './facilitator-removal.ts';
import { withLinkPlace } from './link-places.ts';
import { type CircleEvolvers, type CircleRules, organiserGuard } from './rule.ts';
import { withNewcomer } from './seat-list.ts';
import { changeMember } from './state.ts';

export const membershipRules: CircleRules<
  | 'carry-mute'
  | 'note-known'
  | 'note-released'
  | 'note-turned-away'
  | 'name-stand-in'
  | 'remove-facilitator'
> = {
  'carry-mute': {
    may: organiserGuard,
    decide({ member, until }, { state }) {
      const known = state.members.get(member);
      if (!known) return refuse('unknown-person');
      if (until === 'lifted') {
        return known.mutedUntil === undefined ? [] : [{ type: 'CarriedMuteLifted', member }];
      }
      return known.mutedUntil === until ? [] : [{ type: 'MuteCarried', member, until }];
    },
  },
  'note-known': {
    may: organiserGuard,
    decide: ({ members }, { state }) =>
      members
        .filter(({ member }) => state.members.get(member)?.known === false)
        .map((note) => ({ type: 'MemberKnown', ...note })),
  },
  'note-released': {
    may: organiserGuard,
    decide({ member: id }, { state }) {
      const member = state.members.get(id);
      if (!member) return refuse('unknown-person');
      return member.newcomer ? [{ type: 'MemberReleased', member: id }] : [];
    },
  },
  'note-turned-away': {
    may: organiserGuard,
    decide({ member: id }, { state }) {
      const member = state.members.get(id);
      if (!member) return refuse('unknown-person');
      const { link, known } = member;
      const since = link === null ? null : state.links.get(link)?.unused.get(id);
      // No place to return: admitted before, returned already, or the link has no limit.
      if (known || link === null || since == null) return [];
      return [{ type: 'PlaceReturned', link, member: id }];
    },
  },
  'name-stand-in': {
    may: organiserGuard,
    decide({ member, standIn }, { state }) {
      const known = state.members.get(member);
      if (!known) return refuse('unknown-person');
      if ((known.standIn === true) === standIn) return [];
      // KEY-4: a former stand-in leads no meeting that is under way.
      const ends = !standIn && known.role !== 'facilitator' ? ({ ends: true } as const) : {};
      return [{ type: 'StandInNamed', member, standIn, ...ends }];
    },
  },
  'remove-facilitator': {
    may: organiserGuard,
    decide: (command, { state, now, actor }) =>
      removeFacilitator(state, command, now, actor === 'system' ? null : actor),
  },
};

export const membershipEvolvers: CircleEvolvers<
  | 'MemberJoined'
  | 'MemberKnown'
  | 'MemberReleased'
  | 'MuteCarried'
  | 'CarriedMuteLifted'
  | 'StandInNamed'
  | 'FacilitatorRemoved'
> = {
  MemberJoined(state, { member, role, link, at, agreed = state.agreements.version }) {
    const isGuest = role === 'facilitator' && state.links.get(link)?.guest === true;
    const consent = { version: agreed, at: at ?? null };
    const joined = {
      ...{ role, link, known: false, agreed: consent },
      ...(at === undefined ? {} : { since: at }),
      ...(isGuest ? { guest: true as const } : {}),
    };
    return {
      ...state,
      members: new Map(state.members).set(member, { ...joined, marks: [], notices: [] }),
      joined: state.joined + 1,
      seatLists: withNewcomer(state.seatLists, member),
    };
  },
  MemberKnown(state, { member: id, newcomer }) {
    const known = changeMember(state, id, (member) => ({
      ...member,
      known: true,
      ...(newcomer && { newcomer: true as const }),
    }));
    // An admitted member keeps the place of the link, also when it was returned meanwhile.
    const link = state.members.get(id)?.link ?? undefined;
    return withLinkPlace(known, link, (unused) => unused.delete(id));
  },
  MemberReleased: (state, { member: id }) =>
    changeMember(state, id, ({ newcomer: _, ...member }) => member),
  MuteCarried: (state, { member: id, until }) =>
    changeMember(state, id, (member) => ({ ...member, mutedUntil: until })),
  CarriedMuteLifted: (state, { member: id }) =>
    changeMember(state, id, ({ mutedUntil: _, ...member }) => member),
  StandInNamed(state, { member: id, standIn, ends }) {
    const named = changeMember(state, id, ({ standIn: _, ...member }) =>
      standIn ? { ...member, standIn: true } : member,
    );
    return ends ? queueRoleEnd(named, id) : named;
  },
  FacilitatorRemoved(state, { member: id }) {
    const demoted = changeMember(state, id, (member) => ({
      ...member,
      ...{ role: 'participant', legacyClosed: true },
    }));
    return queueRoleEnd(withoutCode(demoted, id), id);
  },
};
