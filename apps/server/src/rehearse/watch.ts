/** Watching somebody's screen until it shows what it should, or to see that it never does. */
import { called, type Difference, difference, matches } from './expect.ts';
import type { Player } from './people.ts';
import type { ExpectStep, NeverStep } from './script.ts';

type Keys = ReadonlyMap<string, string>;

/** Null once it matches; after the time, the first difference. */
export async function comesToSee(
  player: Player,
  { view, device, within }: Pick<ExpectStep, 'view' | 'device' | 'within'>,
  keys: Keys,
): Promise<Difference | null> {
  const look = () => difference(view, called(player.view(device), keys));
  return (await until(player, device, within, () => look() === null)) ? null : look();
}

/** The whole view as it was when it matched; null when it did not in all that time. */
export async function saw(
  player: Player,
  { view, device, lasting }: Pick<NeverStep, 'view' | 'device' | 'lasting'>,
  keys: Keys,
): Promise<unknown> {
  let seen: unknown = null;
  await until(player, device, lasting, () => {
    const now = called(player.view(device), keys);
    if (matches(view, now)) seen = now;
    return seen !== null;
  });
  return seen;
}

/** Whether it held at some moment of that time, looked at on every change of the screen. */
function until(
  player: Player,
  device: number | undefined,
  time: number,
  holds: () => boolean,
): Promise<boolean> {
  if (holds()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (held: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(held);
    };
    const timer = setTimeout(() => finish(holds()), time);
    const stop = player.watch(() => holds() && finish(true), device);
  });
}
