/** Staff of three nodes: their entry, their passkeys, and the circles that they enter. */
import { linkTokenOf } from '@holdspace/client';
import type { PersonId, SessionId } from '@holdspace/core';
import type { CreatedStaff, EnteredCircle } from '@holdspace/protocol';
import type { App } from '../../src/app.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { newSessionId } from '../../src/security/tokens.ts';
import { Browser, type ThreeNodes } from './three-nodes.ts';

export interface StaffOfNodes {
  readonly id: string;
  readonly browser: Browser;
}

export async function addStaff(
  { urls, organiser }: ThreeNodes,
  roles: readonly string[],
  circles: readonly string[],
): Promise<StaffOfNodes> {
  const body = { name: 'Rowan', roles, circles };
  const added = (await (
    await organiser.ask(0, 'POST', '/house/staff', body)
  ).json()) as CreatedStaff;
  const browser = new Browser(urls);
  await browser.at(1).redeem({ token: linkTokenOf(added.link) });
  return { id: added.id, browser };
}

export const enter = async ({ browser }: StaffOfNodes, circle: string, node = 1) =>
  (await (
    await browser.ask(node, 'POST', `/circles/${circle}/enter`, { agreed: true })
  ).json()) as EnteredCircle;

/** As after the ceremony in the browser, which other tests show. */
export async function signInWithPasskey(
  [app]: readonly App[],
  staff: PersonId,
  browser: Browser,
): Promise<SessionId> {
  const { cookies, ledgers } = app!.httpContext;
  const house = await ledgers.house();
  const [known] = [...house.state.staffSessions].find(([, each]) => each.staff === staff)!;
  const until = ledgers.store.now() + 3_600_000;
  const challenge = (id: string) => ({ id, until });
  await house.handle(
    {
      ...{ do: 'add-passkey', staff, session: known, passkey: 'y_1', credential: 'credential' },
      ...{ publicKey: 'key', counter: 0, transports: [], name: 'Phone', challenge: challenge('a') },
    },
    systemContext,
  );
  const session = newSessionId();
  await house.handle(
    {
      ...{ do: 'sign-in-by-passkey', passkey: 'y_1', counter: 1, challenge: challenge('b') },
      ...{ session: { session, until, mark: null }, replaces: null },
    },
    systemContext,
  );
  const { name, value } = cookies.write({ ...cookies.createSignIn(), organiser: session });
  browser.jar.storeFrom(new Headers({ 'set-cookie': `${name}=${value}` }));
  return session;
}

/** A fresh proof in this session. */
export async function provePasskey([app]: readonly App[], session: SessionId): Promise<void> {
  const { ledgers } = app!.httpContext;
  const house = await ledgers.house();
  const challenge = { id: 'c', until: ledgers.store.now() + 3_600_000 };
  const proof = { passkey: 'y_1', counter: 2, challenge };
  await house.handle({ do: 'prove-passkey', session, ...proof }, systemContext);
}
