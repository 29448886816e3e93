// @vitest-environment happy-dom
/** The first steps of staff, and which pages each role has (STF-1, STF-2). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { ChannelOverview, OwnStaff, StaffRole } from '@holdspace/protocol';
import { cleanup, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { galleryChannels, noChannels, noOwnChannels } from '../../src/gallery/fixtures-house.ts';
import { browserStorage } from '../../src/lib/storage/storage.ts';
import OrganiserPage, { StaffPages } from '../../src/organiser/organiser-page.tsx';
import { firstStepState, needsNewPasskey } from '../../src/organiser/today/first-steps.ts';
import { OrganiserTodayPage } from '../../src/organiser/today/organiser-today.tsx';
import { renderScreen } from '../render-screen.tsx';
import { fixedInbox } from './staff-inbox-fixture.ts';

const server = {
  me: vi.fn<StaffApi['me']>(),
  ownStaff: vi.fn<StaffApi['ownStaff']>(),
  circlePage: vi.fn<StaffApi['circlePage']>(),
  channels: vi.fn<StaffApi['channels']>(),
  ownChannels: vi.fn<StaffApi['ownChannels']>(),
  ownMeetings: vi.fn<StaffApi['ownMeetings']>(),
  staff: vi.fn<StaffApi['staff']>(),
  renameOwnStaff: vi.fn<StaffApi['renameOwnStaff']>(),
  organiserDesk: vi.fn<StaffApi['organiserDesk']>(),
  becomeStaff: vi.fn<StaffApi['becomeStaff']>(),
  enterCircle: vi.fn<StaffApi['enterCircle']>(),
  card: vi.fn<StaffApi['card']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
  connectInbox: () => fixedInbox().connection,
}));
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  server.ownMeetings.mockResolvedValue({ items: [], next: null });
  browserStorage.write('first-steps', null);
  history.replaceState(null, '', '/o');
});

const session = (by: OwnStaff['sessions'][number]['by'], since = 100) => ({
  ...{ id: 's', since, by, proof: null, label: '', current: true },
});
const newcomer: OwnStaff = {
  ...{ id: 'ada', name: '', roles: ['organiser'], circles: [], since: 0, entered: true },
  ...{ onCall: null, passkeys: [], sessions: [session('link')], recovered: [], needsProof: false },
};
const passkey = (since: number) => ({ id: `y${since}`, name: 'Phone', since });

function renderToday(
  own: OwnStaff,
  more: { circles?: number; organisers?: number; channels?: ChannelOverview } = {},
) {
  const circles = Array.from({ length: more.circles ?? 0 }, (_, at) => ({
    ...{ id: `c${at}`, name: `Circle ${at}`, purpose: '', meeting: null },
    ...{ facilitators: [], members: 0 },
  }));
  const staff = Array.from({ length: more.organisers ?? 1 }, (_, at) => ({
    ...own,
    ...{ id: `o${at}`, you: at === 0, roles: ['organiser'] as StaffRole[] },
  }));
  const onChanged = vi.fn();
  return {
    ...renderScreen(
      <OrganiserTodayPage
        {...{ own, circles, staff, onChanged }}
        channels={more.channels ?? noChannels}
      />,
    ),
    onChanged,
  };
}
const currentStep = () =>
  screen
    .queryAllByRole('listitem')
    .find((each) => each.getAttribute('aria-current') === 'step')
    ?.querySelector('h3')?.textContent ?? null;

it('STF-2 the first start leads through six steps and blocks nothing', async () => {
  const { user } = renderToday(newcomer);
  expect(currentStep()).toBe('Your name');
  expect(screen.getByText('0 of 6 done. Leave whenever you like: it waits here.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open a circle' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Do this now Your first circle' }));
  expect(currentStep()).toBe('Your first circle');
  expect(screen.getAllByRole('link', { name: /^Open a/ })).toHaveLength(1);
});

it('STF-2 a name that is saved leads on to the passkey, which can wait', async () => {
  server.renameOwnStaff.mockResolvedValue(undefined);
  const first = renderToday(newcomer);
  await first.user.type(screen.getByRole('textbox'), ' Ada ');
  await first.user.click(screen.getByRole('button', { name: 'Save name' }));
  expect(server.renameOwnStaff).toHaveBeenCalledExactlyOnceWith('Ada');
  expect(first.onChanged).toHaveBeenCalledOnce();
  first.update(
    <OrganiserTodayPage
      {...{ own: { ...newcomer, name: 'Ada' }, circles: [], staff: [], onChanged: vi.fn() }}
      channels={noChannels}
    />,
  );
  expect(currentStep()).toBe('Your passkey');
  const focused = () => document.activeElement?.textContent;
  expect(focused()).toBe('Your passkey');
  await first.user.click(screen.getByRole('button', { name: 'Later' }));
  expect(currentStep()).toBe('The sheet of support');
  expect(focused()).toBe('The sheet of support');
  await first.user.click(screen.getByRole('button', { name: 'Do this now A second organiser' }));
  expect(focused()).toBe('A second organiser');
});

it('STF-2 what was put off is still put off after a reload, and stays as one line', async () => {
  browserStorage.write('first-steps', { passkey: 'later', organiser: 'later', support: 'done' });
  const channels = galleryChannels;
  const { user } = renderToday({ ...newcomer, name: 'Ada' }, { circles: 1, channels });
  expect(screen.queryByText('Getting started')).toBeNull();
  expect(screen.getByText('Left for later: Your passkey and A second organiser.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Do this now' }));
  expect(currentStep()).toBe('Your passkey');
});

it('STF-2 nothing is left to do with a name, a passkey, a circle, a second organiser and a way to be alerted', () => {
  browserStorage.write('first-steps', { support: 'done' });
  const settled = { ...newcomer, name: 'Ada', passkeys: [passkey(1)] };
  const house = { circles: 1, organisers: 2 };
  renderToday(settled, { ...house, channels: galleryChannels });
  expect(screen.queryByText(/Getting started|Left for later/)).toBeNull();
  cleanup();
  renderToday(settled, house);
  expect(currentStep()).toBe('How you’re alerted');
  expect(screen.getAllByRole('link', { name: 'Set up how you’re alerted' })).toHaveLength(1);
});

it('STF-2 who came in by a link for recovery is offered a new passkey', () => {
  const recovered = { ...newcomer, name: 'Ada', sessions: [session('recovery')] };
  const old = { ...recovered, passkeys: [passkey(50)] };
  expect(needsNewPasskey(old)).toBe(true);
  expect(needsNewPasskey({ ...recovered, passkeys: [passkey(50), passkey(150)] })).toBe(false);
  expect(needsNewPasskey({ ...old, sessions: [session('passkey')] })).toBe(false);
  const facts = { own: old, circles: 1, organisers: 2, alerts: true };
  expect(firstStepState('passkey', facts, {})).toBe('open');
  browserStorage.write('first-steps', { support: 'done' });
  renderToday(old, { circles: 1, organisers: 2 });
  expect(screen.getByText(/your other devices were told/)).toBeTruthy();
});

it('STF-2 other devices are told that somebody came in by a link for recovery', () => {
  renderToday({ ...newcomer, name: 'Ada', recovered: [Date.now()] });
  expect(screen.getByText(/Another device came in as you/)).toBeTruthy();
});

const pagesOf = (...roles: StaffRole[]) => {
  renderScreen(
    <StaffPages staff={{ id: 'ada', roles }} guestCircles={[]} recheck={() => undefined} />,
  );
  const nav = within(screen.getByRole('navigation', { name: 'Pages of staff' }));
  return nav.getAllByRole('link').map((each) => each.textContent);
};

it.each([
  [['organiser'], ['Today', 'Circles', 'People', 'Settings', 'Record', 'You']],
  [['facilitator'], ['Today', 'My meetings', 'Circles', 'You']],
  [['on-call'], ['Today', 'My meetings', 'You']],
] as [StaffRole[], string[]][])('STF-1 %s have these pages and no others', (roles, pages) => {
  server.ownStaff.mockReturnValue(new Promise(() => undefined));
  server.circlePage.mockReturnValue(new Promise(() => undefined));
  server.ownChannels.mockReturnValue(new Promise(() => undefined));
  server.channels.mockReturnValue(new Promise(() => undefined));
  server.staff.mockReturnValue(new Promise(() => undefined));
  expect(pagesOf(...roles)).toEqual(pages);
});

it.each([
  ['facilitator', ['people', 'settings', 'record', 'circles/new', 'nowhere', 'circles/c1/x']],
  ['on-call', ['people', 'settings', 'record', 'circles', 'circles/new', 'nowhere']],
  ['organiser', ['nowhere', 'people/x']],
] as [StaffRole, string[]][])(
  'STF-1 every address that is not for %s shows the page for an unknown one',
  async (role, addresses) => {
    server.ownStaff.mockResolvedValue({ ...newcomer, name: 'Cleo', roles: [role] });
    server.organiserDesk.mockRejectedValue(
      new ApiProblem(404, { code: 'not-here', message: 'Nothing here.' }),
    );
    for (const address of addresses) {
      history.replaceState(null, '', `/o/${address}`);
      pagesOf(role);
      expect(await screen.findByRole('heading', { name: 'There’s nothing here' })).toBeTruthy();
      cleanup();
    }
    expect(server.staff).not.toHaveBeenCalled();
    expect(server.circlePage).not.toHaveBeenCalled();
  },
);

it('STF-1 a facilitator sees their circles and nothing else', async () => {
  server.ownStaff.mockResolvedValue({ ...newcomer, name: 'Cleo', roles: ['facilitator'] });
  server.ownChannels.mockResolvedValue(noOwnChannels);
  server.circlePage.mockResolvedValue({ items: [], next: null });
  pagesOf('facilitator');
  expect(await screen.findByText('The circles you look after')).toBeTruthy();
  expect(server.staff).not.toHaveBeenCalled();
  expect(server.channels).not.toHaveBeenCalled();
});

it('STF-3 a page whose sign-in has ended leads to the sign-in, and says so', async () => {
  const organiser = { id: 'ada', roles: ['organiser'] as StaffRole[] };
  const signedIn = { organiser: true, staff: organiser, circles: [], ended: [] };
  server.me.mockResolvedValueOnce(signedIn);
  server.me.mockResolvedValue({ organiser: false, circles: [], ended: [] });
  const gone = new ApiProblem(404, { code: 'not-here', message: 'Nothing here.' });
  server.ownStaff.mockRejectedValue(gone);
  server.circlePage.mockRejectedValue(gone);
  server.channels.mockRejectedValue(gone);
  server.staff.mockRejectedValue(gone);
  renderScreen(<OrganiserPage />);
  expect(await screen.findByRole('button', { name: 'Sign in with your passkey' })).toBeTruthy();
  expect(screen.getByText(/You’re signed out on this device/)).toBeTruthy();
});

it('STF-7 a facilitator who came by a link is offered a sign-in of their own', async () => {
  const circle = { circle: 'grief', member: 'p', role: 'facilitator', name: 'Cleo' } as const;
  const guest = {
    organiser: false,
    ended: [],
    circles: [{ ...circle, circleName: 'Grief circle' }],
  };
  server.me.mockResolvedValueOnce({ ...guest, becomeStaff: ['grief'] });
  server.me.mockResolvedValue({ ...guest, staff: { id: 'cleo', roles: ['facilitator'] } });
  server.becomeStaff.mockResolvedValue({
    ...{ staff: 'cleo', circle: 'grief', member: 'p', role: 'facilitator' },
  });
  server.ownStaff.mockResolvedValue({ ...newcomer, name: 'Cleo', roles: ['facilitator'] });
  server.ownChannels.mockResolvedValue(noOwnChannels);
  server.circlePage.mockResolvedValue({ items: [], next: null });
  const { user } = renderScreen(<OrganiserPage />);
  await user.click(
    await screen.findByRole('button', { name: 'Give me a sign-in of my own Grief circle' }),
  );
  expect(server.becomeStaff).toHaveBeenCalledExactlyOnceWith('grief');
  expect(await screen.findByText('The circles you look after')).toBeTruthy();
});

it('STF-1 a circle that one looks after is entered without a link', async () => {
  history.replaceState(null, '', '/o');
  server.ownStaff.mockResolvedValue({ ...newcomer, name: 'Cleo', roles: ['facilitator'] });
  const circle = { id: 'grief', name: 'Grief circle', purpose: '', meeting: null };
  server.ownChannels.mockResolvedValue(noOwnChannels);
  server.circlePage.mockResolvedValue({
    ...{ items: [{ ...circle, facilitators: [], members: 3 }], next: null },
  });
  server.enterCircle.mockResolvedValue({ circle: 'grief', member: 'p', role: 'facilitator' });
  const { user } = renderScreen(
    <StaffPages
      {...{ staff: { id: 'cleo', roles: ['facilitator'] }, guestCircles: [], recheck: vi.fn() }}
    />,
  );
  await user.click(await screen.findByRole('button', { name: 'Enter the circle Grief circle' }));
  expect(server.enterCircle).toHaveBeenCalledExactlyOnceWith('grief');
  expect(location.pathname).toBe('/c/grief');
});

it('AGR-1 who enters a circle for the first time reads the agreements that stand, and agrees', async () => {
  history.replaceState(null, '', '/o');
  server.ownStaff.mockResolvedValue({ ...newcomer, name: 'Cleo', roles: ['facilitator'] });
  const circle = { id: 'grief', name: 'Grief circle', purpose: '', meeting: null };
  server.ownChannels.mockResolvedValue(noOwnChannels);
  server.circlePage.mockResolvedValue({
    items: [{ ...circle, facilitators: [], members: 3 }],
    next: null,
  });
  const missing = { code: 'invalid', message: 'Missing.', fields: { agreed: 'Please agree.' } };
  const changed = {
    ...{ code: 'stale', message: 'The agreements have changed.' },
    agreements: { version: 4, clauses: [{ id: 'c1', text: 'We speak slowly.', version: 4 }] },
  };
  server.enterCircle
    .mockRejectedValueOnce(new ApiProblem(400, missing))
    .mockRejectedValueOnce(new ApiProblem(409, changed as never))
    .mockResolvedValue({ circle: 'grief', member: 'p', role: 'facilitator' });
  const card = { circle: 'grief', agreements: ['We speak kindly.'], agreementsVersion: 3 };
  server.card.mockResolvedValue(card as never);
  const { user } = renderScreen(
    <StaffPages
      {...{ staff: { id: 'cleo', roles: ['facilitator'] }, guestCircles: [], recheck: vi.fn() }}
    />,
  );
  await user.click(await screen.findByRole('button', { name: 'Enter the circle Grief circle' }));
  expect(await screen.findByText('We speak kindly.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Come in' }));
  expect(screen.getByText('Please tick this first.')).toBeTruthy();
  const agree = () => screen.getByRole('checkbox', { name: 'I’ll keep what is agreed here' });
  await user.click(agree());
  await user.click(screen.getByRole('button', { name: 'Come in' }));
  expect(await screen.findByText('We speak slowly.')).toBeTruthy();
  expect(agree()).toHaveProperty('checked', false);
  await user.click(agree());
  await user.click(screen.getByRole('button', { name: 'Come in' }));
  expect(server.enterCircle.mock.calls).toEqual([
    ['grief'],
    ['grief', { agreed: true, agreementsVersion: 3 }],
    ['grief', { agreed: true, agreementsVersion: 4 }],
  ]);
  expect(location.pathname).toBe('/c/grief');
});
