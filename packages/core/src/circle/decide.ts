/**
 * What a circle answers to a command. Organisers open, invite, schedule and tend it; a member
 * signs out, makes a return code and keeps an intention; what a meeting has to tell, and redeeming,
 * comes from the server.
 */
import type { HouseStanding } from '../house/index.ts';
import type { DecisionContext, Refusal, Slot } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { bar, exclude, liftExclusion, unbar } from './exclusion.ts';
import { removeFacilitator } from './facilitator-removal.ts';
import {
  answeredIntentionSlots,
  answerIntention,
  forgetIntention,
  intend,
  isIntentionCommand,
} from './intention.ts';
import { isJoinRateExceeded } from './link-places.ts';
import { redemptionOutcome } from './links.ts';
import { forgetMe, forgetOverdue, forgottenElsewhere } from './retention.ts';
import { makeReturnCode, revokeReturnLinks } from './return-codes.ts';
import {
  restoresHomeSession,
  signOut,
  signOutEverywhere,
  startSession,
  upgrade,
} from './sessions.ts';
import { renameCircle, setSettings } from './settings.ts';
import { type CircleState, circleSlots } from './state.ts';

type CircleDecision = readonly CircleEvent[] | Refusal;

/** An exclusion comes with a receipt, so it is given in a meeting (VOI-8). */
const systemOnlyCommands: ReadonlySet<CircleCommand['do']> = new Set([
  'exclude',
  'confirm',
  'redeem',
  'upgrade',
  'bar',
  'unbar',
  'forget-overdue',
  'forgotten-elsewhere',
]);

type SignInCommand = Extract<
  CircleCommand,
  { do: 'make-code' | 'sign-out' | 'sign-out-everywhere' }
>;

const isSignInCommand = (command: CircleCommand): command is SignInCommand =>
  command.do === 'make-code' || command.do === 'sign-out' || command.do === 'sign-out-everywhere';

function decideSignIn(state: CircleState, command: SignInCommand, now: Millis): CircleDecision {
  switch (command.do) {
    case 'make-code':
      return makeReturnCode(state, command, now);
    case 'sign-out':
      return signOut(state, command, now);
    case 'sign-out-everywhere':
      return signOutEverywhere(state, command, now);
  }
}

/** Labels are words only when there are any: no empty slot is kept. */
const labelWords = (slot: Slot, label: string) =>
  label === '' ? {} : { words: { [slot]: label } };

export function decide(
  state: CircleState,
  command: CircleCommand,
  { actor, standing, now }: DecisionContext<HouseStanding>,
): CircleDecision {
  // About one's own intention nobody else has anything to say, not even the server.
  if (isIntentionCommand(command)) {
    if (actor === 'system' || !state.members.has(actor)) return refuse('not-here');
    switch (command.do) {
      case 'intend':
        return intend(actor, command);
      case 'intention':
        return answerIntention(state, actor, command);
      case 'forget-intention':
        return forgetIntention(state, actor);
    }
  }
  if (isSignInCommand(command)) {
    // KEY-3: a member's sign-in is theirs alone; the server may end a session for them.
    const may = command.member === actor || (actor === 'system' && command.do === 'sign-out');
    return may ? decideSignIn(state, command, now) : refuse('not-here');
  }
  if (command.do === 'forget-me') {
    return actor === 'system' ? refuse('not-here') : forgetMe(state, command, actor, now);
  }
  const system = systemOnlyCommands.has(command.do);
  const organises = actor === 'system' || (standing?.organiser === actor && !system);
  if (!organises) return refuse('not-here');
  if (command.do !== 'open' && state.circle === null) return refuse('not-here');

  switch (command.do) {
    case 'open':
      return openCircle(state, command);
    case 'invite': {
      const { link, hash, role, label, expires } = command;
      if (state.links.has(link)) return [];
      const uses = role === 'facilitator' ? 1 : command.uses;
      const words = labelWords(circleSlots.linkLabel(link), label);
      return [{ type: 'LinkMade', kind: 'invitation', link, hash, role, uses, expires, ...words }];
    }
    case 'renew': {
      const { link, hash, member, label, expires } = command;
      if (state.links.has(link)) return [];
      const role = state.members.get(member)?.role;
      if (!role) return refuse('unknown-person');
      // KEY-6: whoever renews a sign-in can be that person, so a participant's is theirs alone.
      if (role !== 'facilitator') return refuse('not-yours');
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
    }
    case 'revoke-link': {
      const link = state.links.get(command.link);
      if (!link) return refuse('not-here');
      return link.revoked ? [] : [{ type: 'LinkRevoked', link: link.link }];
    }
    case 'redeem':
      return redeem(state, command, now);
    case 'upgrade':
      return upgrade(state, command, now);
    case 'remove-facilitator':
      return removeFacilitator(state, command, now, actor === 'system' ? null : actor);
    case 'schedule': {
      const { meeting, start, end } = command;
      if (state.meetings.some((each) => each.meeting === meeting)) return [];
      return end > start
        ? [{ type: 'MeetingScheduled', meeting, start, end }]
        : refuse('bad-order');
    }
    case 'end-meeting': {
      const planned = state.meetings.find((each) => each.meeting === command.meeting);
      if (!planned) return refuse('not-here');
      if (planned.ended) return [];
      const erases = answeredIntentionSlots(state);
      const came = command.came?.filter((each) => state.members.has(each)) ?? [];
      const present = came.length > 0 ? { at: now, came } : {};
      const ended = { type: 'MeetingEnded', meeting: planned.meeting, ...present } as const;
      return [erases.length > 0 ? { ...ended, erases } : ended];
    }
    case 'carry-mute': {
      const { member, until } = command;
      const known = state.members.get(member);
      if (!known) return refuse('unknown-person');
      if (until === 'lifted') {
        return known.mutedUntil === undefined ? [] : [{ type: 'CarriedMuteLifted', member }];
      }
      return known.mutedUntil === until ? [] : [{ type: 'MuteCarried', member, until }];
    }
    case 'note-known': {
      const member = state.members.get(command.member);
      if (!member) return refuse('unknown-person');
      if (member.known) return [];
      const newcomer = command.newcomer ? ({ newcomer: true } as const) : {};
      return [{ type: 'MemberKnown', member: command.member, ...newcomer }];
    }
    case 'note-released': {
      const member = state.members.get(command.member);
      if (!member) return refuse('unknown-person');
      return member.newcomer ? [{ type: 'MemberReleased', member: command.member }] : [];
    }
    case 'note-turned-away': {
      const member = state.members.get(command.member);
      if (!member) return refuse('unknown-person');
      const since = state.links.get(member.link)?.unused.get(command.member);
      // Nothing to give back: let in before, given back already, or no place of such a link.
      if (member.known || since == null) return [];
      return [{ type: 'PlaceReturned', link: member.link, member: command.member }];
    }
    case 'exclude':
      return exclude(state, command);
    case 'lift-exclusion':
      return liftExclusion(state, command.member);
    case 'bar':
      return bar(state, command);
    case 'unbar':
      return unbar(state, command);
    case 'name-stand-in': {
      const { member, standIn } = command;
      const known = state.members.get(member);
      if (!known) return refuse('unknown-person');
      if ((known.standIn === true) === standIn) return [];
      // KEY-4: taken back, it leads no meeting that is under way.
      const ends = !standIn && known.role !== 'facilitator' ? ({ ends: true } as const) : {};
      return [{ type: 'StandInNamed', member, standIn, ...ends }];
    }
    case 'set-settings':
      return setSettings(state, command);
    case 'rename':
      return renameCircle(state, command);
    case 'forget-overdue':
      return forgetOverdue(state, now);
    case 'forgotten-elsewhere':
      return forgottenElsewhere(state, command.member);
    case 'confirm':
      return state.outgoing.has(command.what) ? [{ type: 'Confirmed', what: command.what }] : [];
  }
}

function openCircle(state: CircleState, command: CircleCommand & { do: 'open' }): CircleDecision {
  if (state.circle !== null) return [];
  const { circle, settings, name, purpose, agreements } = command;
  const words: Record<Slot, string> = { [circleSlots.name]: name };
  if (purpose !== '') words[circleSlots.purpose] = purpose;
  agreements.forEach((agreement, n) => {
    words[circleSlots.agreement(n)] = agreement;
  });
  return [{ type: 'CircleOpened', circle, settings, agreements: agreements.length, words }];
}

/** Refusals: `not-here` for whatever does not open, `empty` without a name, `stale` for a taken id. */
function redeem(
  state: CircleState,
  command: CircleCommand & { do: 'redeem' },
  now: Millis,
): CircleDecision {
  const { fresh, name, session, signedIn, replaces } = command;
  const found = redemptionOutcome(state, command, now);
  if (!found) return refuse('not-here');
  if (state.sessions.has(session.session) || state.codes.has(command.code)) return refuse('stale');
  const { kind, link, role, member, spends } = found;
  const code = (owner: PersonId): CircleEvent => {
    const { code: hash } = command;
    return { type: 'CodeMade', member: owner, code: hash, session: session.session, at: now };
  };
  if (member === null) {
    if (link === null) return refuse('not-here');
    if (command.unlimited !== true && isJoinRateExceeded(state, link, now))
      return refuse('too-soon');
    if (!name) return refuse('empty');
    // VOI-11: two who choose the same name at once; whoever asks compares again.
    if (command.joined !== undefined && command.joined !== state.joined) return refuse('stale');
    const words = { [circleSlots.memberName(fresh)]: name };
    return [
      { type: 'MemberJoined', member: fresh, role, link: link.link, at: now, words },
      { type: 'LinkUsed', link: link.link, member: fresh, at: now },
      ...startSession(state, session, { member: fresh, by: 'join', home: true, replaces }, now),
      code(fresh),
    ];
  }
  const used: CircleEvent[] =
    spends && link ? [{ type: 'LinkUsed', link: link.link, member, at: now }] : [];
  // This browser has a session of this membership, and needs no second one.
  if (member === signedIn) return used;
  const by = kind === 'invitation' ? 'upgrade' : kind;
  const home = by === 'renewal' || by === 'upgrade' || restoresHomeSession(state, replaces, member);
  const begun = startSession(state, session, { member, by, home, replaces }, now);
  if (kind !== 'return') return [...used, ...begun];
  return [...revokeReturnLinks(state, member), ...begun, code(member)];
}
