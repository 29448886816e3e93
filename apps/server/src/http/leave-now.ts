/**
 * Leaving in a hurry, on the server's side (EXIT-3). The page steps out by its socket and signs
 * out by a request; the two race, and a sign-out that wins closes the socket. So the sign-out of
 * a person who leaves steps out first.
 */
import { standingOf } from '@holdspace/core';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { HttpContext } from './http-context.ts';
import { isEndedMembership } from './request-authenticator.ts';
import { endSessions, upgradeCookies } from './sign-in.ts';

/**
 * Steps out of the meetings of this browser, then ends its sessions: the seat is kept, a turn
 * goes on (RND-10), and nobody sees a lost connection. A meeting that cannot be reached keeps no
 * session alive (KEY-2). `header` is the Cookie header of the request.
 */
export async function stepOutAndSignOut(
  context: HttpContext,
  header: string | undefined,
): Promise<void> {
  const { authenticator, ledgers } = context;
  const carried = (await upgradeCookies(context, header))?.header ?? header;
  const found = await authenticator.sessions(carried);
  await Promise.allSettled(
    found.map(async (each) => {
      if (isEndedMembership(each)) return;
      const { circle } = each;
      const { person } = each.standing;
      const meeting = await currentMeetingLedger(ledgers, circle);
      const standing = () => standingOf(circle.state, circle.words, person);
      await meeting?.handle({ do: 'step-out' }, { ...systemContext, actor: person, standing });
    }),
  );
  await endSessions(context, carried);
}
