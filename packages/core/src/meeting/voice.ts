/**
 * Voice: the privilege to post, taken for a time or until lifted, always with a reason and a
 * kind sentence (VOI-1 to VOI-4). It belongs to the membership, so it follows the person
 * through devices and links; what a mute never blocks simply does not ask for it.
 */
import { refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { currentParticipant } from './attendance.ts';
import { withReceipt } from './outbox.ts';
import type { MeetingEvolvers, MeetingRules } from './rule.ts';
import { createReceipt, facilitatorGuard } from './rule.ts';
import type { MeetingState } from './state.ts';
import { withAttendee } from './state.ts';

export const voiceRules: MeetingRules<'mute' | 'unmute'> = {
  mute: {
    may: facilitatorGuard,
    decide(command, asked) {
      const { state, now } = asked;
      const person = currentParticipant(state, command.who);
      if ('refused' in person) return person;
      const unfitting = textRefusal(command.note);
      if (unfitting) return refuse(unfitting);
      const { receipt, words } = createReceipt(asked, command);
      return [
        {
          type: 'Muted',
          person: command.who,
          until: typeof command.for === 'number' ? now + command.for : null,
          resonance: command.resonance ?? false,
          carried: command.for === undefined,
          ...receipt,
          words,
        },
      ];
    },
  },
  unmute: {
    may: facilitatorGuard,
    decide({ who }, { state }) {
      const person = state.people.get(who);
      if (!person) return refuse('unknown-person');
      // Lifted here, lifted for good: also what came along from an earlier meeting.
      return person.mute ? [{ type: 'Unmuted', person: who, carried: true }] : [];
    },
  },
};

/** The circle keeps a mute without an end, and forgets it when it is lifted (VOI-2). */
const withCarriedMute = (
  state: MeetingState,
  person: PersonId,
  carry: Millis | null | 'lifted',
): MeetingState => ({
  ...state,
  outgoing: new Map(state.outgoing).set(`carry.${person}`, { to: 'circle', person, carry }),
});

export const voiceEvolvers: MeetingEvolvers<'Muted' | 'Unmuted'> = {
  Muted(state, fact) {
    const { person, until, resonance } = fact;
    const hands = state.hands.filter((each) => each !== person);
    // VOI-3: the rest of the meeting is not until lifted.
    const lasts = fact.carried ? until : (until ?? 'meeting');
    const muted = withAttendee({ ...state, hands }, person, { mute: { until: lasts, resonance } });
    const recorded = withReceipt(muted, fact, 'mute', { until: lasts });
    // A mute with an end takes the place of one that was carried along.
    return withCarriedMute(recorded, person, fact.carried ? until : 'lifted');
  },
  Unmuted(state, fact) {
    const lifted = withAttendee(state, fact.person, { mute: null });
    return fact.carried ? withCarriedMute(lifted, fact.person, 'lifted') : lifted;
  },
};
