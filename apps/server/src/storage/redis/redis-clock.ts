/**
 * The store's clock, as this node reckons it: its own steady clock and an offset, measured
 * again with every beat of the connection. The measure with the shortest way is the best one.
 */
import type { Millis } from '@holdspace/core';

export interface RedisClock {
  now(): Millis;
  /** The answer to TIME, and when it was asked for and came, on `steady`. */
  measure(time: unknown, asked: Millis, came: Millis): void;
  steady(): Millis;
}

const maxMeasures = 8;

export function createRedisClock(): RedisClock {
  const steady = () => performance.timeOrigin + performance.now();
  let measures: readonly { readonly way: Millis; readonly offset: Millis }[] = [];
  let offset = 0;
  return {
    steady,
    now: () => Math.round(steady() + offset),
    measure(time, asked, came) {
      if (!Array.isArray(time)) return;
      const at = Number(time[0]) * 1000 + Number(time[1]) / 1000;
      if (!Number.isFinite(at)) return;
      const measure = { way: came - asked, offset: at - (asked + came) / 2 };
      measures = [...measures.slice(1 - maxMeasures), measure];
      offset = measures.reduce((best, each) => (each.way < best.way ? each : best)).offset;
    },
  };
}
