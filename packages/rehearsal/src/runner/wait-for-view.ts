/** Watching somebody's screen until it shows what it should, or to see that it never does. */

import type { ExpectStep, NeverStep } from '../format/rehearsal.ts';
import { findDifference, matches, replaceIds, type ViewDifference } from '../format/view-match.ts';
import type { Player } from './player.ts';

type PersonKeys = ReadonlyMap<string, string>;

/** Null once it matches; after the time, the first difference. */
export async function waitForView(
  player: Player,
  { view, device, within }: Pick<ExpectStep, 'view' | 'device' | 'within'>,
  keys: PersonKeys,
): Promise<ViewDifference | null> {
  const look = () => findDifference(view, replaceIds(player.view(device), keys));
  return (await waitUntil(player, device, within, () => look() === null)) ? null : look();
}

/** The whole view as it was when it matched; null when it did not in all that time. */
export async function watchForForbiddenView(
  player: Player,
  { view, device, lasting }: Pick<NeverStep, 'view' | 'device' | 'lasting'>,
  keys: PersonKeys,
): Promise<unknown> {
  let seen: unknown = null;
  await waitUntil(player, device, lasting, () => {
    const now = replaceIds(player.view(device), keys);
    if (matches(view, now)) seen = now;
    return seen !== null;
  });
  return seen;
}

/** Whether it held at some moment of that time, looked at on every change of the screen. */
function waitUntil(
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
