/** Invariants of the floor: one holder, nobody lost, everyone offered, nothing displaced. */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingSimulation, SimulationStep } from '@holdspace/testkit';
import { factsOf, personId } from '@holdspace/testkit';
import type { MeetingFact, MeetingState, PersonId } from '../../../src/index.ts';
import { isInMeeting, isRefusal } from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant, factsOneByOne } from './invariant.ts';

const asText = (value: unknown): string => JSON.stringify(value);

const inMeeting = (state: MeetingState) =>
  [...state.people.values()].filter(({ id }) => isInMeeting(state, id));

/** May the one who holds lose the floor by this command? */
function mayEndTurn(
  { by, command, now, facts }: SimulationStep,
  holder: PersonId,
  before: MeetingState,
): boolean {
  // A turn that was kept comes back with its mode; its person may have gone meanwhile.
  const comesBack = before.turn?.person !== holder && facts.some(({ type }) => type === 'FloorSet');
  switch (command.do) {
    case 'done':
    case 'yield':
    case 'leave':
    case 'step-out':
      return by === holder;
    case 'mute':
    case 'remove':
    case 'exclude':
    case 'exclude-everywhere':
    case 'stop-turn':
      return command.who === holder;
    case 'set-aside':
      return command.who === holder && before.turn?.frozenUntil != null;
    case 'due':
      if (command.what === 'freeze') {
        return before.turn?.frozenUntil != null && before.turn.frozenUntil <= now;
      }
      return comesBack;
    default:
      return comesBack;
  }
}

export const floorInvariants: Invariants = {
  'FLR-1 at most one person holds the floor, and everyone sees the same one': () => ({
    step(step, story) {
      for (const { fact, before } of factsOneByOne(step, story)) {
        if (fact.type === 'TurnOffered') {
          assertInvariant(
            before.turn === null,
            () => `offered while there is ${asText(before.turn)}`,
          );
        }
        if (fact.type === 'TurnTaken' && before.turn !== null) {
          const { id, state } = before.turn;
          assertInvariant(
            id === fact.turn && state === 'offered',
            () => `taken from ${asText(before.turn)}`,
          );
        }
      }
      const seen = new Set(
        inMeeting(step.after).map((attendee) => {
          const { holder, offered, turn, frozen } = story.view(attendee.id);
          assertInvariant(holder === null || offered === null, () => 'held and offered at once');
          return asText([holder, offered, turn, frozen]);
        }),
      );
      assertInvariant(seen.size <= 1, () => `seen differently: ${[...seen].join(' ')}`);
    },
  }),

  'FLR-2 a change of mode destroys nothing': () => ({
    step(step, story) {
      for (const { fact, before, after } of factsOneByOne(step, story)) {
        if (fact.type !== 'FloorSet' && fact.type !== 'ResponsesBegan') continue;
        const mode = fact.type === 'FloorSet' ? fact.mode : 'responses';
        // HND-1: only a person who has the floor again gives up their hand.
        const asking = before.hands.filter(
          (hand) => after.turn?.state !== 'held' || after.turn.person !== hand,
        );
        assertInvariant(isDeepStrictEqual(asking, after.hands), () => 'the hands have changed');
        const order = (state: MeetingState) => state.round?.upcoming;
        assertInvariant(
          isDeepStrictEqual(order(before), order(after)),
          () => 'the order has changed',
        );
        const unfinished = (state: MeetingState) =>
          [state.turn?.id, ...[...state.kept.values()].map(({ id }) => id)].filter(Boolean).sort();
        assertInvariant(
          before.turn?.state !== 'offered' || mode === before.floor.mode,
          () => 'an offer',
        );
        assertInvariant(
          isDeepStrictEqual(unfinished(before), unfinished(after)),
          () => 'a turn is lost',
        );
      }
    },
  }),

  'RND-13 nothing displaces a holder': () => ({
    step(step, story) {
      for (const { fact, before, after } of factsOneByOne(step, story)) {
        if (before.turn?.state !== 'held' || after.turn?.id === before.turn.id) continue;
        const { person } = before.turn;
        if (fact.type === 'TurnEnded') {
          assertInvariant(
            mayEndTurn(step, person, step.before),
            () => `${fact.how} by ${asText(step.command)}`,
          );
        } else {
          const over = fact.type === 'PhaseChanged' && fact.phase === 'aftercare';
          assertInvariant(over || fact.type === 'FloorSet', () => `displaced by ${fact.type}`);
        }
      }
    },
  }),

  'RND-5 nobody in the order is lost while they remain': () => ({
    step(step) {
      const { round, turn, kept, people } = step.after;
      if (!round) return;
      const places = round.upcoming.map(({ person }) => person);
      assertInvariant(
        new Set(places).size === places.length,
        () => `twice in the order: ${asText(places)}`,
      );
      for (const { id, role, seat, whereabouts } of people.values()) {
        if (role !== 'participant' || seat !== 'sharer' || whereabouts !== 'in') continue;
        const ways = [
          places.includes(id),
          round.finished.includes(id),
          turn?.person === id && turn.stage !== null,
          kept.get('round')?.person === id,
        ].filter(Boolean);
        assertInvariant(
          ways.length === 1,
          () => `${id} is in the order ${ways.length} times: ${asText(round)}`,
        );
      }
    },
  }),

  'RND-1 everyone who was there throughout a round was offered the piece': () => {
    let there = new Set<PersonId>();
    const served = new Set<PersonId>();
    const absent = (story: MeetingSimulation, state: MeetingState, person: PersonId): boolean => {
      const attendee = state.people.get(person);
      return (
        attendee?.whereabouts !== 'in' ||
        attendee.seat !== 'sharer' ||
        attendee.mute !== null ||
        story.present(person) === 'away'
      );
    };
    return {
      step(step, story) {
        for (const { fact, before } of factsOneByOne(step, story)) {
          if (fact.type === 'RoundStarted') {
            served.clear();
            there = new Set(
              [...before.people.values()]
                .filter(({ id, role }) => role === 'participant' && !absent(story, before, id))
                .map(({ id }) => id),
            );
            assertInvariant(
              new Set(fact.order).size === fact.order.length,
              () => 'an order with a double',
            );
            for (const person of there) {
              assertInvariant(fact.order.includes(person), () => `${person} is not in the order`);
            }
          } else if (fact.type === 'TurnOffered' || fact.type === 'TurnTaken') {
            if (before.floor.mode === 'round') served.add(fact.person);
          } else if (fact.type === 'RoundEnded') {
            const cut = ['start-round', 'end-round'].includes(step.command.do);
            for (const person of cut ? [] : there) {
              // A person who left the order in this step was not there to its end.
              if (absent(story, before, person)) continue;
              assertInvariant(served.has(person), () => `${person} was there and never offered`);
            }
            there.clear();
          }
        }
        for (const person of there) if (absent(story, step.after, person)) there.delete(person);
      },
    };
  },

  'RND-4 an order goes by who has not spoken: nobody is offered three times over': () => {
    const offers = new Map<PersonId, number>();
    return {
      step(step) {
        for (const fact of step.facts) {
          if (fact.type === 'RoundStarted') offers.clear();
          // Only offers that were let go by one's own pass or silence count.
          if (fact.type !== 'TurnEnded' || step.before.floor.mode !== 'round') continue;
          if (fact.how !== 'passed' || step.command.do !== 'pass') continue;
          const count = (offers.get(fact.person) ?? 0) + 1;
          offers.set(fact.person, count);
          assertInvariant(
            count <= 2 || isOfferedAside(step, fact.person),
            () => `${fact.person} passed thrice`,
          );
        }
        for (const fact of step.facts) {
          if (reopensPlace(fact)) offers.delete(fact.person);
        }
      },
    };
  },

  'TRN-6 a pass and a turn set aside have the same public changes': () => ({
    step({ after }, story) {
      const { turn } = after;
      if (turn?.state !== 'offered' || after.floor.mode !== 'round' || turn.stage === null) return;
      // Where the order itself must differ (RND-3, RND-4) the changes may differ too.
      const others = eligibleNow(after, story).filter(({ stage }) => stage === 0);
      if (others.length < 2) return;
      const lead = after.people.get(personId('rowan'));
      if (lead?.whereabouts !== 'in') return;
      const received = [
        story.preview(turn.person, { do: 'pass' }),
        story.preview('rowan', { do: 'set-aside', who: turn.person }),
      ].map((answer) => {
        assertInvariant(!isRefusal(answer), () => 'an offer could not be passed or set aside');
        const facts = factsOf(answer) as MeetingFact[];
        const then = facts.reduce(story.core.meeting.evolve, after);
        return story.core.publicChanges(after, then, facts, story.words);
      });
      assertInvariant(isDeepStrictEqual(received[0], received[1]), () => JSON.stringify(received));
    },
  }),

  'RND-5 a person who is set aside or away is never put out of the order': () => ({
    step(step, story) {
      for (const { fact, before, after } of factsOneByOne(step, story)) {
        if (fact.type !== 'SetBehind') continue;
        const had = before.round?.upcoming.some(({ person }) => person === fact.person);
        const has = after.round?.upcoming.some(({ person }) => person === fact.person);
        assertInvariant(had === has, () => `${fact.person} lost the place`);
      }
    },
  }),

  'TRN-1 what is due leads to something and goes away by being met': () => ({
    step({ command, now, after }, story) {
      const deadlines = (state: MeetingState) =>
        story.core.meetingDeadlines(state).filter(({ at }) => at <= now);
      const has = (state: MeetingState, one: typeof command) =>
        deadlines(state).some((each) => isDeepStrictEqual(each.command, one));
      if (command.do === 'due')
        assertInvariant(!has(after, command), () => `${asText(command)} is due again`);
      for (const { command: due, floor } of deadlines(after)) {
        if (floor && story.settling) continue;
        const answer = story.preview('system', due);
        assertInvariant(
          !isRefusal(answer) && answer.length > 0,
          () => `${asText(due)} comes to nothing`,
        );
        const then = (factsOf(answer) as MeetingFact[]).reduce(story.core.meeting.evolve, after);
        assertInvariant(!has(then, due), () => `${asText(due)} would be due again`);
      }
    },
  }),

  'RND-14 the prompt changes only between turns': () => ({
    step(step, story) {
      for (const { fact, before } of factsOneByOne(step, story)) {
        if (fact.type === 'PromptSet') {
          const during = before.turn?.state === 'held' || before.kept.has('round');
          assertInvariant(!during, () => 'the prompt changed during a turn');
        }
      }
    },
  }),

  'RND-2 people enter between turns': () => ({
    step(step, story) {
      for (const { fact, before } of factsOneByOne(step, story)) {
        if (fact.type !== 'Entered') continue;
        if (before.people.get(fact.person)?.role === 'facilitator') continue;
        assertInvariant(before.turn?.state !== 'held', () => `${fact.person} walked in on a turn`);
      }
    },
  }),

  'HND-1 each person has at most one hand, and none when they have left, are muted or hold the floor':
    () => ({
      step({ after }) {
        const { hands, people, turn } = after;
        assertInvariant(
          new Set(hands).size === hands.length,
          () => `a hand twice: ${asText(hands)}`,
        );
        for (const person of hands) {
          assertInvariant(isInMeeting(after, person), () => `the hand of ${person}, who is not in`);
          assertInvariant(
            people.get(person)?.mute === null,
            () => `the hand of ${person}, who is muted`,
          );
          assertInvariant(
            turn?.state !== 'held' || turn.person !== person,
            () => 'the hand of the holder',
          );
        }
      },
    }),

  'FLR-5 what follows is in the commit of its cause: afterwards all is at rest': () => ({
    step({ answer }, story) {
      if (isRefusal(answer)) return;
      const more = story.preview('system', { do: 'presence-changed' });
      assertInvariant(
        Array.isArray(more) && more.length === 0,
        () => `not at rest: ${asText(more)}`,
      );
    },
  }),
};

const eligibleNow = (state: MeetingState, story: MeetingSimulation) =>
  (state.round?.upcoming ?? []).filter(({ person }) => {
    const attendee = state.people.get(person);
    return (
      attendee?.whereabouts === 'in' && attendee.mute === null && story.present(person) !== 'away'
    );
  });

/** By these a place in the order starts again, and with it the offers. */
const reopensPlace = (fact: MeetingFact): fact is Extract<MeetingFact, { type: 'JoinedOrder' }> =>
  fact.type === 'JoinedOrder';

/** A facilitator may offer the floor to anyone at any time. */
const isOfferedAside = (step: SimulationStep, person: PersonId): boolean =>
  step.before.turn?.person === person && step.before.turn.stage === null;
