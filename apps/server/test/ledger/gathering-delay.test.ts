/** When commands wait for others before they are handed over. */
import { describe, expect, it } from 'vitest';
import { GatheringDelay, gatheringTime } from '../../src/ledger/gathering-delay.ts';

/** Groups that began so many ms after one another; answers the time of the last. */
function begun(delay: GatheringDelay, groups: number, apart: number, commits = 2): number {
  for (let i = 1; i <= groups; i++) delay.begin(1000 + i * apart, commits, true);
  return 1000 + groups * apart;
}

describe('the gathering delay', () => {
  it('LED-12 holds nothing while the server is calm', () => {
    const delay = new GatheringDelay();
    expect(delay.after(0, 0)).toBe(0);
    // Forty circles with a message each half second: a group every 12.5 ms.
    const now = begun(delay, 50, 12.5);
    expect(delay.after(now + 12.5, now + 12.5)).toBe(0);
  });

  it('LED-12 holds the first of a group for a moment while groups follow one another', () => {
    const delay = new GatheringDelay();
    const now = begun(delay, 8, 3);
    expect(delay.after(now + 3, now + 3)).toBe(gatheringTime);
    // What has waited for the store has waited.
    expect(delay.after(now + 1, now + 2)).toBe(gatheringTime - 1);
    expect(delay.after(now + 1, now + 9)).toBe(0);
  });

  it('LED-12 stops after a pause', () => {
    const delay = new GatheringDelay();
    const now = begun(delay, 50, 3) + 100;
    expect(delay.after(now, now)).toBe(0);
  });

  it('LED-12 holds nobody who waits alone: one after another gains nothing', () => {
    const delay = new GatheringDelay();
    const now = begun(delay, 8, 3, 1);
    expect(delay.after(now, now)).toBe(0);
    const later = now + 240;
    for (let i = 0; i < 8; i++) delay.begin(later + i, 1, false);
    expect(delay.after(later + 8, later + 8)).toBe(0);
    expect(delay.after(later + 11, later + 11)).toBe(gatheringTime);
  });
});
