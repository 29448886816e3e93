/** Agreements that change on one node while people are on another (AGR-2). */

import type { CircleConnection } from '@holdspace/client';
import { api } from '@holdspace/client';
import { expect, it, vi } from 'vitest';
import { ApiGuest, startTwoNodes } from './two-nodes.ts';

const canary = 'said under the second version';

async function begin() {
  const nodes = await startTwoNodes();
  const { one, two, circle } = nodes;
  const { id, facilitatorLink, invitation } = await circle('Anemone');
  const [rowan, ada, ben] = [new ApiGuest(), new ApiGuest(), new ApiGuest()];
  await rowan.come(one, facilitatorLink.url, 'Rowan');
  await ada.come(one, invitation.url, 'Ada');
  await ben.come(one, invitation.url, 'Ben');
  await rowan.open(one, id);
  await ada.open(one, id);
  await ben.open(two, id);
  await rowan.ask(id, { do: 'open-doors' });
  for (const each of [rowan, ada, ben]) await each.ask(id, { do: 'join', seat: 'sharer' });
  await rowan.ask(id, { do: 'begin' });
  return { ...nodes, id, rowan, ada, ben };
}

const http = (url: string, guest: ApiGuest) => api({ url, jar: guest.jar });

it('AGR-2 a change on one node holds on the other by the time it is answered', async () => {
  const { one, two, organiser, id, ada, ben } = await begin();
  const { clauses } = await organiser.circle(id);
  await organiser.changeCircle(id, { agreements: [...clauses.map(({ text }) => text), 'We rest'] });
  // Asked at once, on a node that may not have read the circle yet.
  expect(await ben.ask(id, { do: 'say', text: 'too early' })).toEqual({ refused: 'not-here' });
  expect(await http(one, ada).agree(id, 2)).toMatchObject({ agreed: { version: 2 } });
  await vi.waitFor(async () =>
    expect(await ada.ask(id, { do: 'say', text: canary })).toEqual({ ok: true }),
  );
  await vi.waitFor(() => expect(ben.view(id).mine.agreements).toMatchObject({ version: 2 }));
  const seen = JSON.stringify(ben.view(id).timeline);
  expect(seen).not.toContain(canary);
  expect(await http(two, ben).agree(id, 2)).toMatchObject({ agreed: { version: 2 } });
  await vi.waitFor(() => expect(JSON.stringify(ben.view(id).timeline)).toContain(canary));
}, 30_000);

it('AGR-2 nothing of it is sent to a connection on another node, change after change', async () => {
  const { two, organiser, id, rowan, ada, ben } = await begin();
  const connection = ben.connections.get(id) as CircleConnection;
  const seen = new Set<string>();
  connection.subscribe(() => {
    for (const { text } of connection.getSnapshot().view?.timeline ?? []) seen.add(text);
  });
  for (let version = 2; version <= 6; version++) {
    await organiser.changeCircle(id, { agreements: [`Version ${version}`] });
    for (const each of [rowan, ada]) {
      await vi.waitFor(async () =>
        expect(await each.ask(id, { do: 'agree', version })).toEqual({ ok: true }),
      );
    }
    await vi.waitFor(async () =>
      expect(await ada.ask(id, { do: 'say', text: `under ${version}` })).toEqual({ ok: true }),
    );
    if (version === 4) {
      await vi.waitFor(async () =>
        expect(await ben.ask(id, { do: 'agree', version })).toEqual({ ok: true }),
      );
      await vi.waitFor(() => expect(seen).toContain('under 4'));
    }
  }
  await vi.waitFor(() => expect(ben.view(id).mine.agreements).toMatchObject({ version: 6 }));
  expect([...seen].toSorted()).toEqual(['under 2', 'under 3', 'under 4']);
  expect(await http(two, ben).agreements(id)).toMatchObject({ mustAgree: true, version: 6 });
}, 30_000);
