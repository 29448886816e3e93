/** The checker is believed because it finds what was broken by hand, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../checker.ts';
import { broken } from './broken.ts';
import { type Run, sealer, soundRun } from './sound.ts';

let sound: Run;
beforeAll(async () => {
  sound = await soundRun();
});

describe('the checker of histories', () => {
  it('accepts a sound history, with a retry, a reconnect and a new beginning in it', () => {
    const verdict = check(sound.lines, sound.ledgers, sealer);
    expect(verdict.faults).toEqual([]);
    expect(verdict.acknowledged).toBeGreaterThan(20);
    expect(verdict.refused).toBe(1);
    expect(verdict.applied).toBeGreaterThan(50);
  });

  it('is tried on at least fifty broken histories, of every rule', () => {
    expect(broken.length).toBeGreaterThanOrEqual(50);
    expect(new Set(broken.map(({ rule }) => rule)).size).toBe(8);
  });

  it.each(broken)('$rule: $what', ({ rule, break: breaks }) => {
    const { lines, ledgers } = breaks(structuredClone(sound));
    const { faults } = check(lines, ledgers, sealer);
    expect(faults.map((fault) => fault.rule)).toContain(rule);
  });
});
