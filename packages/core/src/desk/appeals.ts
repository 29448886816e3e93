/** Appeals against a receipt. Another person than its giver reads them (VOI-7; threads.ts). */
import { refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { DeskEvolvers, DeskRules } from './rule.ts';
import { openThread, threadEntry, withThreadEntry } from './threads.ts';

export const appealRules: DeskRules<'appeal'> = {
  appeal: {
    decide({ receipt, text }, asked) {
      const own = asked.state.receipts.some(
        ({ id, person }) => id === receipt && person === asked.who,
      );
      if (!own) return refuse('unknown-message');
      const wrong = textRefusal(text);
      if (wrong) return refuse(wrong);
      const open = openThread(asked, 'appeal', (thread) => thread.receipt === receipt);
      return [{ type: 'AppealMade', receipt, ...threadEntry(asked, open, text) }];
    },
  },
};

export const appealEvolvers: DeskEvolvers<'AppealMade'> = {
  AppealMade: (state, fact) =>
    withThreadEntry(state, fact, { kind: 'appeal', receipt: fact.receipt }),
};
