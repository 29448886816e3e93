// @vitest-environment happy-dom
/** *My meetings*: what a carer is asked, answers and sets (CVR-1 to CVR-5). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { OwnCarrying, OwnDebrief, OwnMeeting } from '@holdspace/protocol';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { wholeNumber } from '../../src/organiser/carer/carrying-form.tsx';
import { MyMeetingsPage } from '../../src/organiser/carer/my-meetings-page.tsx';
import { StaffSessionProvider } from '../../src/organiser/page/staff-session.ts';
import { renderScreen } from '../render-screen.tsx';

const server = {
  ownMeetings: vi.fn<StaffApi['ownMeetings']>(),
  answerCover: vi.fn<StaffApi['answerCover']>(),
  takeBackCover: vi.fn<StaffApi['takeBackCover']>(),
  callOff: vi.fn<StaffApi['callOff']>(),
  ownCarrying: vi.fn<StaffApi['ownCarrying']>(),
  setCarrying: vi.fn<StaffApi['setCarrying']>(),
  ownDebriefs: vi.fn<StaffApi['ownDebriefs']>(),
  joinDebrief: vi.fn<StaffApi['joinDebrief']>(),
  debrief: vi.fn<StaffApi['debrief']>(),
  eraseOwnDebrief: vi.fn<StaffApi['eraseOwnDebrief']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));

const hour = 3_600_000;
const meeting = (id: string, more: Partial<OwnMeeting> = {}): OwnMeeting => ({
  ...{ id, circle: 'tuesday', name: 'Tuesdays', local: null, zone: null, state: 'planned' },
  start: new Date(Date.now() + 50 * hour).toISOString(),
  end: new Date(Date.now() + 51 * hour).toISOString(),
  cover: { level: 'half-covered', covered: 1, wanted: 2, carriers: ['Ben'] },
  ...{ own: 'offered', may: ['yes', 'cant'] },
  ...more,
});
const carrying: OwnCarrying = {
  ...{ meetingsAWeek: 2, hoursBetween: null, nextSevenDays: 1 },
  circles: [{ id: 'tuesday', name: 'Tuesdays', regular: true, onlyWhenAsked: false }],
};
const debrief: OwnDebrief = {
  ...{ id: 'g_0', circle: 'tuesday', name: 'Tuesdays', joined: false, onCall: 'none' },
  ...{ start: new Date().toISOString(), end: new Date().toISOString() },
  ...{ asOnCall: false, people: [] },
};

function serve(offers: readonly OwnMeeting[], mine: readonly OwnMeeting[] = []) {
  server.ownMeetings.mockImplementation(async ({ show } = {}) => ({
    items: show === 'offers' ? offers : mine,
    next: null,
  }));
}

beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  server.ownCarrying.mockResolvedValue(carrying);
  server.ownDebriefs.mockResolvedValue([]);
  history.replaceState(null, '', '/o/meetings');
});

const renderPage = () =>
  renderScreen(
    <StaffSessionProvider
      value={{ id: 'ada', roles: ['facilitator'], guestCircles: [], recheck: vi.fn() }}
    >
      <MyMeetingsPage />
    </StaffSessionProvider>,
  );
const section = (name: string) => within(screen.getByRole('region', { name }));
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));

it('CVR-1 each meeting says in words how far it is covered, and who carries it', async () => {
  serve(
    [meeting('1')],
    [
      meeting('2', {
        cover: { level: 'uncovered', covered: 0, wanted: 2, carriers: [] },
        ...{ own: 'cant', may: ['yes', 'take-back'] },
      }),
    ],
  );
  renderPage();
  await screen.findByText('Half covered');
  expect(section('You’re asked').getByText('Ben')).toBeTruthy();
  expect(section('What you carry').getByText('Not covered')).toBeTruthy();
  expect(section('What you carry').getByText(/No reason is needed/)).toBeTruthy();
});

it('CVR-2 a yes is sent once, and what came of it is said and has the focus', async () => {
  serve([meeting('1')]);
  server.answerCover.mockResolvedValue(meeting('1', { own: 'yes', may: ['take-back'] }));
  renderPage();
  await screen.findByText('Half covered');
  serve([], [meeting('1', { own: 'yes', may: ['take-back'] })]);
  press(/^I can \(Tuesdays/);
  const said = await screen.findByText(/^You carry Tuesdays, /);
  await waitFor(() => expect(document.activeElement?.contains(said)).toBe(true));
  expect(server.answerCover).toHaveBeenCalledTimes(1);
  expect(server.answerCover.mock.calls[0]?.[1]).toBe('yes');
  await waitFor(() => expect(section('You’re asked').getByText(/^Nothing right now/)).toBeTruthy());
  expect(section('What you carry').getByRole('button', { name: /^Take it back/ })).toBeTruthy();
});

it('CVR-2 who never came in is led to the one entry that stands for a yes to each meeting', async () => {
  serve(Array.from({ length: 13 }, (_, at) => meeting(`${at}`)));
  const [circle] = carrying.circles;
  if (!circle) throw new Error('There is no circle.');
  server.ownCarrying.mockResolvedValue({ ...carrying, circles: [{ ...circle, regular: false }] });
  renderPage();
  expect(await screen.findByText(/^You haven’t been in/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Enter the circle Tuesdays' })).toBeTruthy();
  // The next month at first; the rest does not hide what comes below.
  expect(screen.getAllByText('Half covered')).toHaveLength(4);
  press(/^Show 9 more/);
  expect(screen.getAllByText('Half covered')).toHaveLength(13);
  expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
});

it('CVR-2 who was a moment late is told so, and the list shows what is the case', async () => {
  serve([meeting('1')]);
  const message = 'Somebody else carries it already. Thank you all the same.';
  server.answerCover.mockRejectedValue(new ApiProblem(409, { code: 'full', message }));
  renderPage();
  await screen.findByText('Half covered');
  serve([]);
  press(/^I can \(/);
  expect(await screen.findByText(message)).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('Half covered')).toBeNull());
  expect(screen.getByText(message)).toBeTruthy();
});

it('CVR-4 a meeting that nobody carries is postponed or cancelled by one press', async () => {
  const start = new Date(Date.now() + 2 * hour).toISOString();
  serve([meeting('1', { start, may: ['yes', 'cant', 'call-off'] })]);
  server.callOff.mockResolvedValue({ start: new Date(Date.now() + 26 * hour).toISOString() });
  renderPage();
  await screen.findByText('Half covered');
  press(/^Postpone by a day/);
  expect(await screen.findByText(/^Tuesdays is postponed to /)).toBeTruthy();
  expect(server.callOff.mock.calls[0]?.[1]).toEqual({ how: 'postpone' });
});

it('CVR-3 limits are whole numbers or nothing, and a wrong one names what is right', async () => {
  for (const [text, value] of [
    ['', null],
    [' 3 ', 3],
    ['0', 0],
    ['14', 14],
    ['15', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['two', undefined],
  ] as const) {
    expect([text, wholeNumber(text, 14)]).toEqual([text, value]);
  }
  serve([]);
  server.setCarrying.mockResolvedValue(carrying);
  renderPage();
  const week = await screen.findByLabelText('Meetings in seven days, at most');
  fireEvent.change(week, { target: { value: 'many' } });
  press('Save');
  expect(screen.getByText('Please write a whole number from 0 to 14, or nothing.')).toBeTruthy();
  expect(server.setCarrying).not.toHaveBeenCalled();
  fireEvent.change(week, { target: { value: '' } });
  fireEvent.click(screen.getByLabelText('Tuesdays'));
  press('Save');
  await waitFor(() => expect(server.setCarrying).toHaveBeenCalledTimes(1));
  expect(server.setCarrying.mock.calls[0]?.[0]).toEqual({
    ...{ meetingsAWeek: null, hoursBetween: null, onlyWhenAsked: ['tuesday'] },
  });
});

it('PRV-4 who wrote in a debrief can erase it there, after one more question', async () => {
  serve([]);
  const joined = { ...debrief, joined: true, people: ['Ada', 'Ben'] };
  const entry = { by: 'Ben', at: Date.now(), text: 'canary', mine: true };
  server.ownDebriefs.mockResolvedValue([joined]);
  server.debrief.mockResolvedValue({ ...joined, entries: [entry] });
  const erased = { ...joined, entries: [{ ...entry, text: '' }] };
  server.eraseOwnDebrief.mockImplementation(async () => {
    server.debrief.mockResolvedValue(erased);
    return erased;
  });
  renderPage();
  expect(await screen.findByText('canary')).toBeTruthy();
  press('Erase what I wrote here…');
  press('Keep it');
  press('Erase what I wrote here…');
  press('Yes, erase it');
  expect(await screen.findByText('Erased by who wrote it.')).toBeTruthy();
  expect(server.eraseOwnDebrief).toHaveBeenCalledOnce();
  expect(screen.queryByRole('button', { name: 'Erase what I wrote here…' })).toBeNull();
});

it('CVR-5 a debrief is an offer that can be left alone, with a yes of two kinds', async () => {
  serve([]);
  server.ownDebriefs.mockResolvedValue([debrief]);
  server.joinDebrief.mockRejectedValue(new ApiProblem(409, { code: 'closed', message: 'Over.' }));
  renderPage();
  expect(await screen.findByText(/You don’t have to/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Yes, with those who carried it' })).toBeTruthy();
  press('Yes, and with somebody on call');
  expect(await screen.findByText('Over.')).toBeTruthy();
  expect(server.joinDebrief.mock.calls[0]?.slice(1)).toEqual([true]);
});
