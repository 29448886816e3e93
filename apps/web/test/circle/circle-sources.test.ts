// @vitest-environment happy-dom
/** How changes of a connection reach the screen: what is gathered, and what shows at once. */
import type { CircleSnapshot } from '@holdspace/client';
import type { View } from '@holdspace/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { circleSources, gatherTime } from '../../src/circle/model/circle-sources.ts';
import { message, participantView } from '../../src/gallery/fixtures.ts';
import { liveConnection } from './in-circle.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const said = (number: number, by = 'Soft Hill') => message(`m${number}`, by, `Text ${number}`, 1);

/** A connection that shows what the test says, and how often and with which messages it draws. */
function openScreen() {
  const rest = { ...liveConnection, refusal: null, more: false, queued: 0, pending: [] };
  const base: View = participantView({ timeline: [] });
  let snapshot: CircleSnapshot = { ...rest, view: base };
  const listeners = new Set<() => void>();
  const update = (next: Partial<CircleSnapshot>) => {
    snapshot = { ...snapshot, ...next };
    for (const listener of listeners) listener();
  };
  const sources = circleSources({
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const draws: (readonly string[])[] = [];
  const shown = () => sources.timeline.getTimeline().map(({ id }) => id as string);
  const stop = sources.timeline.subscribe(() => draws.push(shown()));
  const { timeline } = base;
  let all = timeline;
  return {
    ...{ sources, draws, shown, update, stop, listeners },
    say: (number: number, by?: string) => {
      all = [...all, said(number, by)];
      update({ view: { ...base, timeline: all } });
    },
    change: (view: Partial<View>) => update({ view: { ...base, timeline: all, ...view } }),
  };
}

it('a message shows at once when none came shortly before', () => {
  const { say, draws } = openScreen();
  say(1);
  vi.advanceTimersByTime(gatherTime);
  say(2);
  expect(draws).toEqual([['m1'], ['m1', 'm2']]);
});

it('messages of others that come fast are drawn together, and none waits longer than its time', () => {
  const { say, draws, shown } = openScreen();
  for (let number = 1; number <= 6; number++) say(number);
  expect(draws).toEqual([['m1']]);
  expect(shown()).toEqual(['m1']);
  vi.advanceTimersByTime(gatherTime);
  expect(draws).toHaveLength(2);
  expect(shown()).toHaveLength(6);
});

it('ten messages a second are drawn five times a second at most', () => {
  const { say, draws, shown } = openScreen();
  for (let number = 1; number <= 100; number++) {
    say(number);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(gatherTime);
  expect(shown()).toHaveLength(100);
  expect(draws.length).toBeLessThanOrEqual(51);
});

it('FLR-3 an own message shows at once, with those that waited before it', () => {
  const { say, shown } = openScreen();
  say(1);
  say(2);
  say(3, 'Quiet Heron');
  expect(shown()).toEqual(['m1', 'm2', 'm3']);
});

it('TRN-1 VOI-6 a turn, a removed message and a lost connection show at once', () => {
  const { say, change, update, shown, sources } = openScreen();
  say(1);
  say(2);
  change({ holder: null, mode: 'open' });
  expect(shown()).toEqual(['m1', 'm2']);
  expect(sources.getState().view?.mode).toBe('open');
  change({ mode: 'open', timeline: [{ ...said(1), text: '', removed: true }, said(2)] });
  expect(sources.timeline.getTimeline()[0]?.removed).toBe(true);
  update({ status: 'away' });
  expect(sources.getState().status).toBe('away');
});

it('a page that nobody sees draws at once: its timers are late', () => {
  const { say, shown } = openScreen();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  say(1);
  say(2);
  expect(shown()).toEqual(['m1', 'm2']);
  vi.restoreAllMocks();
});

it('the state stays the same object while only messages come, and nothing is heard at the end', () => {
  const { say, stop, listeners, sources, draws } = openScreen();
  const state = sources.getState();
  say(1);
  say(2);
  expect(sources.getState()).toBe(state);
  stop();
  expect(listeners.size).toBe(0);
  vi.advanceTimersByTime(gatherTime);
  expect(draws).toHaveLength(1);
});
