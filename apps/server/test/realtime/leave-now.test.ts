/** Signing out by *Leave now*, when the page closes before it can step out itself. */
import { expect, it, vi } from 'vitest';
import { ApiGuest, startTwoNodes } from './two-nodes.ts';

it('PRV-9 RND-10 the sign-out steps the person out first: the turn goes on and no message is lost', async () => {
  const { one, two, circle } = await startTwoNodes();
  const { id, facilitatorLink, invitation } = await circle('Anemone');
  const [rowan, cleo, dov] = [new ApiGuest(), new ApiGuest(), new ApiGuest()];
  await rowan.come(one, facilitatorLink.url, 'Rowan');
  const { member } = await cleo.come(two, invitation.url, 'Cleo');
  await dov.come(one, invitation.url, 'Dov');
  for (const [guest, url] of [
    [rowan, one],
    [cleo, two],
    [dov, one],
  ] as const) {
    await guest.open(url, id);
    if (guest === rowan) await rowan.ask(id, { do: 'open-doors' });
    await guest.ask(id, { do: 'join', seat: 'sharer' });
  }
  await rowan.ask(id, { do: 'begin' });
  await rowan.ask(id, { do: 'start-round', prompt: 'What helped?', order: [member as never] });
  await cleo.ask(id, { do: 'take' });
  await vi.waitFor(() => expect(dov.view(id).holder).toBe(member));

  const answer = await fetch(`${two}/api/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cleo.jar.header },
    body: JSON.stringify({ leaving: true }),
  });
  expect(answer.status).toBe(204);
  const inList = () => dov.view(id).people.find((person) => person.id === member);
  await vi.waitFor(() => expect(inList()).toMatchObject({ steppedOut: true, here: false }));
  expect(dov.view(id)).toMatchObject({ holder: null, frozen: false });
  await vi.waitFor(() => expect(cleo.connections.get(id)?.getSnapshot().status).not.toBe('live'));
});
