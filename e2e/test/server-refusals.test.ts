/**
 * What a screen does not show, the server does not send either: to a person who waits, and to a
 * stranger, who request every address. Tests of the socket handler and rehearsals prove the
 * refusals on the socket.
 */
import type { Page } from '@playwright/test';
import { askIn, met, say } from './doing.ts';
import { expect, test } from './fixtures.ts';

interface AddressAnswer {
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** Requests every address as the person of this browser. */
const askForAll = (page: Page, circle: string): Promise<readonly AddressAnswer[]> =>
  page.evaluate(async (id) => {
    const { paths } = await (await fetch('/api/openapi.json')).json();
    const readable = Object.entries<Record<string, unknown>>(paths)
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path.replaceAll(/\{[^}]+\}/g, id));
    const guessed = ['', '/messages', '/timeline', '/meeting', '/people', '/view'].map(
      (rest) => `/api/circles/${id}${rest}`,
    );
    return Promise.all(
      [...readable, ...guessed].map(async (path) => {
        const answer = await fetch(path);
        return { path, status: answer.status, body: await answer.text() };
      }),
    );
  }, circle);

test('ACC-5 PRV-2 no address sends messages to a waiting person, or names of people to a stranger', async ({
  people,
  server,
}) => {
  const amber = await people.arrive('Amber Leaf');
  const { facilitator, links } = await met(people, server.organiserLink, amber);
  await say(amber.page, 'Said among us alone');
  const circle = new URL(amber.page.url()).pathname.split('/').at(-1) ?? '';

  const heron = await people.arrive('Quiet Heron');
  await askIn(heron, links.invitation);
  await expect(heron.page.getByRole('heading', { name: /waiting room/ })).toBeVisible();
  await expect(facilitator.page.getByText('waiting since')).toBeVisible();
  const waiting = await askForAll(heron.page, circle);
  expect(waiting.length).toBeGreaterThan(6);
  for (const { path, body } of waiting) {
    expect(body, path).not.toMatch(/Said among us alone|Amber Leaf/);
  }

  const stranger = await people.arrive('somebody');
  await stranger.page.goto('/');
  for (const { path, status, body } of await askForAll(stranger.page, circle)) {
    expect(body, path).not.toMatch(/Said among us alone|Amber Leaf|North Star|Quiet Heron/);
    if (path.includes(circle)) expect([path, status >= 400]).toEqual([path, true]);
  }
});
