import { describe, expect, it, vi } from 'vitest';
import { ServerClock } from '../src/clock.ts';

const minute = 60_000;
const epoch = Date.UTC(2026, 4, 12, 18, 0);

/** A device whose clock is wrong by `skew` ms, and a server that is right. */
function aDevice(skew: number) {
  const time = { elapsed: 0, skew, asleep: 0 };
  const server = () => epoch + time.elapsed + time.asleep;
  const clock = new ServerClock(
    () => 5000 + time.elapsed,
    () => server() + time.skew,
  );
  const ask = (there: number, back: number) => {
    const started = clock.start();
    time.elapsed += there;
    const stamp = server();
    time.elapsed += back;
    clock.measure(stamp, started);
  };
  return { time, server, clock, ask };
}

describe('CON-2 the server’s clock', () => {
  it.each([14 * minute, -180 * minute, -86_400_000])(
    'CON-2 is read on a device that is %i ms wrong',
    (skew) => {
      const { clock, server, ask } = aDevice(skew);
      expect(clock.now() - server()).toBe(skew);
      ask(20, 30);
      expect(Math.abs(clock.now() - server())).toBeLessThanOrEqual(25);
    },
  );

  it('CON-2 keeps the narrowest answer of several', () => {
    const { clock, server, ask } = aDevice(minute);
    ask(10, 10);
    ask(3000, 10);
    expect(Math.abs(clock.now() - server())).toBeLessThanOrEqual(10);
    ask(1, 1);
    expect(Math.abs(clock.now() - server())).toBeLessThanOrEqual(1);
  });

  it('CON-2 does not follow a clock that is set while the page is open', () => {
    const { clock, server, ask, time } = aDevice(0);
    ask(5, 5);
    const gap = clock.gap();
    time.skew = 180 * minute;
    time.elapsed += 1000;
    expect(Math.abs(clock.now() - server())).toBeLessThanOrEqual(5);
    expect(clock.gap()).not.toBe(gap);
  });

  it('CON-2 is right again after a sleep, and says that the time jumped', () => {
    const { clock, server, ask, time } = aDevice(0);
    ask(5, 5);
    const jumped = vi.fn();
    clock.subscribe(jumped);
    ask(50, 50);
    expect(jumped).not.toHaveBeenCalled();
    const gap = clock.gap();
    time.asleep = 40 * minute;
    expect(clock.gap() - gap).toBe(40 * minute);
    ask(200, 200);
    expect(Math.abs(clock.now() - server())).toBeLessThanOrEqual(200);
    expect(jumped).toHaveBeenCalledOnce();
  });

  it('CON-2 ignores a stamp that is not a time', () => {
    const { clock, server } = aDevice(minute);
    for (const stamp of [undefined, null, Number.NaN, 0, -1, '5']) clock.measure(stamp, 0);
    expect(clock.now() - server()).toBe(minute);
  });
});
