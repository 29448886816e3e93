import { describe, expect, it } from 'vitest';
import { extras, extrasUsage } from '../src/extras.ts';
import { goalRows, goals } from '../src/goals.ts';
import { Meter, numberAt, timestampedText } from '../src/load/meter.ts';
import type { TalkResult } from '../src/load/orders.ts';
import { readOptions } from '../src/options.ts';
import { burstInterval, type RoundResult, type RoundResults } from '../src/rounds.ts';
import { checkOpenFiles } from '../src/servers/process-usage.ts';
import { type SoakSample, soakSummary } from '../src/soak.ts';
import { median } from '../src/statistics.ts';
import { goalsTable } from '../src/table.ts';

const talked = (cpu: number, deliveries = 1000, share = 0.5): TalkResult => ({
  ...{ cpu, deliveries, share, messages: deliveries / 25, written: 4096 * (deliveries / 25) },
  ...{ seconds: 1, p50: 1, p99: 2, lost: 0 },
});

const row = (results: Record<string, RoundResult[]>, title: string) =>
  goalRows(new Map(Object.entries(results)) as RoundResults).find((each) =>
    each.title.startsWith(title),
  );

describe('what we aim for', () => {
  it('has every row once, and says of what was not measured that it was not', () => {
    expect(new Set(goals.map(({ title }) => title)).size).toBe(goals.length);
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

  it('does not count a round in which a load generator had no time left, and says so', () => {
    const results = {
      sqlite: [{ S2: talked(4) }, { S2: talked(3) }],
      rooms: [{ S2: talked(1, 1000, 0.86) }, { S2: talked(2, 1000, 0.84) }],
    };
    const title = 'S2 CPU a delivery, to Socket.IO';
    expect(row(results, title)).toMatchObject({ value: 1.5, full: 1 });
    const none = { sqlite: [{ S2: talked(4, 1000, 0.99) }], rooms: [{ S2: talked(1) }] };
    expect(row(none, title)).toMatchObject({ value: null, reached: null, full: 1 });
    expect(goalsTable(goalRows(new Map(Object.entries(none)) as RoundResults))).toMatch(
      /S2 CPU a delivery, to Socket.IO rooms \|.*not measured; generator full in 1; the fixed rate stands for it/,
    );
    expect(goalsTable(goalRows(new Map()))).not.toContain('stands for it');
    const fast = { sqlite: [{ S2: talked(4, 1000, 0.99) }], durable: [{ S2: talked(1) }] };
    // There is no row for deliveries a second at a fixed rate.
    expect(goalsTable(goalRows(new Map(Object.entries(fast)) as RoundResults))).toMatch(
      /S2 deliveries .* generator full in 1 \|/,
    );
  });

  it('takes what raw ws costs off both sides', () => {
    const results = {
      sqlite: [{ S2w1fixed: talked(7) }],
      rooms: [{ S2w1fixed: talked(5) }],
      raw: [{ S2w1fixed: talked(3) }],
    };
    expect(row(results, 'S2w1 at a fixed rate, CPU above raw')).toMatchObject({ value: 2 });
  });

  it('divides what was written by the messages, in KiB', () => {
    expect(row({ sqlite: [{ S2w1: talked(1) }] }, 'KiB written')).toMatchObject({ value: 4 });
  });

  it('takes the middle of an even number of rounds', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('a fixed rate', () => {
  it('is the same number of deliveries a second, in single messages and in bursts', () => {
    const options = readOptions(['--circles', '40', '--people', '25', '--rate', '20000']);
    for (const burst of [1, 4]) {
      const every = burstInterval(options!.scale, burst);
      expect((40 * 25 * burst * 1000) / every).toBeCloseTo(20_000);
    }
  });
});

describe('options', () => {
  it('have a size of their own for extras, and refuse what is no number', () => {
    expect(readOptions([])).toMatchObject({
      scale: { sleeping: 300 },
      ...{ extraScale: { sleeping: 10_000 }, only: null, minutes: null },
    });
    expect(readOptions(['--sleeping', '7'])).toMatchObject({ extraScale: { sleeping: 7 } });
    expect(() => readOptions(['--held', 'many'])).toThrow('--held needs to be a number above 0.');
    expect(readOptions(['--only', 'held, soak'])?.only).toEqual(new Set(['held', 'soak']));
  });

  it('name every extra in the help', () => {
    for (const name of Object.keys(extras)) expect(extrasUsage).toContain(`--only ${name}`);
  });
});

describe('the limit of open files', () => {
  const limits = (hard: string) =>
    `Limit  Soft Limit  Hard Limit\nMax open files  1024  ${hard}  files`;

  it('is the one that Node raises its own to, and is checked before people are connected', () => {
    expect(() => checkOpenFiles(10_000, limits('4096'))).toThrow(
      '10000 connections need 10500 open files a process, and 4096 are allowed.',
    );
    expect(() => checkOpenFiles(10_000, limits('10500'))).not.toThrow();
    expect(() => checkOpenFiles(10_000, limits('unlimited'))).not.toThrow();
  });
});

describe('the soak', () => {
  const sample = (messages: number, residentKiB: number): SoakSample => ({
    ...{ messages, residentKiB, heapKiB: 0, handles: 12, files: 40 },
  });

  it('says what a message left, over all and in each half, without the warming', () => {
    const even = Array.from({ length: 7 }, (_, i) => sample(i * 1024, 1000 + i * 512));
    const warming = [sample(0, 100), ...even.slice(1)];
    expect(soakSummary(warming)).toMatchObject({
      ...{ bytesPerMessage: 512, firstHalf: 512, secondHalf: 512 },
      handles: { median: 12, most: 12 },
    });
    const faster = even.map((each, i) => (i === 6 ? sample(6 * 1024, 9000) : each));
    expect(soakSummary(faster).secondHalf).toBeGreaterThan(1000);
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
