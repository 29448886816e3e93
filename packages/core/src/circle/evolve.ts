/** What each fact changes in a circle. It decides nothing and never fails. */
import type { Fact } from '../kernel.ts';
import type { LinkId } from '../vocabulary.ts';
import type { CircleEvent } from './commands.ts';
import { codeMade, sessionEnded, sessionStarted, withoutCode } from './evolve-sessions.ts';
import {
  queueForHouse,
  queueRoleEnd,
  requeueBrowserMarks,
  withoutQueuedMarks,
} from './exclusion.ts';
import { withoutAnsweredIntentions } from './intention.ts';
import { withLinkPlace } from './link-places.ts';
import type { CircleLinkState } from './links.ts';
import { withAttendance, withoutLinks, withoutMember } from './retention.ts';
import { type CircleState, changeMember } from './state.ts';

export function evolve(state: CircleState, fact: Fact<CircleEvent>): CircleState {
  switch (fact.type) {
    case 'CircleOpened': {
      const { circle, settings, agreements } = fact;
      return { ...state, circle, settings: { ...state.settings, ...settings }, agreements };
    }
    case 'LinkMade': {
      const { link, hash, kind, role, uses, expires, member, act } = fact;
      const made: CircleLinkState = {
        ...{ link, kind, role, uses, expires, used: 0, revoked: false, browsers: new Map() },
        unused: new Map(),
        ...(member === undefined ? {} : { member }),
        ...(act === undefined ? {} : { by: act.by }),
      };
      return {
        ...state,
        links: new Map(state.links).set(link, made),
        hashes: new Map(state.hashes).set(hash, link),
      };
    }
    case 'LinkRevoked':
      return changeLink(state, fact.link, (link) => ({ ...link, revoked: true }));
    case 'LinkUsed': {
      const { browser, member, at = null } = fact;
      const used = changeLink(state, fact.link, (link) => ({
        ...link,
        used: link.used + 1,
        browsers:
          browser === undefined ? link.browsers : new Map(link.browsers).set(browser, member),
      }));
      const placed = withLinkPlace(used, fact.link, (unused) => unused.set(member, at));
      return browser === undefined ? placed : requeueBrowserMarks(placed, member);
    }
    case 'MemberJoined': {
      const { member, role, link, at } = fact;
      const joined = { role, link, known: false, ...(at === undefined ? {} : { since: at }) };
      return {
        ...state,
        members: new Map(state.members).set(member, { ...joined, marks: [], notices: [] }),
        joined: state.joined + 1,
      };
    }
    case 'SessionStarted':
      return sessionStarted(state, fact);
    case 'SessionEnded':
      return sessionEnded(state, fact);
    case 'CodeMade':
      return codeMade(state, fact);
    case 'FacilitatorRemoved': {
      const { member: id } = fact;
      const demoted = changeMember(state, id, (member) => ({
        ...member,
        ...{ role: 'participant', legacyClosed: true },
      }));
      return queueRoleEnd(withoutCode(demoted, id), id);
    }
    case 'PlaceReturned':
      return withLinkPlace(state, fact.link, (unused) => unused.set(fact.member, null));
    case 'MemberKnown': {
      const known = changeMember(state, fact.member, (member) => ({
        ...member,
        known: true,
        ...(fact.newcomer && { newcomer: true as const }),
      }));
      // Let in: the place is taken for good, also when it had been given back meanwhile.
      const { link } = state.members.get(fact.member) ?? {};
      return withLinkPlace(known, link, (unused) => unused.delete(fact.member));
    }
    case 'MemberReleased':
      return changeMember(state, fact.member, ({ newcomer: _, ...member }) => member);
    case 'MuteCarried':
      return changeMember(state, fact.member, (member) => ({ ...member, mutedUntil: fact.until }));
    case 'CarriedMuteLifted':
      return changeMember(state, fact.member, ({ mutedUntil: _, ...member }) => member);
    case 'MeetingScheduled': {
      const { meeting, start, end } = fact;
      return { ...state, meetings: [...state.meetings, { meeting, start, end, ended: false }] };
    }
    case 'MeetingEnded': {
      const { came = [], at = 0 } = fact;
      return {
        ...state,
        meetings: state.meetings.map((each) =>
          each.meeting === fact.meeting ? { ...each, ended: true } : each,
        ),
        members: withAttendance(withoutAnsweredIntentions(state.members), came, at),
      };
    }
    case 'MemberExcluded': {
      const { member: id, until, everywhere } = fact;
      const exclusion = { until, everywhere };
      const excluded = changeMember(state, id, (member) => ({ ...member, exclusion }));
      return everywhere
        ? queueForHouse(excluded, { do: 'exclude-everywhere', member: id })
        : excluded;
    }
    case 'ExclusionLifted': {
      const everywhere = state.members.get(fact.member)?.exclusion?.everywhere;
      const lifted = changeMember(state, fact.member, ({ exclusion: _, ...member }) => member);
      if (!everywhere) return lifted;
      const quiet = withoutQueuedMarks(lifted, fact.member);
      return queueForHouse(quiet, { do: 'lift-exclusion', member: fact.member });
    }
    case 'MemberBarred':
      return changeMember(state, fact.member, (member) => ({ ...member, barred: fact.ref }));
    case 'MemberUnbarred':
      return changeMember(state, fact.member, ({ barred: _, ...member }) => member);
    case 'StandInNamed': {
      const named = changeMember(state, fact.member, ({ standIn: _, ...member }) =>
        fact.standIn ? { ...member, standIn: true } : member,
      );
      return fact.ends ? queueRoleEnd(named, fact.member) : named;
    }
    case 'SettingsChanged':
      return { ...state, settings: { ...state.settings, ...fact.settings } };
    case 'CircleRenamed':
      return { ...state, agreements: fact.agreements ?? state.agreements };
    case 'Intended': {
      const intention = { since: fact.since, outcome: null };
      return changeMember(state, fact.member, (member) => ({ ...member, intention }));
    }
    case 'IntentionAnswered':
      return changeMember(state, fact.member, (member) =>
        member.intention
          ? { ...member, intention: { ...member.intention, outcome: fact.outcome } }
          : member,
      );
    case 'IntentionForgotten':
      return changeMember(state, fact.member, ({ intention: _, ...member }) => member);
    case 'RetentionBegan':
      return { ...state, retentionSince: fact.at };
    case 'MemberForgotten':
      return withoutMember(state, fact);
    case 'ForgottenElsewhere': {
      const leaving = new Set(state.leaving);
      leaving.delete(fact.member);
      return { ...state, leaving };
    }
    case 'LinksForgotten':
      return withoutLinks(state, fact.links);
    case 'Confirmed': {
      const outgoing = new Map(state.outgoing);
      outgoing.delete(fact.what);
      return { ...state, outgoing };
    }
  }
}

function changeLink(
  state: CircleState,
  id: LinkId,
  change: (link: CircleLinkState) => CircleLinkState,
): CircleState {
  const link = state.links.get(id);
  return link ? { ...state, links: new Map(state.links).set(id, change(link)) } : state;
}
