import { describe, expect, it } from 'vitest';
import { decideByTable, type RefusalCode, type RuleTable } from '../src/index.ts';

interface Join {
  readonly do: 'join';
}
interface Context {
  readonly may: RefusalCode | null;
  readonly refuses: RefusalCode | null;
}

const decided: string[] = [];
const rules: RuleTable<Join, Context, string> = {
  join: {
    may: ({ may }) => may,
    refuses: (_command, { refuses }) => refuses,
    decide() {
      decided.push('join');
      return ['Joined'];
    },
  },
};
const join = (may: RefusalCode | null, refuses: RefusalCode | null) =>
  decideByTable<Join, Context, string>(rules, { do: 'join' }, { may, refuses });

describe('a table of rules', () => {
  it('FLR-3 does not decide for a person who may not send the command', () => {
    decided.length = 0;
    expect(join('not-facilitator', null)).toEqual({ refused: 'not-facilitator' });
    expect(join(null, 'full')).toEqual({ refused: 'full' });
    expect(decided).toEqual([]);
  });

  it('FLR-3 returns the refusal that comes first in the list of codes', () => {
    expect(join('locked', 'full')).toEqual({ refused: 'full' });
    expect(join('not-here', 'full')).toEqual({ refused: 'not-here' });
  });

  it('FLR-3 decides when neither refuses', () => {
    expect(join(null, null)).toEqual(['Joined']);
    expect(decided).toEqual(['join']);
  });
});
