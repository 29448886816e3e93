// @vitest-environment happy-dom
/** What a member reads and does on the place page (RHY-6, RHY-7). */
import type { CircleCardBody, PlaceBody } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { card, minute } from '../../src/gallery/fixtures.ts';
import {
  comingDates,
  iso,
  openNext,
  placeBody,
  placeMeeting,
  placeNext,
  placeStart,
  proposal,
} from '../../src/gallery/fixtures-place.ts';
import type { QueryFailure } from '../../src/lib/api/use-query.ts';
import { storedJoinChoice } from '../../src/lib/storage/circle-storage.ts';
import { resetTabStorage, tabStorage } from '../../src/lib/storage/storage.ts';
import { now } from '../../src/lib/time/now.ts';
import { PlaceContent } from '../../src/place/place-content.tsx';
import { PlaceFrame } from '../../src/place/place-frame.tsx';
import { renderScreen } from '../render-screen.tsx';

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Answers by the end of the path; anything else stays unanswered. */
function stubServer(answers: Readonly<Record<string, readonly [number, unknown]>>) {
  const sent: SentRequest[] = [];
  vi.stubGlobal('fetch', (path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (method !== 'GET') sent.push({ method, path, body: body && JSON.parse(`${body}`) });
    const found = Object.entries(answers).find(([end]) => path.endsWith(end));
    if (!found) return new Promise(() => undefined);
    const [status, answer] = found[1];
    return Promise.resolve(
      new Response(answer === undefined ? null : JSON.stringify(answer), { status }),
    );
  });
  return sent;
}

const onChanged = vi.fn();
beforeEach(() => {
  resetTabStorage();
  onChanged.mockReset();
  history.replaceState(null, '', '/c/gallery/place');
});

const renderPlace = (
  changed: Partial<PlaceBody> = {},
  failure: QueryFailure | null = null,
  shownCard: CircleCardBody = card,
) =>
  renderScreen(
    <PlaceFrame circle="gallery" resources={card.support}>
      <PlaceContent
        known={{ place: placeBody(changed), at: now() - 95 * minute }}
        card={shownCard}
        isCurrent={failure === null}
        {...{ failure, onChanged }}
      />
    </PlaceFrame>,
  );
const primary = () => screen.queryByRole('button', { name: /^Join/ });

it('RHY-7 says when the doors open, and shows no way in before', () => {
  renderPlace();
  expect(screen.getByText(/^The doors open at .*50/)).toBeDefined();
  expect(primary()).toBeNull();
});

it('RHY-7 one press goes in when the doors are open, with the chosen way to take part', async () => {
  const { user } = renderPlace({ next: openNext });
  await user.click(screen.getByRole('radio', { name: 'Just listening' }));
  await user.click(screen.getByRole('button', { name: /^Join/ }));
  expect(storedJoinChoice('gallery')).toEqual({ seat: 'listener', firstTime: false });
  expect(location.pathname).toBe('/c/gallery');
});

it('RHY-6 who waits for a seat is offered to come and listen, and sees no place number', () => {
  renderPlace({ next: { ...openNext, seat: 'waiting', waitingPlace: 777 }, seat: 'waiting' });
  expect(screen.getByText('You’re waiting for a seat.', { selector: 'strong' })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Just listening' }).checked).toBe(
    true,
  );
  expect(document.body.innerHTML).not.toContain('777');
});

it('RHY-6 who would share reads before the door that they listen first', async () => {
  const waits = { next: { ...openNext, seat: 'waiting' as const }, seat: 'waiting' as const };
  const entrance = {
    byThemselves: true,
    isFull: false,
    listensFirst: true,
    isLocked: false,
  } as const;
  const { user } = renderPlace(waits, null, { ...card, entrance });
  const hint = 'You listen for now. You get a seat as soon as there’s one for you.';
  expect(screen.getByRole('radio', { name: 'Sharing' })).toHaveProperty('checked', true);
  expect(screen.getByText(hint)).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Just listening' }));
  expect(screen.queryByText(hint)).toBeNull();
});

it('RHY-6 not this time is one press, and the same button takes it back', async () => {
  const sent = stubServer({ '/seat': [200, { seat: 'not-this-time', waitingPlace: null }] });
  const { user, update } = renderPlace({ coming: [] });
  await user.click(screen.getByRole('button', { name: /^Not this time/ }));
  expect(sent).toEqual([
    { method: 'PUT', path: '/api/circles/gallery/meetings/next/seat', body: { wanted: false } },
  ]);
  expect(onChanged).toHaveBeenCalledOnce();
  const changed = placeBody({
    coming: [],
    next: placeNext(placeStart, { seat: 'not-this-time' }),
  });
  update(
    <PlaceFrame circle="gallery" resources={card.support}>
      <PlaceContent
        known={{ place: changed, at: now() }}
        {...{ card, onChanged }}
        isCurrent
        failure={null}
      />
    </PlaceFrame>,
  );
  expect(document.activeElement).toBe(
    screen.getByRole('button', { name: /^I can come after all/ }),
  );
  await user.keyboard('{Enter}');
  expect(sent.at(-1)?.body).toEqual({ wanted: true });
});

it('RHY-6 a refused choice says why, and the page is asked again', async () => {
  stubServer({ '/seat': [409, { code: 'doors-open', message: 'The doors are open already.' }] });
  const { user } = renderPlace({ coming: [] });
  await user.click(screen.getByRole('button', { name: /^Not this time/ }));
  expect(await screen.findByText('The doors are open already.')).toBeDefined();
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-3 a cancelled date stays visible with its sentence, before the next one too', () => {
  const off = placeMeeting('off', placeStart, { state: 'cancelled', note: 'The hall is flooded.' });
  renderPlace({
    next: placeNext(placeStart + 7 * 24 * 60 * minute),
    coming: [off, ...comingDates],
  });
  expect(screen.getByText(/^Cancelled: /)).toBeDefined();
  expect(screen.getByText('The hall is flooded.')).toBeDefined();
  const further = screen.getByRole('heading', { name: 'Further dates' }).closest('section');
  const cancelled = within(further as HTMLElement)
    .getByText('Cancelled')
    .closest('li');
  expect(cancelled?.textContent).toContain('Rowan is on holiday.');
  expect(within(cancelled as HTMLElement).queryByRole('button')).toBeNull();
});

it.each([
  ['paused', { pausedUntil: iso(placeStart) }, /^It goes on from/],
  ['paused', { pausedUntil: null }, /^It isn’t known yet when it goes on/],
  ['ending', { closing: 'Thank you, all of you.' }, 'Thank you, all of you.'],
  ['ended', { closing: 'Thank you, all of you.' }, 'Thank you, all of you.'],
] as const)('RHY-4 a circle that is %s says so: %o', (state, more, text) => {
  renderPlace({ state, next: null, coming: [], ...more });
  expect(screen.getByText(text)).toBeDefined();
  expect(screen.queryByText('When we meet next')).toBeNull();
});

it('RHY-7 a circle with one meeting shows the same page with less', () => {
  renderPlace({ next: placeNext(placeStart, { seat: null }), coming: [], seat: null });
  expect(screen.getByRole('heading', { name: 'When we meet next' })).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'Further dates' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Not this time/ })).toBeNull();
});

it('RHY-7 without a connection it says since when it knows this', () => {
  const waiting = { cause: 'offline', wait: 15_000 } as const;
  renderPlace(
    {},
    { state: 'failed', status: 0, problem: { code: 'offline', message: '' }, waiting },
  );
  expect(screen.getByText(/^This is what we knew here: /)).toBeDefined();
  expect(screen.getByRole('heading', { name: 'When we meet next' })).toBeDefined();
});

it('PHA-5 the small thing of last time is answered here, and seen by nobody else', async () => {
  const sent = stubServer({ '/intention': [204, undefined] });
  const { user } = renderPlace({
    intention: { text: 'Ring my sister.', outcome: null },
  });
  await user.click(screen.getByRole('button', { name: 'I did it differently' }));
  expect(sent.at(-1)?.body).toEqual({ outcome: 'differently' });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('AGR-2 what changed is agreed to before going in', async () => {
  const question = {
    ...{ version: 4, agreed: { version: 3, at: null }, mustAgree: true },
    clauses: [{ id: 'c1', version: 4, text: 'We rest.' }],
    changes: [{ id: 'c1', what: 'changed', before: 'We hurry.', after: 'We rest.' }],
  };
  const sent = stubServer({
    '/agreements': [200, question],
    '/agree': [200, { agreed: { version: 4, at: 0 } }],
  });
  const { user } = renderPlace({
    next: openNext,
    agreements: { version: 4, agreed: 3, changed: true },
  });
  expect(await screen.findByText('We hurry.')).toBeDefined();
  expect(primary()).toBeNull();
  await user.click(screen.getByRole('button', { name: 'I agree' }));
  expect(sent.at(-1)).toMatchObject({ path: '/api/circles/gallery/agree', body: { version: 4 } });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('PRV-11 leaving for good asks twice, and nothing is sent before', async () => {
  const sent = stubServer({ '/leave-for-good': [204, undefined] });
  const replace = vi.spyOn(window.location, 'replace').mockImplementation(() => undefined);
  tabStorage.write('draft.gallery', 'mine');
  const { user } = renderPlace();
  await user.click(screen.getByRole('button', { name: /^Leave this circle for good/ }));
  expect(screen.getByText(/^You’ll leave this circle\./)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'I want to leave for good' }));
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Yes, delete me now' }));
  expect(sent).toEqual([{ method: 'POST', path: '/api/circles/gallery/leave-for-good', body: {} }]);
  expect(replace).toHaveBeenCalledWith('/#left');
  expect(tabStorage.read('draft.gallery')).toBeNull();
});

it('PRV-11 leaving for good can be put away at each step', async () => {
  const { user } = renderPlace();
  for (const steps of [0, 1]) {
    await user.click(screen.getByRole('button', { name: /^Leave this circle for good/ }));
    if (steps > 0)
      await user.click(screen.getByRole('button', { name: 'I want to leave for good' }));
    await user.click(screen.getByRole('button', { name: 'Stay in this circle' }));
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: /^Leave this circle for good/ }),
    );
  }
});

it('RHY-5 the calendar address is neutral unless the person chooses the name of the circle', async () => {
  const sent = stubServer({ '/feed': [200, { url: 'https://x.test/api/feed/s.ics' }] });
  const { user } = renderPlace();
  await user.click(screen.getByText('Put the dates into my calendar'));
  expect(screen.getByText(/can be up to a day behind/)).toBeDefined();
  expect(
    screen.getByRole('link', { name: 'Only the next date, as a file' }).getAttribute('href'),
  ).toBe('/api/circles/gallery/meetings/next/appointment.ics?title=neutral');
  await user.click(screen.getByRole('button', { name: 'Make my calendar address' }));
  expect(sent.at(-1)).toMatchObject({ method: 'POST', body: { title: 'neutral' } });
  const address = await screen.findByDisplayValue('https://x.test/api/feed/s.ics');
  expect(document.activeElement).toBe(address);
  expect(screen.getByRole('link', { name: 'Open in my calendar' }).getAttribute('href')).toBe(
    'webcal://x.test/api/feed/s.ics',
  );
  await user.click(screen.getByRole('radio', { name: new RegExp(card.name) }));
  await user.click(screen.getByRole('button', { name: 'Make my calendar address' }));
  expect(sent.at(-1)?.body).toEqual({ title: 'real' });
});

it('RHY-5 ending the calendar address asks first', async () => {
  const sent = stubServer({ '/feed': [204, undefined] });
  const { user } = renderPlace({ feed: { exists: true, title: 'real' } });
  await user.click(screen.getByText('Put the dates into my calendar'));
  await user.click(screen.getByRole('button', { name: 'End the calendar address' }));
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Yes, end it' }));
  expect(sent).toEqual([{ method: 'DELETE', path: '/api/circles/gallery/feed', body: undefined }]);
  const again = screen.getByRole('button', { name: 'Make my calendar address' });
  expect(document.activeElement).toBe(again);
});

it('AGR-3 a member answers a proposal, and sees counts without names', async () => {
  const sent = stubServer({
    '/proposals': [200, [proposal()]],
    '/answer': [200, proposal({ answer: 'can-live-with-it' })],
  });
  const { user } = renderPlace();
  expect(await screen.findByText('1 proposal to answer')).toBeDefined();
  await user.click(screen.getByText('Our agreements'));
  expect(screen.getByText(/^3 yes, 2 can live with it, 1 not yet, of 8 members\./)).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Put it into force/ })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'I can live with it' }));
  expect(sent).toEqual([
    {
      method: 'PUT',
      path: '/api/circles/gallery/proposals/proposal/answer',
      body: { answer: 'can-live-with-it' },
    },
  ]);
});

it('AGR-3 a member proposes a change, and what is typed outlives a refusal', async () => {
  const sent = stubServer({ '/proposals': [409, { code: 'too-many', message: 'One at a time.' }] });
  const { user } = renderPlace();
  await user.click(screen.getByText('Our agreements'));
  await user.click(screen.getByRole('button', { name: /^Propose a change/ }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Propose it' }).disabled).toBe(true);
  await user.type(screen.getByLabelText('The new agreement'), 'We leave a breath between.');
  await user.click(screen.getByRole('button', { name: 'Propose it' }));
  expect(sent.at(-1)).toEqual({
    method: 'POST',
    path: '/api/circles/gallery/proposals',
    body: { what: 'new', text: 'We leave a breath between.', why: '' },
  });
  expect(await screen.findByText('One at a time.')).toBeDefined();
  expect(screen.getByLabelText<HTMLTextAreaElement>('The new agreement').value).toBe(
    'We leave a breath between.',
  );
});

it('AGR-3 a facilitator puts a proposal into force after a question', async () => {
  const sent = stubServer({
    '/proposals': [200, [proposal({ answer: 'yes' })]],
    '/adopt': [200, proposal({ state: 'adopted' })],
  });
  const { user } = renderPlace({
    me: { member: 'north-star', name: 'North Star', role: 'facilitator' },
  });
  await user.click(await screen.findByText('Our agreements'));
  await user.click(await screen.findByRole('button', { name: /^Put it into force/ }));
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Yes, for everyone' }));
  expect(sent.map(({ path }) => path)).toEqual(['/api/circles/gallery/proposals/proposal/adopt']);
  expect(onChanged).toHaveBeenCalledOnce();
});
