/**
 * Invariants of the modes: who answers, who takes from the centre, what a silence leaves as it was.
 */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingSimulation } from '@holdspace/testkit';
import type { MeetingState, PersonId, TurnId } from '../../../src/index.ts';
import { isFloorCommand, isRefusal, refusalCodes } from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant, factsOneByOne } from './invariant.ts';

const asText = (value: unknown): string => JSON.stringify(value);

/** People who can still answer the person that the responses are for. */
const openResponders = (
  state: MeetingState,
  story: MeetingSimulation,
  done: ReadonlySet<PersonId>,
  to: PersonId,
) =>
  [...state.people.values()].filter(
    ({ id, role, seat, whereabouts, mute }) =>
      role === 'participant' &&
      seat === 'sharer' &&
      whereabouts === 'in' &&
      mute === null &&
      id !== to &&
      !done.has(id) &&
      story.present(id) !== 'away',
  );

export const modeInvariants: Invariants = {
  'TRN-4 responses follow what asks for them: each once, to the last sharer, and come to an end':
    () => {
      const answered = new Set<PersonId>();
      const asks = new Map<TurnId, string>();
      let to: PersonId | null = null;
      let ask = 'listen';
      return {
        step(step, story) {
          for (const { fact, before } of factsOneByOne(step, story)) {
            if (fact.type === 'AskSet') asks.set(fact.turn, fact.ask);
            if (fact.type === 'ResponsesBegan') {
              assertInvariant(
                fact.ask === (asks.get(fact.turn) ?? 'listen'),
                () => 'another ask than was set',
              );
              answered.clear();
              ({ to, ask } = fact);
            }
            if (fact.type !== 'Said' || before.floor.mode !== 'responses' || fact.facilitation)
              continue;
            assertInvariant(fact.by !== to, () => 'the sharer answers themselves');
            assertInvariant(!answered.has(fact.by), () => `${fact.by} answered twice`);
            assertInvariant(ask !== 'listen', () => 'answered where none was asked for');
            answered.add(fact.by);
          }
          const { command, before, after, facts, answer, by } = step;
          if (isRefusal(answer)) return;
          const { turn } = before;
          if (command.do === 'done' && turn?.person === by && before.floor.mode !== 'open') {
            const began = facts.some(({ type }) => type === 'ResponsesBegan');
            assertInvariant(
              began === (turn.ask !== 'listen'),
              () => `${turn.ask}, and responses: ${began}`,
            );
          }
          if (after.floor.mode !== 'responses' || to === null) return;
          assertInvariant(
            openResponders(after, story, answered, to).length > 0,
            () => 'waits for nobody',
          );
          assertInvariant(after.floor.until !== null, () => 'responses without an end');
        },
      };
    },

  'FLR-2 a quiet and a hold end into what was before, responses too': () => {
    let before: MeetingState['floor'] | null = null;
    let answers: MeetingState['responses'] = null;
    return {
      step(step, story) {
        const quiet = (state: MeetingState) => ['quiet', 'hold'].includes(state.floor.mode);
        for (const { fact, before: was, after } of factsOneByOne(step, story)) {
          if (fact.type !== 'FloorSet') continue;
          if (!quiet(was) && quiet(after)) [before, answers] = [was.floor, was.responses];
          if (!before || !quiet(was) || quiet(after)) continue;
          if (step.command.do !== 'resume' && step.command.do !== 'due') continue;
          assertInvariant(
            after.floor.mode === before.mode,
            () => `${before?.mode} became ${fact.mode}`,
          );
          assertInvariant(after.floor.slow === before.slow, () => 'another interval');
          assertInvariant(
            isDeepStrictEqual(after.responses, answers),
            () => `lost: ${asText(answers)}`,
          );
        }
      },
    };
  },

  'FLR-3 in the centre nobody takes twice in a row while another’s hand is up': () => {
    let last: PersonId | null = null;
    return {
      step(step, story) {
        for (const { fact, before } of factsOneByOne(step, story)) {
          if (fact.type === 'TurnTaken' && before.floor.mode === 'centre' && !before.turn) {
            const others = before.hands.filter(
              (hand) => hand !== fact.person && before.people.get(hand)?.whereabouts === 'in',
            );
            const given = step.command.do !== 'take';
            assertInvariant(
              given || last !== fact.person || others.length === 0,
              () => `${last} again`,
            );
          }
          if (fact.type === 'TurnEnded' && before.turn?.state === 'held') last = fact.person;
        }
      },
    };
  },

  'RND-18 what another facilitator changed since it was seen is stale, and nothing else is': () => {
    // Who changed the floor, one after another.
    const touches: PersonId[] = [];
    return {
      step({ command, by, answer, facts }) {
        const seen = 'seen' in command ? command.seen : undefined;
        const since = touches.slice(Math.max(0, seen ?? touches.length));
        const stale = isFloorCommand(command.do) && since.some((person) => person !== by);
        if (stale) {
          const refused = isRefusal(answer) ? refusalCodes.indexOf(answer.refused) : 99;
          assertInvariant(
            refused <= refusalCodes.indexOf('stale'),
            () => `${asText(command)} was not stale`,
          );
        } else if (isRefusal(answer)) {
          assertInvariant(answer.refused !== 'stale', () => `${asText(command)} was called stale`);
        }
        const changed = facts.some(({ type }) => type !== 'FloorTouched');
        if (isFloorCommand(command.do) && changed) touches.push(by as PersonId);
      },
    };
  },

  'TRN-5 time ends no turn, and each share is announced once': () => {
    const noted = new Map<TurnId, number>();
    return {
      step({ command, facts, before }) {
        for (const fact of facts) {
          if (fact.type !== 'TurnNoted') continue;
          assertInvariant(before.settings.turn !== null, () => 'a note where turns have no length');
          assertInvariant(
            (noted.get(fact.turn) ?? 0) < fact.share,
            () => `told ${fact.share} again`,
          );
          noted.set(fact.turn, fact.share);
        }
        if (command.do === 'due' && command.what === 'turn-note') {
          assertInvariant(facts.length === 1, () => `time led to ${asText(facts)}`);
        }
      },
    };
  },

  'HND-2 quiet first: by turns had, then by words, then by time of asking': () => {
    const turns = new Map<PersonId, number>();
    const words = new Map<PersonId, number>();
    return {
      step(step, story) {
        for (const { fact, before } of factsOneByOne(step, story)) {
          if (fact.type === 'TurnEnded' && before.turn?.state === 'held' && fact.how !== 'aside') {
            turns.set(fact.person, (turns.get(fact.person) ?? 0) + 1);
          }
          if (fact.type === 'Said') {
            words.set(fact.by, (words.get(fact.by) ?? 0) + fact.count);
          }
        }
        const { hands, floor } = step.after;
        if (floor.handsOrder !== 'quiet-first') return;
        const one = [...step.after.people.values()].find(
          ({ whereabouts, hidden }) => whereabouts === 'in' && hidden.length === 0,
        );
        if (!one) return;
        const shown = story.view(one.id).hands;
        const rank = (person: PersonId) =>
          (turns.get(person) ?? 0) * 1_000_000 +
          (words.get(person) ?? 0) * 100 +
          hands.indexOf(person);
        shown.forEach((person, i) => {
          const next = shown[i + 1];
          assertInvariant(
            next === undefined || rank(person) < rank(next),
            () => `wrong: ${asText(shown)}`,
          );
        });
      },
    };
  },
};
