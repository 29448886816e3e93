/** Tests the checker: it finds each planted fault, and reports nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkHistory } from '../harness/history-checker.ts';
import { brokenHistories } from './broken-histories.ts';
import { type RecordedRun, recordSoundRun, sealer } from './sound-history.ts';

let sound: RecordedRun;
beforeAll(async () => {
  sound = await recordSoundRun();
});

describe('the checker of histories', () => {
  it('accepts a sound history, with a retry, a reconnect and a new beginning in it', () => {
    const verdict = checkHistory(sound.lines, sound.ledgers, sealer);
    expect(verdict.faults).toEqual([]);
    expect(verdict.acknowledged).toBeGreaterThan(20);
    expect(verdict.refused).toBe(1);
    expect(verdict.applied).toBeGreaterThan(50);
  });

  it('is tried on at least fifty broken histories, of every rule', () => {
    expect(brokenHistories.length).toBeGreaterThanOrEqual(50);
    expect(new Set(brokenHistories.map(({ rule }) => rule)).size).toBe(8);
  });

  it.each(brokenHistories)('$rule: $what', ({ rule, break: breaks }) => {
    const { lines, ledgers } = breaks(structuredClone(sound));
    const { faults } = checkHistory(lines, ledgers, sealer);
    expect(faults.map((fault) => fault.rule)).toContain(rule);
  });
});
