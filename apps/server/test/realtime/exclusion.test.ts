/** Exclusion from the organisation, over HTTP and sockets, on two nodes of one store. */
import { api } from '@holdspace/client';
import { expect, it, vi } from 'vitest';
import { ApiGuest, startTwoNodes } from './two-nodes.ts';

const note = 'This was not kind.';
const because = { reason: 'unkind', note } as const;

const restricted = { whereabouts: 'removed', canSay: 'not-here' } as const;

it('VOI-12 exclusion from the organisation reaches memberships that exist, at once, on every node, and is taken back', async () => {
  const { one, two, node, organiser, circle } = await startTwoNodes();
  const [a, b, c] = [await circle('Anemone'), await circle('Birch'), await circle('Clover')];
  const [rowan, sage, wren, cleo, dov] = Array.from({ length: 5 }, () => new ApiGuest()) as [
    ApiGuest,
    ApiGuest,
    ApiGuest,
    ApiGuest,
    ApiGuest,
  ];
  await rowan.come(one, a.facilitatorLink.url, 'Rowan');
  const { url } = await organiser.makeLink(a.id, { role: 'facilitator', label: 'second' });
  await sage.come(two, url, 'Sage');
  await wren.come(one, b.facilitatorLink.url, 'Wren');
  const inA = await cleo.come(one, a.invitation.url, 'Cleo');
  const inB = await cleo.come(two, b.invitation.url, 'Quiet Leaf');
  await dov.come(one, b.invitation.url, 'Dov');
  for (const [guest, url, id] of [
    [rowan, one, a.id],
    [sage, two, a.id],
    [wren, one, b.id],
    [cleo, one, a.id],
    [cleo, two, b.id],
    [dov, one, b.id],
  ] as const) {
    await guest.open(url, id);
  }
  for (const [lead, id] of [
    [rowan, a.id],
    [wren, b.id],
  ] as const) {
    expect(await lead.ask(id, { do: 'open-doors' })).toEqual({ ok: true });
    await lead.ask(id, { do: 'join', seat: 'sharer' });
    await lead.ask(id, { do: 'begin' });
    await lead.ask(id, { do: 'set-floor', mode: 'open' });
  }
  await sage.ask(a.id, { do: 'join', seat: 'sharer' });
  for (const id of [a.id, b.id]) await cleo.ask(id, { do: 'join', seat: 'sharer' });
  await dov.ask(b.id, { do: 'join', seat: 'sharer' });
  expect(await cleo.ask(b.id, { do: 'say', text: 'Before.' })).toEqual({ ok: true });

  const who = inA.member as never;
  await rowan.ask(a.id, { do: 'exclude-everywhere', who, ...because });
  expect(await sage.ask(a.id, { do: 'exclude-everywhere', who, ...because })).toEqual({ ok: true });

  await vi.waitFor(() => expect(cleo.view(b.id).mine).toMatchObject(restricted));
  expect(await cleo.ask(b.id, { do: 'say', text: 'After.' })).toEqual({ refused: 'not-here' });
  expect(cleo.view(b.id)).toMatchObject({ people: [], timeline: [], lead: null });
  await vi.waitFor(() =>
    expect(wren.view(b.id).removed).toMatchObject([{ name: 'Quiet Leaf', byOrganisation: true }]),
  );
  expect(dov.view(b.id)).not.toHaveProperty('removed');
  expect(JSON.stringify([wren.view(b.id), dov.view(b.id)])).not.toMatch(/Cleo|Anemone|Rowan/);
  // VOI-7: the desk where it was decided stays open, with the receipt.
  await vi.waitFor(() =>
    expect(cleo.view(a.id).mine.receipts).toMatchObject([{ kind: 'exclude-everywhere', note }]),
  );
  await expect(cleo.come(two, c.invitation.url, 'New Name')).rejects.toThrow();
  // PRV-8: the card over HTTP says no more than the screen.
  const card = (id: string) => api({ url: two, jar: cleo.jar }).card(id);
  for (const id of [a.id, b.id]) {
    expect(await card(id)).toMatchObject({ facilitators: [], agreements: [], meeting: null });
  }

  // It holds in a browser that comes back, on a node that has just started.
  const three = await node();
  cleo.connections.get(b.id)?.close();
  await cleo.open(three, b.id);
  expect(cleo.view(b.id).mine).toMatchObject(restricted);
  expect(await cleo.ask(b.id, { do: 'join', seat: 'sharer' })).toMatchObject({
    refused: 'excluded',
  });
  expect((await organiser.circle(b.id)).people).toContainEqual(
    expect.objectContaining({ id: inB.member, excluded: { until: null, everywhere: true } }),
  );

  await organiser.liftExclusion(a.id, inA.member);
  await vi.waitFor(() => expect(cleo.view(b.id).mine.can.join).toBe(true));
  expect(await cleo.ask(b.id, { do: 'join', seat: 'sharer' })).toEqual({ ok: true });
  expect((await cleo.come(two, c.invitation.url, 'New Name')).circle).toBe(c.id);
});

it('VOI-12 a membership is reached when its browser comes, also where it was not connected', async () => {
  const { one, two, organiser, circle } = await startTwoNodes();
  const [a, b] = [await circle('Anemone'), await circle('Birch')];
  const [rowan, sage, cleo] = [new ApiGuest(), new ApiGuest(), new ApiGuest()];
  await rowan.come(one, a.facilitatorLink.url, 'Rowan');
  const { url } = await organiser.makeLink(a.id, { role: 'facilitator', label: 'second' });
  await sage.come(one, url, 'Sage');
  const inA = await cleo.come(one, a.invitation.url, 'Cleo');
  await cleo.come(one, b.invitation.url, 'Quiet Leaf');
  for (const guest of [rowan, sage, cleo]) await guest.open(one, a.id);
  await rowan.ask(a.id, { do: 'open-doors' });
  for (const guest of [rowan, sage, cleo]) await guest.ask(a.id, { do: 'join', seat: 'sharer' });
  const who = inA.member as never;
  for (const guest of [rowan, sage]) {
    await guest.ask(a.id, { do: 'exclude-everywhere', who, ...because });
  }
  await vi.waitFor(() => expect(cleo.view(a.id).mine.whereabouts).toBe('removed'));
  await vi.waitFor(async () => {
    await cleo.open(two, b.id);
    expect(cleo.view(b.id).mine.can.join).toBe('excluded');
  });
  // An organiser who lifts it where it is seen lifts it everywhere.
  const { people } = await organiser.circle(b.id);
  const person = people.find(({ excluded }) => excluded);
  await organiser.liftExclusion(b.id, person?.id ?? '');
  await vi.waitFor(() => expect(cleo.view(b.id).mine.can.join).not.toBe('excluded'));
  expect((await organiser.circle(a.id)).people.every(({ excluded }) => excluded === null)).toBe(
    true,
  );
});
