/** Invariants across ledgers: what a meeting decides reaches the circle and the desk. */
import { isDeepStrictEqual } from 'node:util';
import type { PersonId } from '../../../src/index.ts';
import type { Invariants } from './invariant.ts';
import { assertInvariant } from './invariant.ts';

export const ledgerInvariants: Invariants = {
  'VOI-2 what a meeting decides about a person changes their standing in the circle': () => ({
    end(story) {
      story.deliverOutbox();
      for (const { id, excluded, from } of story.state.people.values()) {
        const member = story.circle.ledger.state.members.get(id);
        assertInvariant(
          !excluded || member?.exclusion !== undefined,
          () => `${id} is excluded here alone`,
        );
        assertInvariant(
          from === null || member?.known === true,
          () => `${id} entered as a stranger`,
        );
        const standing = story.circle.standingOf(id as PersonId);
        assertInvariant(
          isDeepStrictEqual(standing, story.standings.get(id) ?? null),
          () => `the meeting does not see the standing of ${id}`,
        );
      }
    },
  }),

  'VOI-8 every receipt of a meeting is filed at the desk once': () => ({
    end(story) {
      story.deliverOutbox();
      const sent = story.receipts.flatMap((each) =>
        each.do === 'file-receipt' ? [each.receipt] : [],
      );
      const filed = story.circle.desk.state.receipts.map(({ id }) => id);
      assertInvariant(
        isDeepStrictEqual(filed, [...new Set(sent)]),
        () => `filed ${filed}, decided ${sent}`,
      );
    },
  }),
};
