/** Waits until the view of a person matches, or makes sure that it never does. */

import type { ExpectStep, NeverStep } from '../format/rehearsal.ts';
import { findDifference, matches, replaceIds, type ViewDifference } from '../format/view-match.ts';
import type { Player } from './player.ts';

type PersonKeys = ReadonlyMap<string, string>;

/** Resolves with null once it matches; after the time, with the first difference. */
export async function waitForView(
  player: Player,
  { view, device, within }: Pick<ExpectStep, 'view' | 'device' | 'within'>,
  keys: PersonKeys,
): Promise<ViewDifference | null> {
  const look = () => findDifference(view, replaceIds(player.view(device), keys));
  return (await waitUntil(player, device, within, () => look() === null)) ? null : look();
}

/** Resolves with the view that matched; null when none did within the time. */
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

/** Whether it held at some change of the view within the time. */
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
