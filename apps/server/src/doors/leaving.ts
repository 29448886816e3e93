/**
 * Leaving in a hurry, on the server's side (EXIT-3). The page steps out by its socket and signs
 * out by a request; the two race, and a sign-out that wins closes the socket. So the sign-out of
 * a person who leaves steps out first.
 */
import { standingOf } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import { meetingOfNow } from '../meetings.ts';
import { hasEnded } from './authority.ts';
import type { Door } from './door.ts';
import { endSessions, exchanged } from './sign-in.ts';

/**
 * Steps out of the meetings of this browser, then ends its sessions: the seat is kept, a turn
 * goes on (RND-10), and nobody sees a lost connection. A meeting that cannot be reached keeps no
 * session alive (KEY-2). `header` is the Cookie header of the request.
 */
export async function stepOutAndSignOut(door: Door, header: string | undefined): Promise<void> {
  const { authority, ledgers } = door;
  const carried = (await exchanged(door, header))?.header ?? header;
  const found = await authority.sessions(carried);
  await Promise.allSettled(
    found.map(async (each) => {
      if (hasEnded(each)) return;
      const { circle } = each;
      const { person } = each.standing;
      const meeting = await meetingOfNow(ledgers, circle);
      const standing = () => standingOf(circle.state, circle.words, person);
      await meeting?.handle({ do: 'step-out' }, { ...serverAsks, actor: person, standing });
    }),
  );
  await endSessions(door, carried);
}
