/** Invariants of the lead: who leads, what happens without one, and what only two people learn. */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingSimulation, SimulationStep } from '@holdspace/testkit';
import type { MeetingState, MessageId, Millis, PersonId } from '../../../src/index.ts';
import { isInMeeting, isMeetingOver, isRefusal } from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant, factsOneByOne } from './invariant.ts';

const asText = (value: unknown): string => JSON.stringify(value);

const hasBegun = ({ phase }: MeetingState) => ['opening', 'body', 'closing'].includes(phase);

/** Facilitators who are in and connected, as far as anyone knows. */
const facilitatorsThere = (state: MeetingState, story: MeetingSimulation): PersonId[] =>
  [...state.people.values()]
    .filter(({ role, whereabouts }) => role === 'facilitator' && whereabouts === 'in')
    .map(({ id }) => id)
    .filter((id) => story.present(id) !== 'away');

const privateCommands: readonly string[] = ['nudge', 'warn', 'hide', 'unhide'];

export const leadInvariants: Invariants = {
  'FAC-1 a lead who is away does not keep the lead from a co-facilitator who is there': () => {
    let away: Millis | null = null;
    let lead: PersonId | null = null;
    return {
      step({ answer, after, now, command }, story) {
        if (isRefusal(answer) || isMeetingOver(after) || after.phase === 'scheduled') return;
        const there = facilitatorsThere(after, story);
        if (after.lead !== lead || (after.lead && there.includes(after.lead))) away = null;
        lead = after.lead;
        if (lead === null || there.includes(lead)) return;
        away ??= now;
        const waited = now - away > after.settings.leadGrace + after.settings.settle;
        assertInvariant(
          !waited || there.length === 0,
          () => `${lead} leads from away, by ${asText(command)}`,
        );
      },
    };
  },

  'FAC-2 alone, the circle is held once the holder has finished, and never while a person leads':
    () => {
      let alone: Millis | null = null;
      return {
        step(step, story) {
          const { answer, after, now, by } = step;
          for (const { fact, before } of factsOneByOne(step, story)) {
            if (fact.type === 'TurnEnded' && before.turn?.state === 'held') {
              const alone = before.unattended !== null && after.unattended !== null;
              assertInvariant(
                !alone || after.turn === null,
                () => 'the piece goes on with nobody leading',
              );
            }
            if (fact.type !== 'FloorSet' || fact.mode !== 'hold') continue;
            const asked = ['hold', 'set-floor'].includes(step.command.do);
            assertInvariant(
              asked || before.turn?.state !== 'held',
              () => 'the hold cuts the holder',
            );
            const there = facilitatorsThere(before, story);
            assertInvariant(
              asked || there.length === 0,
              () => `held by itself before ${there} (${by})`,
            );
          }
          if (isRefusal(answer)) return;
          if (!hasBegun(after) || facilitatorsThere(after, story).length > 0) alone = null;
          else alone ??= now;
          const { leadGrace, settle } = after.settings;
          const long = alone !== null && now - alone > leadGrace + settle;
          const held = after.floor.mode === 'hold' || after.turn?.state === 'held';
          assertInvariant(
            !long || held,
            () => `alone since ${alone} in ${after.floor.mode} at ${now}`,
          );
        },
      };
    },

  'FAC-2 the hold lasts until a person goes on': () => ({
    step({ before, after, command, by }) {
      if (before.floor.mode !== 'hold' || after.floor.mode === 'hold' || isMeetingOver(after))
        return;
      const goesOn = ['resume', 'set-floor', 'start-round'].includes(command.do);
      assertInvariant(goesOn && by !== 'system', () => `${asText(command)} ended the hold`);
    },
  }),

  'FAC-4 nobody is promoted: the lead is a facilitator, or was named and has accepted': () => {
    const accepted = new Set<string>();
    return {
      step({ facts, by, after, command }, story) {
        for (const fact of facts) {
          if (fact.type !== 'StoodIn') continue;
          const named = story.viewer(fact.person).standing?.standIn === true;
          assertInvariant(
            named && command.do === 'stand-in' && by === fact.person,
            () => 'promoted',
          );
          accepted.add(fact.person);
        }
        for (const { id, role } of after.people.values()) {
          const own = story.viewer(id).standing?.role === 'facilitator' || accepted.has(id);
          assertInvariant(own === (role === 'facilitator'), () => `${id} is ${role}`);
          assertInvariant(after.lead !== id || own, () => `${id} leads`);
        }
      },
    };
  },

  'FAC-5 a circle is closed by itself only after ten minutes of hold': () => {
    let heldSince: Millis | null = null;
    return {
      step({ facts, after, now }) {
        for (const fact of facts) {
          if (fact.type === 'FloorSet')
            heldSince = fact.mode === 'hold' ? (heldSince ?? now) : null;
          if (fact.type !== 'Abandoned') continue;
          const long = heldSince !== null && now - heldSince >= after.settings.holdLimit;
          assertInvariant(long, () => `closed at ${now}, held since ${heldSince}`);
        }
      },
    };
  },

  'RND-17 while people come back nothing ends for want of them': () => ({
    step({ command }, story) {
      if (command.do !== 'due' || !story.settling) return;
      const patient = ['offer', 'offered-away', 'freeze', 'round-waits', 'lead', 'unattended'];
      assertInvariant(
        ![...patient, 'hold-limit'].includes(command.what),
        () => `${command.what} came due`,
      );
    },
  }),

  'VOI-3 the circle receives nothing of what one person receives': () => {
    const seen = (story: MeetingSimulation, by: string, about: string | null) =>
      [...story.standings]
        .filter(([name, { role }]) => name !== by && name !== about && role !== 'facilitator')
        .filter(([name]) => story.state.people.get(name as PersonId)?.role !== 'facilitator')
        .map(([name]) => story.view(name));
    return {
      step(step: SimulationStep, story) {
        const { command, changes, by, before } = step;
        const asks = command.do === 'exclude-everywhere' && step.facts.length === 1;
        if (!privateCommands.includes(command.do) && !asks) return;
        if (step.facts.length === 0) return;
        // Who is there again after a restart is noticed with the first command, whatever it is.
        if (step.facts.some(({ type }) => type === 'Attended' || type === 'LeadBack')) return;
        assertInvariant(changes.length === 0, () => `${command.do} is told: ${asText(changes)}`);
        const about = 'who' in command ? String(command.who) : null;
        const now = seen(story, by, about);
        const { state } = story;
        story.state = before;
        const then = seen(story, by, about);
        story.state = state;
        assertInvariant(isDeepStrictEqual(now, then), () => `${command.do} is seen`);
      },
    };
  },

  'VOI-9 a hidden person is not shown to the one who hides them, unless they facilitate; the others still see them':
    () => ({
      step({ facts, after }, story) {
        if (facts.length === 0) return;
        for (const { id, hidden } of after.people.values()) {
          if (hidden.length === 0 || !isInMeeting(after, id)) continue;
          const view = story.view(id);
          for (const other of hidden) {
            assertInvariant(
              after.people.get(other)?.role === 'participant',
              () => `${other} is hidden`,
            );
            assertInvariant(
              !view.timeline.some(({ by }) => by === other),
              () => `${id} reads ${other}`,
            );
            assertInvariant(!view.hands.includes(other), () => `${id} sees the hand of ${other}`);
            assertInvariant(
              !view.mine.resonance.some(({ by }) => by === other),
              () => 'resonance of the hidden',
            );
            const person = [...view.people, ...view.past].find((each) => each.id === other);
            assertInvariant((person?.name ?? '') === '', () => `${id} sees the name of ${other}`);
          }
        }
      },
    }),

  'VOI-10 what waits for a facilitator is seen by them and its writer alone': () => {
    const held = new Map<MessageId, PersonId>();
    const outside = new Map<MessageId, ReadonlySet<string>>();
    const released = new Set<PersonId>();
    return {
      step(step, story) {
        for (const { fact, before } of factsOneByOne(step, story)) {
          if (fact.type === 'Released') {
            const by = held.get(fact.message);
            if (by) released.add(by);
            held.delete(fact.message);
          }
          if (fact.type !== 'Said') continue;
          const absent = [...story.standings.keys()].filter(
            (name) => before.people.get(name as PersonId)?.from == null,
          );
          outside.set(fact.message, new Set(absent));
          if (fact.held) held.set(fact.message, fact.by);
          assertInvariant(!fact.held || !released.has(fact.by), () => `${fact.by} is held again`);
          if (fact.held) {
            const said = asText(step.changes);
            assertInvariant(!said.includes(fact.message), () => 'what waits is told to everybody');
          }
        }
        if (step.facts.length === 0) return;
        for (const name of story.standings.keys()) {
          const facilitates = step.after.people.get(name as PersonId)?.role === 'facilitator';
          for (const { id, by } of story.view(name).timeline) {
            assertInvariant(
              !held.has(id) || by === name || facilitates,
              () => `${name} reads ${id}`,
            );
            // Who came in meanwhile does not see it when it is released either.
            const waits = held.has(id) && facilitates;
            const before = outside.get(id)?.has(name) && !waits;
            assertInvariant(!before, () => `${name} reads ${id} from before`);
          }
        }
      },
    };
  },
};
