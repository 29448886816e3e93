// @vitest-environment happy-dom
/** The meetings of a circle for its organiser: rhythm, moving, cancelling, pausing, ending (RHY-3, RHY-4). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type {
  CircleDetail,
  CircleRhythmBody,
  MeetingBody,
  RhythmChangesBody,
} from '@holdspace/protocol';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { CircleLifeSection } from '../../src/organiser/meetings/circle-life-section.tsx';
import { Meetings } from '../../src/organiser/meetings/meetings-section.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  moveMeeting: vi.fn<StaffApi['moveMeeting']>(),
  cancelMeeting: vi.fn<StaffApi['cancelMeeting']>(),
  scheduleMeeting: vi.fn<StaffApi['scheduleMeeting']>(),
  previewRhythmChange: vi.fn<StaffApi['previewRhythmChange']>(),
  setRhythm: vi.fn<StaffApi['setRhythm']>(),
  endRhythm: vi.fn<StaffApi['endRhythm']>(),
  pauseCircle: vi.fn<StaffApi['pauseCircle']>(),
  resumeCircle: vi.fn<StaffApi['resumeCircle']>(),
  endCircle: vi.fn<StaffApi['endCircle']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  for (const each of Object.values(server)) each.mockReset();
  sessionStorage.clear();
  // Each day has 24 hours there.
  vi.stubEnv('TZ', 'UTC');
});

const day = 24 * 60 * 60_000;
const at = Math.ceil(Date.now() / day) * day + 10 * day + 18 * 60 * 60_000;
const iso = (time: number) => new Date(time).toISOString();
const meeting = (id: string, start: number, more: Partial<MeetingBody> = {}): MeetingBody => ({
  ...{ id, start: iso(start), end: iso(start + 75 * 60_000), local: iso(start).slice(0, 16) },
  ...{ zone: 'UTC', state: 'planned', covered: 2, wanted: 2, date: iso(start).slice(0, 10) },
  ...more,
});
const rhythm: CircleRhythmBody = {
  rhythm: {
    ...{ every: 'week', interval: 1, at: '18:00', zone: 'UTC', from: '2027-01-01' },
    on: ['tu'],
  },
  ...{ minutes: 75, zone: 'UTC', state: 'open', canResume: false, next: [] },
};
const noEffects: RhythmChangesBody = { changes: [], added: [], kept: [], next: [] };
const detail: CircleDetail = {
  ...{ id: 'c1', name: 'Tuesday circle', meeting: null, facilitators: ['Rowan'] },
  settings: { memberRetention: 30 * day },
} as never;

function show(
  meetings: readonly MeetingBody[],
  more: Partial<CircleRhythmBody> = {},
  Part: typeof Meetings | typeof CircleLifeSection = Meetings,
) {
  const onChanged = vi.fn();
  const schedule = { rhythm: { ...rhythm, ...more }, meetings };
  const rendered = renderScreen(<Part {...{ detail, schedule, onChanged }} />);
  return { ...rendered, onChanged };
}
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent);

it('RHY-3 shows the state of each meeting and who carries it, in words', () => {
  show([
    meeting('g1', at, { state: 'running' }),
    meeting('g2', at + 7 * day, { state: 'moved', covered: 1 }),
    meeting('g3', at + 14 * day, { state: 'cancelled', why: 'cancelled', note: 'Rowan is ill.' }),
    meeting('g4', at + 21 * day, { covered: 0 }),
  ]);
  expect(screen.getByText(/^Every Tuesday, .* to .*, UTC$/)).toBeTruthy();
  const [first, second, third, fourth] = rows();
  expect(first).toMatch(/On now.*Covered$/);
  expect(second).toMatch(/Moved.*Half covered: 1 of 2/);
  expect(third).toMatch(/Cancelled.*Rowan is ill\.$/);
  expect(fourth).toMatch(/Uncovered: nobody carries it yet/);
  // Neither the one under way nor the cancelled one can be changed.
  expect(screen.getAllByRole('button', { name: /^Move / })).toHaveLength(2);
});

it('RHY-3 moves one meeting, and shows what members will see before', async () => {
  const moved = meeting('g1', at + day, { state: 'moved' });
  server.moveMeeting.mockResolvedValue(moved);
  const { user, onChanged } = show([meeting('g1', at)]);
  await user.click(press(/^Move /));
  await user.click(press('A day later'));
  expect(screen.getByText(/^Moved: /).textContent).toContain(
    new Intl.DateTimeFormat('en', { weekday: 'long' }).format(at + day),
  );
  await user.click(press('Move the meeting'));
  const body = { start: iso(at + day), minutes: 75 };
  expect(server.moveMeeting).toHaveBeenCalledExactlyOnceWith('c1', 'g1', body);
  expect(onChanged).toHaveBeenCalledOnce();
  expect(screen.queryByRole('button', { name: 'Move the meeting' })).toBeNull();
});

it('RHY-3 a meeting that has begun meanwhile is not moved, and what was typed stays', async () => {
  const message = 'This meeting has begun. It stays as it is.';
  server.moveMeeting.mockRejectedValue(new ApiProblem(409, { code: 'stale', message }));
  const { user, onChanged } = show([meeting('g1', at)]);
  await user.click(press(/^Move /));
  await user.click(press('A day later'));
  const chosen = screen.getByLabelText<HTMLInputElement>('Day').value;
  await user.click(press('Move the meeting'));
  expect(screen.getByText(message)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe(chosen);
  expect(onChanged).not.toHaveBeenCalled();
});

it('RHY-3 cancels one meeting with a sentence, and not without one', async () => {
  server.cancelMeeting.mockResolvedValue(undefined as never);
  const { user, onChanged } = show([meeting('g1', at)]);
  await user.click(press(/^Cancel it /));
  const note = screen.getByLabelText('What members read');
  await user.clear(note);
  await user.click(press('Cancel this meeting'));
  expect(screen.getByText('Write one sentence for the members.')).toBeTruthy();
  expect(server.cancelMeeting).not.toHaveBeenCalled();
  await user.type(note, 'Rowan is ill.');
  await user.click(press('Cancel this meeting'));
  expect(server.cancelMeeting).toHaveBeenCalledExactlyOnceWith('c1', 'g1', {
    note: 'Rowan is ill.',
  });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-3 shows what a change of the rhythm does before it is made', async () => {
  const effects: RhythmChangesBody = {
    ...noEffects,
    changes: [
      { id: 'g1', was: iso(at), start: iso(at + day) },
      { id: 'g4', was: iso(at + 28 * day), start: null },
      { id: 'g5', was: iso(at + 35 * day), start: iso(at + 35 * day) },
    ],
    kept: [{ id: 'g2', start: iso(at + 9 * day), why: 'moved' }],
  };
  server.previewRhythmChange.mockResolvedValue(effects);
  server.setRhythm.mockResolvedValue(effects);
  const { user, onChanged } = show([meeting('g1', at)]);
  await user.click(press('Change when it meets'));
  await user.click(screen.getByRole('checkbox', { name: 'Tuesday' }));
  await user.click(press('Change it'));
  expect(screen.getByText('Choose at least one day.')).toBeTruthy();
  expect(server.setRhythm).not.toHaveBeenCalled();
  await user.click(screen.getByRole('checkbox', { name: 'Wednesday' }));
  await waitFor(() => expect(screen.getByText('1 meeting moves')).toBeTruthy());
  expect(screen.getByText('1 meeting falls away')).toBeTruthy();
  expect(screen.getByText('1 meeting gets another length')).toBeTruthy();
  expect(screen.getByText('You moved it by hand.')).toBeTruthy();
  expect(server.setRhythm).not.toHaveBeenCalled();
  await user.click(press('Change it'));
  const [, body] = server.setRhythm.mock.calls[0] ?? [];
  expect(body).toMatchObject({ rhythm: { on: ['we'] }, minutes: 75 });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-3 names the field of a rhythm that the server refuses', async () => {
  const fields = { 'rhythm.until': 'The last day can’t be before the first.' };
  server.previewRhythmChange.mockRejectedValue(
    new ApiProblem(400, { code: 'invalid', message: 'No.', fields }),
  );
  const { user } = show([meeting('g1', at)]);
  await user.click(press('Change when it meets'));
  await user.selectOptions(screen.getByLabelText('Ends'), 'until');
  const until = screen.getByLabelText<HTMLInputElement>('Last possible date');
  await user.type(until, '2020-01-01');
  await waitFor(() => expect(until.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getByText(fields['rhythm.until'])).toBeTruthy();
});

it('RHY-1 a circle without a rhythm is planned by hand, and can get one', async () => {
  server.scheduleMeeting.mockRejectedValueOnce(new Error('the answer is lost'));
  server.scheduleMeeting.mockResolvedValue(meeting('g9', at));
  const { user, onChanged } = show([], { rhythm: null, minutes: null, zone: null });
  expect(screen.getByText('No meeting is planned.')).toBeTruthy();
  expect(press('Let it meet regularly')).toBeTruthy();
  await user.click(press('Plan the next meeting'));
  await user.click(press('Plan this meeting'));
  expect(onChanged).not.toHaveBeenCalled();
  await user.click(press('Plan this meeting'));
  const [first, again] = server.scheduleMeeting.mock.calls;
  expect(first?.[1].id).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toEqual(first);
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-4 is paused until a date or open, and says how many meetings that leaves out', async () => {
  server.pauseCircle.mockResolvedValue({ ...rhythm, state: 'paused' });
  const meetings = [meeting('g1', at), meeting('g2', at + 7 * day), meeting('g3', at + 30 * day)];
  const { user } = show(meetings, {}, CircleLifeSection);
  await user.click(press('Pause it…'));
  const until = screen.getByLabelText<HTMLInputElement>('Meetings again from');
  await user.clear(until);
  await user.click(press('Pause the circle'));
  expect(screen.getByText('Choose a date.')).toBeTruthy();
  expect(server.pauseCircle).not.toHaveBeenCalled();
  await user.type(until, iso(at + 8 * day).slice(0, 10));
  expect(screen.getByText(/^2 planned meetings are left out/)).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Until I resume it' }));
  expect(screen.getByText(/^3 planned meetings are left out/)).toBeTruthy();
  await user.click(press('Pause the circle'));
  expect(server.pauseCircle).toHaveBeenCalledExactlyOnceWith('c1', {});
});

it('RHY-4 what a pause led to gets the focus, with the way back', () => {
  const props = { detail, onChanged: vi.fn() };
  const { update } = renderScreen(<Meetings {...props} schedule={{ rhythm, meetings: [] }} />);
  const paused = { ...rhythm, state: 'paused', pausedUntil: iso(at) } as const;
  update(<Meetings {...props} schedule={{ rhythm: paused, meetings: [] }} />);
  expect(document.activeElement?.textContent).toMatch(/^The circle is paused\..*Resume now$/);
});

it('CVR-1 a circle without a facilitator says so, and leads to adding one', () => {
  const alone = { ...detail, facilitators: [] };
  renderScreen(<Meetings detail={alone} schedule={{ rhythm, meetings: [] }} onChanged={vi.fn()} />);
  expect(screen.getByText(/^No facilitator has come into this circle yet\./)).toBeTruthy();
  const link = screen.getByRole('link', { name: 'Add a facilitator' });
  expect(link.getAttribute('href')).toBe('/o/people?add=facilitator&circle=c1');
});

it('RHY-4 is resumed by one press', async () => {
  server.resumeCircle.mockResolvedValue(rhythm);
  const { user, onChanged } = show([], { state: 'paused', pausedUntil: iso(at) });
  expect(screen.getByText(/^The circle is paused\. Meetings take place again from/)).toBeTruthy();
  await user.click(press('Resume now'));
  expect(server.resumeCircle).toHaveBeenCalledExactlyOnceWith('c1');
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-4 is ended after a second question alone, with its last meeting and closing words', async () => {
  server.endCircle.mockResolvedValue({ ...rhythm, state: 'ending' });
  const meetings = [meeting('g1', at), meeting('g2', at + 7 * day)];
  const { user, onChanged } = show(meetings, {}, CircleLifeSection);
  await user.click(press('End this circle…'));
  await user.selectOptions(screen.getByLabelText('The last meeting'), 'g2');
  await user.type(screen.getByLabelText('Closing words'), 'Thank you all.');
  await user.click(press('Continue'));
  expect(server.endCircle).not.toHaveBeenCalled();
  expect(screen.getByRole('heading', { name: /^Really end/ })).toBe(document.activeElement);
  const summary = within(screen.getByRole('list'));
  expect(summary.getByText(/is deleted 30 days later/)).toBeTruthy();
  await user.click(press('Back'));
  expect(screen.getByLabelText<HTMLTextAreaElement>('Closing words').value).toBe('Thank you all.');
  await user.click(press('Continue'));
  await user.click(press('End this circle'));
  expect(server.endCircle).toHaveBeenCalledExactlyOnceWith('c1', {
    ...{ last: 'g2', text: 'Thank you all.' },
  });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('RHY-4 an end is taken back while it can be', async () => {
  server.resumeCircle.mockResolvedValue(rhythm);
  const meetings = [meeting('g1', at)];
  const { user } = show(meetings, { state: 'ending', last: 'g1', canResume: true });
  expect(screen.getByText(/^The circle ends after its last meeting/)).toBeTruthy();
  await user.click(press('Take it back'));
  expect(server.resumeCircle).toHaveBeenCalledOnce();
});

it('RHY-4 a circle that has ended offers no meetings and no way back', () => {
  show([], { state: 'ended', canResume: false });
  expect(screen.getByText(/^This circle has ended/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
