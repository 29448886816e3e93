// @vitest-environment happy-dom
/** Personal invitations as cards: making several, what became of each, taking one back (KEY-4). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { CircleDetail } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { CardsSection } from '../../src/organiser/links/card-rows.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  makeLink: vi.fn<StaffApi['makeLink']>(),
  revokeLink: vi.fn<StaffApi['revokeLink']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
let made = 0;
beforeEach(() => {
  sessionStorage.clear();
  made = 0;
  server.revokeLink.mockReset();
  server.makeLink.mockReset().mockImplementation(() => {
    made += 1;
    return Promise.resolve({ id: `l${made}`, url: `https://circles.example.org/j#${made}` });
  });
});

type Link = CircleDetail['links'][number];
const day = 24 * 60 * 60_000;
const personal = (label: string, more: Partial<Link> = {}): Link => ({
  ...{ id: `link-${label}`, role: 'participant', label, uses: 1, usesLeft: 1, revoked: false },
  ...{ expires: Date.now() + day },
  ...more,
});
function show(...links: readonly Link[]) {
  const onChanged = vi.fn();
  const detail = { id: 'c1', name: 'Tuesday circle', links, people: [] } as never;
  return { ...renderScreen(<CardsSection detail={detail} onChanged={onChanged} />), onChanged };
}
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const labels = () => server.makeLink.mock.calls.map(([, body]) => body.label);

it('KEY-4 shows what became of each card, and those for many people elsewhere', () => {
  show(
    personal('Card 1', { usesLeft: 0 }),
    personal('Card 2', { revoked: true }),
    personal('Card 3', { expires: Date.now() - 1 }),
    personal('Card 4'),
    personal('poster', { uses: 30, usesLeft: 30 }),
  );
  const outcomes = screen.getAllByRole('listitem').map((row) => row.textContent);
  expect(outcomes).toHaveLength(4);
  expect(outcomes[0]).toMatch(/^Card 4Not used yet/);
  expect(outcomes[1]).toBe('Card 1Joined');
  expect(outcomes[2]).toMatch(/^Card 2Taken back/);
  expect(outcomes[3]).toMatch(/^Card 3Expired/);
});

it('KEY-4 makes so many cards, each for one person, numbered after those that there are', async () => {
  const { user, onChanged } = show(personal('Card 1'));
  await user.click(press('Make cards'));
  const count = screen.getByLabelText('How many cards');
  await user.clear(count);
  await user.type(count, '3');
  await user.click(press('Make the cards'));
  expect(labels()).toEqual(['Card 2', 'Card 3', 'Card 4']);
  expect(server.makeLink.mock.calls.every(([, body]) => body.uses === 1)).toBe(true);
  expect(press('Print 3 cards')).toBeTruthy();
  expect(onChanged).toHaveBeenCalledOnce();
  // On paper is a card for each of them, and nothing of the screen.
  const sheet = document.body.lastElementChild as HTMLElement;
  expect(
    within(sheet)
      .getAllByText(/^https:/)
      .map((each) => each.textContent),
  ).toEqual([...['1', '2', '3'].map((number) => `https://circles.example.org/j#${number}`)]);
});

it('CON-1 goes on after a failure, under the same ids, and makes no card twice', async () => {
  const { user } = show();
  server.makeLink.mockImplementationOnce(() =>
    Promise.resolve({ id: 'l1', url: 'https://x.test/j#a' }),
  );
  server.makeLink.mockRejectedValueOnce(
    new ApiProblem(0, { code: 'offline', message: 'No server.' }),
  );
  await user.click(press('Make cards'));
  await user.type(screen.getByLabelText('Or a name on each'), 'Ada{Enter}Ben{Enter}Cleo');
  await user.click(press('Make the cards'));
  expect(screen.getByText('2 cards are still to be made.')).toBeTruthy();
  await user.click(press('Make the rest'));
  expect(labels()).toEqual(['Ada', 'Ben', 'Ben', 'Cleo']);
  const ids = server.makeLink.mock.calls.map(([, body]) => body.id);
  expect(ids[1]).toBe(ids[2]);
  expect(new Set(ids).size).toBe(3);
});

it('KEY-4 refuses too many cards and names that are too long, and keeps what was typed', async () => {
  const { user } = show();
  await user.click(press('Make cards'));
  const count = screen.getByLabelText<HTMLInputElement>('How many cards');
  await user.clear(count);
  await user.type(count, '41');
  await user.click(press('Make the cards'));
  expect(screen.getByText('Write a number from 1 to 40.')).toBeTruthy();
  await user.type(screen.getByLabelText('Or a name on each'), 'x'.repeat(61));
  await user.click(press('Make the cards'));
  expect(screen.getByText(/One of them has 61\.$/)).toBeTruthy();
  expect(server.makeLink).not.toHaveBeenCalled();
});

it('KEY-4 takes a card back after a question, and makes it anew under the same name', async () => {
  server.revokeLink.mockResolvedValue(undefined as never);
  const { user } = show(personal('Ada'), personal('Ben', { revoked: true }));
  await user.click(press(/^Take it back…/));
  expect(server.revokeLink).not.toHaveBeenCalled();
  await user.click(press('Take it back'));
  expect(server.revokeLink).toHaveBeenCalledExactlyOnceWith('c1', 'link-Ada');
  await user.click(press('Make it anew Ben'));
  expect(labels()).toEqual(['Ben']);
});
