/** The results table: a row with a broken rule fails. */
import { describe, expect, it } from 'vitest';
import { type FaultRow, FaultTally } from '../harness/fault-row.ts';
import type { Verdict } from '../harness/history-checker.ts';
import {
  detailLines,
  type FaultRowResult,
  hasPassed,
  jsonReport,
  resultLine,
} from '../results-table.ts';

const row: FaultRow = {
  name: 'a-row',
  title: 'something was broken',
  counts: { few: 2, full: 10 },
  within: { whole: 1000 },
  run: () => Promise.resolve(),
};
const verdict = (faults: Verdict['faults']): Verdict => ({
  ...{ faults, asked: 5, acknowledged: 4, refused: 1, open: 0, applied: 20, commits: 6 },
});
const done = (tally: FaultTally, more: Partial<FaultRowResult> = {}): FaultRowResult => ({
  ...{ row, tally, count: 2, done: 2, seconds: 3, judgesTimes: true, ...more },
});

describe('the table of faults', () => {
  it('sums the results of several crowds', () => {
    const tally = new FaultTally();
    tally.judge(verdict([]));
    tally.judge(verdict([]));
    expect(hasPassed(done(tally))).toBe(true);
    expect(tally.figures).toMatchObject({ asked: 10, acknowledged: 8, commits: 12 });
    expect(resultLine(done(tally))).toMatch(/^✓ something was broken +2 +8 +0 +0 +0 +0 +0 +3$/);
  });

  it('fails for one broken rule in any crowd, and names the rule', () => {
    const tally = new FaultTally();
    tally.judge(verdict([{ rule: 'lost', what: 'ada: say command-1' }]));
    tally.judge(verdict([]));
    expect(hasPassed(done(tally))).toBe(false);
    expect(resultLine(done(tally))).toMatch(/^✗ .* 8 +1 +0 +0 +0 +0 +3$/);
    expect(detailLines(done(tally)).join('\n')).toContain('lost: ada: say command-1');
    expect(jsonReport(1, [done(tally)])).toMatchObject({ ok: false });
  });

  it('fails for a row that was not done as often as it had to be', () => {
    expect(hasPassed(done(new FaultTally(), { done: 1 }))).toBe(false);
  });

  it('fails for an exceeded time in a full run; a short one, of a machine that can be full, shows it', () => {
    const tally = new FaultTally();
    tally.most('whole', 900);
    tally.most('whole', 1200);
    tally.most('whole', 300);
    expect(hasPassed(done(tally))).toBe(false);
    expect(detailLines(done(tally)).join('\n')).toMatch(/whole: 1200 ms, and 1000 ms/);
    const short = done(tally, { judgesTimes: false });
    expect(hasPassed(short)).toBe(true);
    expect(detailLines(short)).toEqual(['whole 1200 ms']);
  });
});
