import { expect, it, onTestFinished, vi } from 'vitest';
import { SessionExpiry } from '../../src/realtime/session-expiry.ts';

function startExpiry() {
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const closed: string[] = [];
  const connections = new Set<ReturnType<typeof connection>>();
  const connection = (name: string, sessionEnd: number) => ({
    sessionEnd,
    subscription: { line: { close: () => closed.push(name) } },
  });
  const expiry = new SessionExpiry(connections, () => Date.now());
  const add = (name: string, sessionEnd: number) => {
    const added = connection(name, sessionEnd);
    connections.add(added);
    expiry.watch(added);
    return added;
  };
  return { closed, connections, expiry, add };
}

it('KEY-2 each connection is closed when its session ends, with one timer for all', () => {
  const { closed, connections, add } = startExpiry();
  add('late', 60_000);
  for (let n = 0; n < 100; n++) add('middle', 20_000 + n);
  const first = add('first', 5000);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(4999);
  expect(closed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(closed).toEqual(['first']);
  connections.delete(first);
  vi.advanceTimersByTime(16_200);
  expect(new Set(closed)).toEqual(new Set(['first', 'middle']));
  expect(closed).not.toContain('late');
  expect(vi.getTimerCount()).toBe(1);
});

it('KEY-2 a session that ended during the admission loses its connection', () => {
  const { closed, add } = startExpiry();
  add('over', 0);
  expect(closed).toEqual([]);
  vi.runOnlyPendingTimers();
  expect(closed).toEqual(['over']);
});

it('KEY-2 a session that became longer keeps its connection', () => {
  const { closed, add } = startExpiry();
  const renewed = add('renewed', 5000);
  renewed.sessionEnd = 9000;
  vi.advanceTimersByTime(8999);
  expect(closed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(closed).toEqual(['renewed']);
});
