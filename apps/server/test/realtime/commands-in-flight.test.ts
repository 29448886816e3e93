import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CommandInFlight,
  CommandsInFlight,
  commandDeadline,
} from '../../src/realtime/commands-in-flight.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Commands that note when they expire. */
function someCommands() {
  const inFlight = new CommandsInFlight();
  const expired: string[] = [];
  const begin = (name: string): CommandInFlight => {
    const command = {
      begun: performance.now(),
      expire: () => {
        expired.push(name);
        inFlight.remove(command);
      },
    };
    inFlight.add(command);
    return command;
  };
  return { inFlight, expired, begin };
}

describe('commands without an answer', () => {
  it('WIRE-2 expire after three seconds each, the oldest first', () => {
    const { expired, begin } = someCommands();
    begin('first');
    vi.advanceTimersByTime(1000);
    begin('second');
    begin('third');
    vi.advanceTimersByTime(commandDeadline - 1001);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['first']);
    vi.advanceTimersByTime(999);
    expect(expired).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['first', 'second', 'third']);
    begin('later');
    vi.advanceTimersByTime(commandDeadline);
    expect(expired.at(-1)).toBe('later');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('WIRE-2 have one timer for all, and none is left behind', () => {
    const { inFlight, expired, begin } = someCommands();
    for (let round = 0; round < 50; round++) {
      const commands = Array.from({ length: 20 }, (_, n) => begin(`${round}.${n}`));
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(100);
      for (const each of commands) inFlight.remove(each);
    }
    vi.advanceTimersByTime(commandDeadline);
    expect([expired, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('WIRE-9 settle when those of that moment are answered, whatever comes later', async () => {
    const { inFlight, begin } = someCommands();
    await inFlight.settled();
    const [first, second] = [begin('first'), begin('second')];
    const settled = vi.fn();
    const waiting = inFlight.settled().then(settled);
    begin('later');
    inFlight.remove(second);
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    inFlight.remove(first);
    await waiting;
    expect(settled).toHaveBeenCalledOnce();
  });
});
