import { duration } from '@holdspace/protocol/commands';
import { expect, test } from 'vitest';
import { durationText } from '../src/rehearsal/duration-text.ts';

test('durations are written in the format of rehearsals', () => {
  const year = 365 * 24 * 60 * 60 * 1000;
  for (const millis of [0, 250, 20_000, 900_000, 43_200_000, year, 100 * year]) {
    expect(duration.parse(durationText(millis))).toBe(millis);
  }
});
