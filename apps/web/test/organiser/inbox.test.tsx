// @vitest-environment happy-dom
/** The inbox on the pages of staff (ALR-3, ALR-4, ALR-6). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { AlertKind, InboxAlert, StaffRole } from '@holdspace/protocol';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { inboxSnapshot } from '../../src/gallery/fixtures-house.ts';
import { alertAdvice, alertPlace, alertTitle } from '../../src/organiser/inbox/alert-texts.ts';
import { InboxProvider } from '../../src/organiser/inbox/inbox-provider.tsx';
import { NeedsYou } from '../../src/organiser/inbox/needs-you.tsx';
import { spokenInboxChange } from '../../src/organiser/inbox/use-spoken-inbox.ts';
import { StaffFrame } from '../../src/organiser/page/staff-nav.tsx';
import { StaffSessionProvider } from '../../src/organiser/page/staff-session.ts';
import { renderScreen } from '../render-screen.tsx';
import { type FixedInbox, fixedInbox } from './staff-inbox-fixture.ts';

const server = {
  circlesById: vi.fn<StaffApi['circlesById']>(),
  alert: vi.fn<StaffApi['alert']>(),
  markAlertsSeen: vi.fn<StaffApi['markAlertsSeen']>(),
  takeAlert: vi.fn<StaffApi['takeAlert']>(),
  returnAlert: vi.fn<StaffApi['returnAlert']>(),
  callOff: vi.fn<StaffApi['callOff']>(),
};
let inbox: FixedInbox;
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
  connectInbox: () => inbox.connection,
}));
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  server.circlesById.mockResolvedValue([
    {
      ...{ id: 'tuesday', name: 'Tuesday circle', purpose: '', meeting: null },
      ...{ facilitators: [], members: 0 },
    },
  ]);
  server.markAlertsSeen.mockResolvedValue(undefined);
  inbox = fixedInbox();
  history.replaceState(null, '', '/o');
});

const alert = (id: string, kind: AlertKind, more: Partial<InboxAlert> = {}): InboxAlert => ({
  ...{ id, kind, circle: 'tuesday', at: Date.now(), since: Date.now(), state: 'open' },
  ...{ yours: true },
  ...more,
});
const recheck = vi.fn();
function renderInbox(roles: readonly StaffRole[] = ['organiser']) {
  return renderScreen(
    <StaffSessionProvider value={{ id: 'ada', roles, guestCircles: [], recheck }}>
      <InboxProvider>
        <StaffFrame>
          <NeedsYou />
        </StaffFrame>
      </InboxProvider>
    </StaffSessionProvider>,
  );
}
const receive = (...alerts: InboxAlert[]) => act(() => inbox.receive(inboxSnapshot(...alerts)));
const titles = () => screen.queryAllByRole('heading', { level: 3 }).map((each) => each.textContent);
const unsafe = alertTitle('unsafe');

it('ALR-6 an empty inbox says so, and an alert appears by itself with a count on every page', async () => {
  renderInbox();
  receive();
  expect(screen.getByText(/^Nothing needs you right now/)).toBeTruthy();
  receive(alert('a', 'unsafe'), alert('b', 'appeal'));
  expect(titles()).toEqual([unsafe, alertTitle('appeal')]);
  expect(screen.getByRole('link', { name: 'Today 2 open alerts' })).toBeTruthy();
  expect(await screen.findAllByText('Tuesday circle')).not.toHaveLength(0);
  receive();
  expect(screen.getByRole('link', { name: 'Today' })).toBeTruthy();
  expect(screen.getByText(/^Nothing needs you right now/)).toBeTruthy();
});

it('ALR-3 who presses has it, and it can be given back', async () => {
  server.takeAlert.mockResolvedValue(undefined);
  server.returnAlert.mockResolvedValue(undefined);
  const { user } = renderInbox();
  receive(alert('a', 'help'));
  await user.click(screen.getByRole('button', { name: /^I have it/ }));
  expect(server.takeAlert).toHaveBeenCalledExactlyOnceWith('a');
  receive(alert('a', 'help', { state: 'taken', by: 'ada', byName: 'Ada' }));
  expect(screen.getByText('You have it. Nobody else is alerted.')).toBeTruthy();
  expect(document.activeElement?.textContent).toContain('You have it');
  await user.click(screen.getByRole('button', { name: /^Give it back/ }));
  expect(server.returnAlert).toHaveBeenCalledExactlyOnceWith('a');
});

it('ALR-3 everybody else sees who has it, and no button to take it', () => {
  renderInbox();
  receive(alert('a', 'help', { state: 'taken', by: 'ben', byName: 'Ben' }));
  const card = within(screen.getByRole('article'));
  expect(card.getByText('Ben').parentElement?.textContent).toBe('Ben has it.');
  expect(card.queryByRole('button')).toBeNull();
  expect(card.getByRole('link', { name: /^Read and answer/ })).toBeTruthy();
});

it('ALR-3 a press that came too late says why', async () => {
  const problem = { code: 'stale', message: 'Somebody else has it already.' };
  server.takeAlert.mockRejectedValue(new ApiProblem(409, problem));
  const { user } = renderInbox();
  receive(alert('a', 'help'));
  await user.click(screen.getByRole('button', { name: /^I have it/ }));
  expect(await screen.findByText(problem.message)).toBeTruthy();
});

it('ALR-4 what was given to this person counts as seen on the page, and nothing else', () => {
  renderInbox();
  receive(alert('a', 'help'), alert('b', 'report', { yours: false }));
  expect(server.markAlertsSeen).toHaveBeenCalledExactlyOnceWith(['a']);
});

it('ALR-6 what changed is spoken once', () => {
  const of = (...alerts: InboxAlert[]) => inboxSnapshot(...alerts).inbox ?? never();
  const [a, b] = [alert('a', 'help'), alert('b', 'hold')];
  expect(spokenInboxChange(null, of(), 'ada')).toBe('');
  expect(spokenInboxChange(null, of(a, b), 'ada')).toBe('2 things need somebody.');
  expect(spokenInboxChange(of(a), of(a, b), 'ada')).toBe('Something new needs somebody.');
  expect(spokenInboxChange(of(a, b), of(a, b), 'ada')).toBe('');
  const taken = { ...a, state: 'taken', by: 'ben', byName: 'Ben' } as const;
  expect(spokenInboxChange(of(a), of(taken), 'ada')).toBe('Ben has it now.');
  expect(spokenInboxChange(of(a), of({ ...taken, by: 'ada' }), 'ada')).toBe('');
  expect(spokenInboxChange(of(taken), of(a), 'ada')).toBe('Something new needs somebody.');
  expect(spokenInboxChange(of(a), of(), 'ada')).toBe('');
});

it('STF-3 a session that has ended shows nothing, and is checked again', () => {
  renderInbox();
  receive(alert('a', 'help'));
  act(() => inbox.receive({ status: 'signed-out', inbox: null }));
  expect(titles()).toEqual([]);
  expect(recheck).toHaveBeenCalled();
});

it('STF-6 people on call are led to calls alone, and ask for no circle', () => {
  renderInbox(['on-call']);
  receive(alert('a', 'help'), alert('b', 'hold'));
  expect(screen.getAllByRole('link', { name: /Read and answer|Go to/ })).toHaveLength(1);
  expect(server.circlesById).not.toHaveBeenCalled();
});

it('ALR-1 every kind has a sentence, an advice, and a place for organisers', () => {
  const kinds: AlertKind[] = [
    ...(['unsafe', 'help', 'hold', 'no-show', 'report', 'appeal', 'uncovered'] as const),
    'channel',
  ];
  const texts = kinds.flatMap((kind) => [alertTitle(kind), alertAdvice(kind)]);
  expect(new Set(texts).size).toBe(16);
  for (const kind of kinds) {
    const circle = kind === 'channel' ? null : 'tuesday';
    expect(alertPlace({ kind, circle }, ['organiser'])).not.toBeNull();
  }
});

function never(): never {
  throw new Error('There is no inbox.');
}

it('ALR-4 says who was alerted, who has opened it, and what each channel answered, when asked', async () => {
  const at = Date.now();
  const given = { first: at, last: at };
  const delivery = { channel: 'ch_1', at, attempts: 1, next: null };
  server.alert.mockResolvedValue({
    ...{ id: 'a_1', kind: 'unsafe', circle: 'tuesday', at, since: at, yours: true, state: 'open' },
    given: [
      { staff: 'ben', name: 'Ben', seen: at, ...given },
      { staff: 'cleo', name: 'Cleo', seen: null, ...given },
    ],
    deliveries: [
      { ...delivery, kind: 'email', staff: 'ben', state: 'handed-over' },
      { ...delivery, kind: 'webhook', staff: 'ben', state: 'no-answer', next: at + 10_000 },
    ],
  });
  const { user } = renderInbox();
  receive(alert('a_1', 'unsafe'));
  const trail = await screen.findByText('Who was alerted');
  expect(server.alert).not.toHaveBeenCalled();
  await user.click(trail);
  expect(await screen.findByText(/^Ben/)).toBeTruthy();
  const [ben, cleo] = within(trail.closest('details') as HTMLElement).getAllByRole('listitem');
  expect(ben?.textContent).toMatch(
    /opened it .*E-mail: handed over\.Other service: no answer\. It is tried again\./,
  );
  expect(cleo?.textContent).toMatch(/has not opened it yet\.No way to alert them is set up/);
});

it('CVR-4 a meeting that nobody carries is postponed or cancelled there, from three hours before on', async () => {
  const hour = 3_600_000;
  const about = { circle: 'tuesday', meeting: 'g_1' };
  renderInbox();
  receive(alert('a', 'uncovered', { ...about, start: Date.now() + 5 * hour }));
  expect(screen.getByText(/^It begins /)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Postpone by a day' })).toBeNull();
  receive(alert('a', 'uncovered', { ...about, start: Date.now() + 2 * hour }));
  server.callOff.mockResolvedValue({ start: null });
  await act(async () => screen.getByRole('button', { name: 'Cancel this meeting' }).click());
  expect(server.callOff).toHaveBeenCalledWith({ circle: 'tuesday', id: 'g_1' }, { how: 'cancel' });
});
