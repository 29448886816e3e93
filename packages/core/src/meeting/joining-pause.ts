/**
 * Joining that pauses by itself when many newcomers ask in at once (LIM-2). Counted are people
 * who were never in a meeting of the circle and came by a link for several people: members, and
 * people invited by name, come in during a pause too. The pause holds new asks back and
 * takes nothing from those who wait.
 */
import type { Millis, RefusalCode } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingRuleContext } from './rule.ts';
import type { Attendee, MeetingState } from './state.ts';

/** A pause that no facilitator ended ends by itself: nobody is shut out because they looked away. */
export const joiningPauseDuration: Millis = 5 * 60_000;

/** Comes by a link for several people, and was in no meeting of this circle before. */
export const isNewcomerBySharedLink = ({
  standing,
}: Pick<MeetingRuleContext, 'standing'>): boolean =>
  standing !== null && standing.role !== 'facilitator' && !standing.known && !!standing.shared;

/** A pause holds this person back. A person who was in before is not held back. */
export const joiningPausedGuard = (asked: MeetingRuleContext): RefusalCode | false => {
  const { state, me, facilitates } = asked;
  if (state.pausedAt === null || facilitates || me?.from != null) return false;
  if (me?.whereabouts === 'waiting' || me?.whereabouts === 'admitted') return false;
  return isNewcomerBySharedLink(asked) && 'paused';
};

/**
 * As many newcomers as there are seats may come in one go: a first meeting begins like that.
 * More of them at once, or twice as many waiting, are more than facilitators can look at. Those
 * from before the last resuming do not count again.
 */
function isRaid(
  state: MeetingState,
  { who, now }: Pick<MeetingRuleContext, 'who' | 'now'>,
): boolean {
  const { settings, resumedAt } = state;
  const others = [...state.people.values()].filter(
    ({ id, shared, since }) => id !== who && shared && (resumedAt === null || since > resumedAt),
  );
  const atOnce = others.filter(({ since }) => since > now - settings.raidWindow);
  const waiting = others.filter(({ whereabouts }) => whereabouts === 'waiting');
  const most = Math.max(settings.raidCount, settings.seats);
  return atOnce.length >= most || waiting.length >= 2 * most;
}

/** The further events when a newcomer asks to come in. */
export const pauseJoining = (asked: MeetingRuleContext): MeetingEvent[] =>
  asked.state.pausedAt === null && isNewcomerBySharedLink(asked) && isRaid(asked.state, asked)
    ? [{ type: 'JoiningPaused', at: asked.now }]
    : [];

/** The people that `turn-away{who: all}` names. */
export const isTurnedAwayWithAll = ({ whereabouts, shared }: Attendee): boolean =>
  whereabouts === 'waiting' && shared;
