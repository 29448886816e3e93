/** Appeals against a receipt. They go to somebody else than its giver (VOI-7; threads.ts). */
import { refuse } from '../kernel.ts';
import { unfitText } from '../text.ts';
import type { Evolvers, Rules } from './rule.ts';
import { members } from './rule.ts';
import { openThread, writes, written } from './threads.ts';

export const appealRules: Rules<'appeal'> = {
  appeal: {
    may: members,
    decide({ receipt, text }, asked) {
      const own = asked.state.receipts.some(
        ({ id, person }) => id === receipt && person === asked.who,
      );
      if (!own) return refuse('unknown-message');
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const open = openThread(asked, 'appeal', (thread) => thread.receipt === receipt);
      return [{ type: 'AppealMade', receipt, ...writes(asked, open, text) }];
    },
  },
};

export const appealEvolvers: Evolvers<'AppealMade'> = {
  AppealMade: (state, fact) => written(state, fact, { kind: 'appeal', receipt: fact.receipt }),
};
