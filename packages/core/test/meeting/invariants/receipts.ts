/** Invariants of receipts: the subject of a moderation act reads its sentence in the same view. */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingSimulation } from '@holdspace/testkit';
import type { MeetingState, PersonId, Receipt } from '../../../src/index.ts';
import * as ours from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant } from './invariant.ts';

type Kind = Receipt['kind'];

const emptyDesk = { state: ours.desk.initial, words: new Map<string, string>() };

/** The restrictions of a person in this state, each as the kinds of receipt that may explain it. */
function restrictionsOf(state: MeetingState, person: PersonId): (readonly Kind[])[] {
  const { mute, whereabouts, barred } = state.people.get(person) ?? {};
  return [
    ...(mute ? [['mute'] as const] : []),
    // VOI-12: of what the organisation decided elsewhere nothing is said here.
    ...(whereabouts === 'removed' && !barred
      ? [['remove', 'exclude', 'exclude-everywhere'] as const]
      : []),
    ...(whereabouts === 'turned-away' && !barred ? [['turn-away'] as const] : []),
  ];
}

/** Whether the words of the meeting can still be read. */
const isReadable = ({ state, now }: MeetingSimulation): boolean =>
  state.phase !== 'purged' && (state.wordsUntil === null || now < state.wordsUntil);

export const receiptInvariants: Invariants = {
  'VOI-3 a mute, a removal and a refused entrance show with their sentence in the same view': (
    core = ours,
  ) => ({
    step(_, story) {
      if (!isReadable(story)) return;
      // The desk has filed what was delivered; the rest is pending, as when a node has stopped.
      const { state, words } = core.deskWithPending(story.circle.desk, [story]);
      for (const { id: person } of story.state.people.values()) {
        const { receipts } = core.deskViewOf(state, words, { person, role: 'participant' });
        for (const kinds of restrictionsOf(story.state, person)) {
          const receipt = receipts.findLast(({ kind }) => kinds.includes(kind));
          assertInvariant(
            receipt !== undefined,
            () => `${person} shows ${kinds} without a receipt`,
          );
          assertInvariant(receipt.note !== '', () => `the receipt of ${person} has no sentence`);
        }
      }
    },
  }),

  'VOI-3 a receipt stays the same when the desk files it, and shows once': (core = ours) => {
    let desk: ours.Readable<ours.DeskState> = emptyDesk;
    let meeting = core.meeting.initial;
    const seen = (people: MeetingState['people'], of: typeof desk) =>
      [...people.keys()].map((person) =>
        core.deskViewOf(of.state, of.words, { person, role: 'facilitator' }),
      );
    return {
      step({ facts }, story) {
        meeting = facts.reduce(core.meeting.evolve, meeting);
        const filed = core.pendingReceipts([{ state: meeting, words: story.words }]);
        if (filed.length === 0) return;
        const before = core.deskWithPending(desk, [{ state: meeting, words: story.words }]);
        for (const command of filed) desk = files(desk, command);
        const views = seen(meeting.people, before);
        assertInvariant(
          isDeepStrictEqual(seen(meeting.people, desk), views),
          () => 'filing changes a view',
        );
        const between = core.deskWithPending(desk, [{ state: meeting, words: story.words }]);
        assertInvariant(
          isDeepStrictEqual(seen(meeting.people, between), views),
          () => 'a receipt shows twice',
        );
        for (const { receipt } of filed) {
          const confirmed = { type: 'Confirmed', what: receipt } as never;
          meeting = core.meeting.evolve(meeting, confirmed);
        }
        const none = new Map();
        const after = core.deskWithPending(desk, [{ state: meeting, words: none }]);
        assertInvariant(
          isDeepStrictEqual(seen(meeting.people, after), views),
          () => 'confirming changes it',
        );
        assertInvariant(
          core.missingReceipts(desk.state, [meeting]).length === 0,
          () => 'one is missing',
        );
        const all = core.missingReceipts(emptyDesk.state, [meeting]);
        assertInvariant(
          all.length === desk.state.receipts.length,
          () => 'a filed one is not missed',
        );
      },
    };

    function files(
      { state, words }: typeof desk,
      command: ours.FileReceipt,
    ): ours.Readable<ours.DeskState> {
      const asking = { actor: 'system', standing: null, now: 0, seed: '', writes: true } as const;
      const decision = core.desk.decide(state, command, { ...asking, present: () => 'away' });
      assertInvariant(!ours.isRefusal(decision), () => 'the desk refuses a receipt');
      const all = new Map(words);
      for (const { words: added = {} } of decision.events) {
        for (const [slot, text] of Object.entries(added)) all.set(slot, text);
      }
      return { state: decision.state, words: all };
    }
  },
};
