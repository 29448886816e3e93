// @vitest-environment happy-dom
/** The list of circles in pages (STF-1, STF-6). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { CircleSummary, StaffRole } from '@holdspace/protocol';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { tabStorage } from '../../src/lib/storage/storage.ts';
import { meetingStateText } from '../../src/organiser/circles/circle-state-text.ts';
import { CirclesPage } from '../../src/organiser/circles/circles-page.tsx';
import { StaffSessionProvider } from '../../src/organiser/page/staff-session.ts';
import { renderScreen } from '../render-screen.tsx';

const server = { circlePage: vi.fn<StaffApi['circlePage']>() };
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  server.circlePage.mockReset();
  tabStorage.write('staff:circles:search', null);
});

const circles = (from: number, to: number): CircleSummary[] =>
  Array.from({ length: to - from }, (_, n) => ({
    ...{ id: `c${from + n}`, name: `Circle ${from + n}`, purpose: '', meeting: null },
    ...{ facilitators: [], members: 0 },
  }));
const renderCircles = (roles: readonly StaffRole[] = ['organiser']) =>
  renderScreen(
    <StaffSessionProvider value={{ id: 'ada', roles, guestCircles: [], recheck: () => undefined }}>
      <CirclesPage />
    </StaffSessionProvider>,
  );
const shownCircles = () => screen.getAllByRole('link', { name: /^Circle/ }).length;

it('STF-1 further circles come on request; the button keeps the focus, then the end has it', async () => {
  server.circlePage.mockResolvedValueOnce({ items: circles(0, 40), next: 'x' });
  const { user } = renderCircles();
  const more = await screen.findByRole('button', { name: 'Show more' });
  server.circlePage.mockResolvedValueOnce({ items: circles(39, 80), next: 'y' });
  await user.click(more);
  // An entry that moved into the next page meanwhile is shown once.
  expect(shownCircles()).toBe(80);
  expect(document.activeElement).toBe(more);
  expect(server.circlePage).toHaveBeenLastCalledWith({ order: 'meeting', limit: 40, after: 'x' });
  server.circlePage.mockResolvedValueOnce({ items: circles(80, 81), next: null });
  await user.click(more);
  expect(shownCircles()).toBe(81);
  expect(document.activeElement?.textContent).toBe('That’s all of them.');
});

it('STF-1 a page that failed says why, and can be asked for again', async () => {
  server.circlePage.mockResolvedValueOnce({ items: circles(0, 40), next: 'x' });
  const { user } = renderCircles();
  const problem = { code: 'invalid', message: 'Read the list again from its beginning.' };
  server.circlePage.mockRejectedValueOnce(new ApiProblem(400, problem));
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText(problem.message)).toBeTruthy();
  expect(shownCircles()).toBe(40);
  server.circlePage.mockResolvedValueOnce({ items: circles(40, 41), next: null });
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  expect(shownCircles()).toBe(41);
});

it('STF-1 circles are searched on the server, and a search without a result leads back', async () => {
  server.circlePage.mockResolvedValueOnce({ items: circles(0, 40), next: 'x' });
  const { user } = renderCircles();
  const field = await screen.findByRole('searchbox', { name: 'Find a circle' });
  server.circlePage.mockResolvedValueOnce({ items: [], next: null });
  await user.click(field);
  // In one step: a pause between two letters as long as a search waits is a search of its own.
  act(() => {
    for (const typed of [' g', ' gri', ' grief ']) {
      fireEvent.change(field, { target: { value: typed } });
    }
  });
  await screen.findByText('No circle has “grief” in its name, purpose or facilitators.');
  expect(server.circlePage).toHaveBeenCalledTimes(2);
  expect(server.circlePage).toHaveBeenLastCalledWith({ order: 'meeting', limit: 40, q: 'grief' });
  expect(document.activeElement).toBe(field);
  server.circlePage.mockResolvedValueOnce({ items: circles(0, 40), next: 'x' });
  await user.click(screen.getByRole('button', { name: 'Show all circles' }));
  await waitFor(() => expect(shownCircles()).toBe(40));
});

it('STF-1 facilitators open no circle, and are told who chooses theirs', async () => {
  server.circlePage.mockResolvedValue({ items: [], next: null });
  renderCircles(['facilitator']);
  expect(await screen.findByText(/You look after no circle yet/)).toBeTruthy();
  expect(screen.queryByRole('link', { name: /^Open a/ })).toBeNull();
});

it('STF-6 the state of a meeting is its phase and counts, in words', () => {
  const at = (phase: string, present = 0, waiting = 0) =>
    meetingStateText({ start: 1000, end: 5000, phase, present, waiting }, 900);
  expect(at('scheduled')).toBe('');
  expect(at('doors', 0, 2)).toBe('The doors are open · 2 wait to be let in');
  expect(at('body', 1)).toBe('Under way · 1 person is in');
  expect(at('closed')).toBe('');
  const late = { start: 1000, end: 5000, phase: 'doors', present: 0, waiting: 1 };
  expect(meetingStateText(late, 1000)).toBe('It hasn’t begun yet · 1 waits to be let in');
});

it.each([
  [2, 2, 'Covered'],
  [1, 2, 'Half covered: 1 of 2'],
  [0, 2, 'Uncovered: nobody carries it yet'],
])('CVR-1 the list says that %i of %i carry the next meeting', async (covered, wanted, words) => {
  const [circle] = circles(0, 1);
  if (!circle) throw new Error('There is no circle.');
  const start = Date.now() + 86_400_000;
  const times = { start, end: start + 3_600_000, phase: 'scheduled', present: 0, waiting: 0 };
  const items = [{ ...circle, meeting: { ...times, covered, wanted } }];
  server.circlePage.mockResolvedValueOnce({ items, next: null });
  renderCircles(['facilitator']);
  expect(await screen.findByText(words)).toBeTruthy();
});
