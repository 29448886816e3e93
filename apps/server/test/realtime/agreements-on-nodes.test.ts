/** Agreements that change on one node while people are on another (AGR-2). */

import type { CircleConnection } from '@holdspace/client';
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

/** As a program asks, with the person's cookie. */
async function over<Answer>(
  { url, guest }: { readonly url: string; readonly guest: ApiGuest },
  path: string,
  body?: object,
): Promise<Answer> {
  const headers = { cookie: guest.jar.header, origin: url, 'content-type': 'application/json' };
  const write = body && { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${url}/api/circles/${path}`, { headers, ...write });
  return (await answer.json()) as Answer;
}
const agreeOver = (url: string, guest: ApiGuest, circle: string, version: number) =>
  over({ url, guest }, `${circle}/agree`, { version });

it('AGR-2 a change on one node holds on the other by the time it is answered', async () => {
  const { one, two, organiser, id, ada, ben } = await begin();
  const { clauses } = await organiser.circle(id);
  await organiser.changeCircle(id, { agreements: [...clauses.map(({ text }) => text), 'We rest'] });
  // Asked at once, on a node that may not have read the circle yet.
  expect(await ben.ask(id, { do: 'say', text: 'too early' })).toEqual({ refused: 'not-here' });
  expect(await agreeOver(one, ada, id, 2)).toMatchObject({ agreed: { version: 2 } });
  await vi.waitFor(async () =>
    expect(await ada.ask(id, { do: 'say', text: canary })).toEqual({ ok: true }),
  );
  await vi.waitFor(() => expect(ben.view(id).mine.agreements).toMatchObject({ version: 2 }));
  const seen = JSON.stringify(ben.view(id).timeline);
  expect(seen).not.toContain(canary);
  expect(await agreeOver(two, ben, id, 2)).toMatchObject({ agreed: { version: 2 } });
  await vi.waitFor(() => expect(JSON.stringify(ben.view(id).timeline)).toContain(canary));
});

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
  expect(await over({ url: two, guest: ben }, `${id}/agreements`)).toMatchObject({
    mustAgree: true,
    version: 6,
  });
});
