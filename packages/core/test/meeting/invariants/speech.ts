/** Invariants of what is said and seen: who may speak, from when one reads, what is gone. */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingSimulation } from '@holdspace/testkit';
import { noteCanary, stranger } from '@holdspace/testkit';
import type { MeetingFact, MessageId, PersonId } from '../../../src/index.ts';
import { isInMeeting, isRefusal, refusalCodes } from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant, factsOneByOne } from './invariant.ts';

const asText = (value: unknown): string => JSON.stringify(value);

export const speechInvariants: Invariants = {
  'VOI-2 a muted person never speaks and gets the same refusal for every command': () => {
    // Kept from the facts alone, so that a state which forgets a mute is found out.
    const muted = new Set<PersonId>();
    return {
      step({ facts, command, by, answer }) {
        for (const fact of facts) {
          if (fact.type === 'Muted') muted.add(fact.person);
          if (fact.type === 'Unmuted') muted.delete(fact.person);
          if (fact.type === 'AskedIn' && fact.mutedUntil !== undefined) muted.add(fact.person);
          if (fact.type === 'Said')
            assertInvariant(!muted.has(fact.by), () => `${fact.by} spoke muted`);
        }
        // VOI-4: what a mute never blocks.
        if (muted.has(by as PersonId) && isRefusal(answer)) {
          const free = ['pass', 'step-out', 'leave', 'take-back'].includes(command.do);
          assertInvariant(
            !free || answer.refused !== 'no-voice',
            () => `${command.do} was blocked`,
          );
        }
      },
    };
  },

  'FLR-3 only who may speak has spoken': () => ({
    step(step, story) {
      for (const { fact, before } of factsOneByOne(step, story)) {
        if (fact.type !== 'Said') continue;
        const { standing } = story.viewer(fact.by);
        const me = before.people.get(fact.by);
        const holds = before.turn?.state === 'held' && before.turn.person === fact.by;
        assertInvariant(
          me?.whereabouts === 'in' && step.writes,
          () => `${fact.by} spoke from outside`,
        );
        assertInvariant(
          !['aftercare', 'closed', 'purged'].includes(before.phase),
          () => 'said when over',
        );
        assertInvariant(
          fact.turn === (holds ? before.turn?.id : null),
          () => 'the turn of somebody else',
        );
        if (standing?.role === 'facilitator') continue;
        assertInvariant(
          !['scheduled', 'doors'].includes(before.phase),
          () => 'said before it began',
        );
        if (before.people.get(fact.by)?.role === 'facilitator') continue; // A stand-in.
        const free = ['open', 'responses'].includes(before.floor.mode);
        assertInvariant(holds || free, () => `${fact.by} spoke out of turn`);
        assertInvariant(
          holds || me.seat === 'sharer',
          () => `${fact.by} spoke from a listening seat`,
        );
        assertInvariant(
          !['quiet', 'hold'].includes(before.floor.mode),
          () => 'said into the quiet',
        );
      }
    },
  }),

  'PRV-2 nobody sees what was said before they entered, nor notes, nor resonance of others': () => {
    const entered = new Map<PersonId, number>();
    const said: { readonly id: MessageId; readonly text: string }[] = [];
    const given: Extract<MeetingFact, { type: 'Resonated' }>[] = [];
    return {
      step({ facts, changes, after }, story) {
        for (const fact of facts) {
          if (fact.type === 'Said') {
            const text = story.words.get(`message.${fact.message}.text`) ?? '';
            said.push({ id: fact.message, text });
          }
          if (fact.type === 'Resonated') given.push(fact);
          if (fact.type === 'Entered' && !entered.has(fact.person)) {
            entered.set(fact.person, said.length);
          }
        }
        if (facts.length === 0) return;
        assertInvariant(!asText(changes).includes(noteCanary), () => 'a note in what all are told');
        for (const name of [...story.standings.keys(), stranger]) {
          const before = said.slice(0, entered.get(name as PersonId) ?? said.length);
          // VOI-10: what waits was said to facilitators alone, whenever they come.
          const waits = (id: MessageId) => after.messages.get(id)?.held;
          const leads = after.people.get(name as PersonId)?.role === 'facilitator';
          const unseen = before.filter(({ id }) => !leads || !waits(id));
          assertSeesNothing(
            story,
            name,
            unseen.map(({ text }) => text),
          );
          const { mine } = story.view(name);
          for (const each of mine.resonance) {
            const mineToSee = given.some(
              ({ to, by, kind, turn, message }) =>
                to === name &&
                by === each.by &&
                kind === each.kind &&
                turn === each.turn &&
                message === each.message,
            );
            assertInvariant(mineToSee, () => `${name} sees ${asText(each)}`);
            // RES-1: gathered while the turn lasts.
            const lasts = each.turn !== null && after.turn?.id === each.turn;
            assertInvariant(!lasts, () => `${name} is given resonance during the turn`);
          }
        }
      },
    };
  },

  'VOI-6 no words remain of what was taken back or removed': () => {
    const gone = new Map<string, string>();
    return {
      step(step, story) {
        for (const { fact, before } of factsOneByOne(step, story)) {
          if (fact.type === 'MineErased') {
            for (const { id, by, gone: already } of before.messages) {
              if (by === fact.person && !already) gone.set(id, 'withdrawn');
            }
          }
          if (fact.type !== 'TakenBack' && fact.type !== 'Redacted') continue;
          const message = before.messages.get(fact.message);
          gone.set(fact.message, fact.type === 'TakenBack' ? 'withdrawn' : 'removed');
          if (fact.type === 'TakenBack')
            assertInvariant(message?.by === step.by, () => 'of somebody else');
        }
        if (step.facts.length === 0) return;
        for (const id of gone.keys()) {
          for (const slot of ['text', 'note']) {
            assertInvariant(
              !story.words.has(`message.${id}.${slot}`),
              () => `the ${slot} of ${id} remains`,
            );
          }
        }
        for (const name of story.standings.keys()) {
          for (const { id, text, note, withdrawn, removed } of story.view(name).timeline) {
            const how = (withdrawn && 'withdrawn') || (removed && 'removed') || undefined;
            assertInvariant(how === gone.get(id), () => `${id} is shown as ${how}`);
            assertInvariant(!how || text + (note ?? '') === '', () => `${id} still says ${text}`);
          }
        }
      },
    };
  },

  'FLR-6 `can` says what a command would be answered': () => ({
    step({ by, command, answer, writes, before, now }, story) {
      if (by === 'system') return;
      const can = story.core.meetingViewOf(before, story.words, {
        ...story.viewer(by, writes),
        now,
      }).mine.can[command.do as 'say'];
      if (can === true) return;
      assertInvariant(isRefusal(answer), () => `${command.do} is not open to ${by} and was done`);
      const first = refusalCodes.indexOf(answer.refused) <= refusalCodes.indexOf(can);
      assertInvariant(
        first,
        () => `${command.do}: can says ${can}, the answer is ${answer.refused}`,
      );
    },
  }),

  'PRV-1 facts hold no words, and pass through JSON unharmed': () => ({
    step({ facts, answer, command }) {
      const plain = JSON.stringify(facts);
      const given = [noteCanary, 'text' in command && command.text.trim()].filter(Boolean);
      for (const text of given) {
        assertInvariant(!plain.includes(text as string), () => `a fact holds “${text}”`);
      }
      if (isRefusal(answer)) return;
      const events = JSON.parse(JSON.stringify(answer));
      assertInvariant(
        isDeepStrictEqual(events, answer),
        () => `changed by JSON: ${asText(answer)}`,
      );
    },
  }),

  'PRV-1 the state of a decision is the state that its facts lead to after JSON, without words':
    () => ({
      step({ decided, after, command }) {
        assertInvariant(
          isDeepStrictEqual(decided, after),
          () => `the decision about ${command.do} returned another state than its facts`,
        );
      },
    }),

  'PRV-1 replayed at once or step by step, the facts give the same meeting': () => ({
    end(story) {
      assertInvariant(
        isDeepStrictEqual(story.replayedState(), story.state),
        () => 'another meeting was replayed',
      );
    },
  }),

  'PHA-1 participants are shown nothing of what is meant for facilitators': () => ({
    step({ facts }, story) {
      if (facts.length === 0) return;
      for (const [name, { role }] of [...story.standings, [stranger, { role: null }] as const]) {
        const view = story.view(name);
        const inside = isInMeeting(story.state, name as PersonId);
        const stoodIn = story.state.people.get(name as PersonId)?.role === 'facilitator';
        if ((role === 'facilitator' || stoodIn) && inside) continue;
        assertInvariant(view.waiting === undefined, () => `${name} sees who waits`);
        assertInvariant(view.pace === undefined, () => `${name} sees how long somebody speaks`);
        assertInvariant(
          view.endsSoon === undefined && view.mine.floor === 0,
          () => `${name} is prompted`,
        );
        // TRN-5: of another person's time nothing is seen.
        const holds = view.holder === name;
        assertInvariant(
          view.mine.time === null || holds,
          () => `${name} is told the time of another`,
        );
        for (const person of view.people) {
          const { turns, link, mutedUntil, place, again, warned, exclusionAsked } = person;
          const care = [turns, link, mutedUntil, place, again, warned, exclusionAsked];
          const more = care.some((each) => each !== undefined);
          assertInvariant(!more, () => `${name} sees more of ${person.id} than is theirs`);
          assertInvariant(
            inside || person.role === 'facilitator',
            () => `${name} sees ${person.id}`,
          );
        }
      }
    },
  }),

  'VOI-7 a removed person is no longer present': () => {
    const removed = new Set<PersonId>();
    return {
      step({ by, facts, answer, command, before }) {
        // PRV-4: what one wrote stays one's own to erase.
        if (removed.has(by as PersonId) && command.do !== 'erase-mine') {
          const codes = ['not-here', 'closed', 'not-open-yet', 'excluded'];
          const refused = isRefusal(answer) && codes.includes(answer.refused);
          assertInvariant(refused, () => `${command.do} of ${by} after removal in ${before.phase}`);
        }
        for (const fact of facts) {
          if (removalEvents.includes(fact.type) && 'person' in fact)
            removed.add(fact.person as PersonId);
        }
      },
    };
  },
};

const removalEvents: readonly string[] = ['Removed', 'Excluded', 'ExcludedEverywhere'];

function assertSeesNothing(
  story: MeetingSimulation,
  name: string,
  before: readonly string[],
): void {
  // VOI-1: two facilitators decide together, and read why.
  const leads = story.state.people.get(name as PersonId)?.role === 'facilitator';
  const seen = JSON.stringify(story.view(name), (key, value: unknown) =>
    leads && key === 'exclusionAsked' ? undefined : value,
  );
  assertInvariant(!seen.includes(noteCanary), () => `${name} sees a note`);
  for (const text of before) {
    assertInvariant(
      text === '' || !seen.includes(text),
      () => `${name} reads “${text}” from before`,
    );
  }
}
