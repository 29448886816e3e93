import { describe, expect, it } from 'vitest';
import { goalRows, goals, median } from '../src/goals.ts';
import type { TalkResult } from '../src/load/generator.ts';
import { Meter, numberAt, timestampedText } from '../src/load/meter.ts';
import type { RoundResult, RoundResults } from '../src/rounds.ts';

const talked = (cpu: number, deliveries = 1000): TalkResult => ({
  ...{ cpu, deliveries, seconds: 1, p50: 1, p99: 2, lost: 0, full: false },
});

const row = (results: Record<string, RoundResult[]>, title: string) =>
  goalRows(new Map(Object.entries(results)) as RoundResults).find((each) =>
    each.title.startsWith(title),
  );

describe('what we aim for', () => {
  it('has every row once, and says of what was not measured that it was not', () => {
    expect(new Set(goals.map(({ title }) => title)).size).toBe(12);
    expect(
      goalRows(new Map()).every(({ value, reached }) => value === null && reached === null),
    ).toBe(true);
  });

  it('compares what was measured in the same round, and takes the median', () => {
    const results = {
      sqlite: [{ S2w1: talked(1) }, { S2w1: talked(30) }, { S2w1: talked(5) }],
      rooms: [{ S2w1: talked(2) }, { S2w1: talked(10) }, { S2w1: talked(10) }],
    };
    expect(row(results, 'S2w1 CPU a delivery, to Socket.IO')).toMatchObject({
      ...{ value: 0.5, spread: [0.5, 3], reached: true },
    });
  });

  it('passes over a round in which one of the two could not be measured', () => {
    const results = {
      sqlite: [{}, { S2: talked(4) }],
      rooms: [{ S2: talked(1) }, { S2: talked(2) }],
    };
    expect(row(results, 'S2 CPU a delivery, to Socket.IO')).toMatchObject({
      ...{ value: 2, reached: false },
    });
  });

  it('knows where more is better', () => {
    const results = { sqlite: [{ S2: talked(1, 4000) }], durable: [{ S2: talked(1, 1000) }] };
    expect(row(results, 'S2 deliveries')).toMatchObject({ value: 4, reached: true });
  });

  it('takes the middle of an even number of rounds', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('the meter', () => {
  it('counts what was said, however much of it one frame holds', () => {
    const meter = new Meter();
    meter.startTiming();
    const frame = Buffer.from(
      `42["changes",{"at":17,"list":["${timestampedText(200)}","${timestampedText(40)}"]}]`,
    );
    expect(meter.countFrame(frame)).toBe(2);
    expect(meter.countFrame(Buffer.from('42["here",["p_1"]]'))).toBe(0);
    expect(meter.deliveries).toBe(2);
    expect(meter.quantiles(50)[0]).toBeGreaterThanOrEqual(0);
    expect(numberAt(frame, '42["changes",{"at":'.length)).toBe(17);
  });
});
