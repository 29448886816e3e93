// @vitest-environment happy-dom
/** The page of staff for organisers: adding, changing, removing, and the order of those on call. */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { StaffList } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { tabStorage } from '../../src/lib/storage/storage.ts';
import { circlesToShow } from '../../src/organiser/staff/circle-choice.tsx';
import { StaffPeople } from '../../src/organiser/staff/staff-people-page.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  addStaff: vi.fn<StaffApi['addStaff']>(),
  changeStaff: vi.fn<StaffApi['changeStaff']>(),
  removeStaff: vi.fn<StaffApi['removeStaff']>(),
  makeStaffLink: vi.fn<StaffApi['makeStaffLink']>(),
  orderOnCall: vi.fn<StaffApi['orderOnCall']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  for (const key of ['staff:new', 'staff:made']) tabStorage.write(key, null);
  history.replaceState(null, '', '/o/people');
});

const member = (name: string, more: Partial<StaffList[number]> = {}): StaffList[number] => ({
  ...{ id: name, name, roles: ['facilitator'], circles: [], since: 0, entered: true },
  ...{ onCall: null, passkeys: [], you: false },
  ...more,
});
const ada = member('Ada', { roles: ['organiser'], you: true });
const ben = member('Ben', { roles: ['organiser', 'on-call'], onCall: 0 });
const cleo = member('Cleo', { roles: ['on-call'], onCall: 1 });
const circles = [
  { id: 'tuesday', name: 'Tuesday circle' },
  { id: 'grief', name: 'Grief circle' },
];

function renderStaff(...staff: StaffList) {
  const onChanged = vi.fn();
  const page = (shown: StaffList) => (
    <StaffPeople staff={shown} circles={circles} onChanged={onChanged} />
  );
  const { user, update } = renderScreen(page(staff));
  return { user, onChanged, show: (...shown: StaffList) => update(page(shown)) };
}
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const open = async (user: ReturnType<typeof renderStaff>['user'], name: string) => {
  await user.click(button(`Change ${name}`));
  const row = button(`Close ${name}`).closest('li');
  if (!row) throw new Error(`${name} is in no row.`);
  return within(row);
};

it('STF-2 somebody is added with the keyboard alone, and their link is shown once', async () => {
  server.addStaff.mockResolvedValue({ id: 'new', link: 'https://x.test/j#abc' });
  const { user, onChanged } = renderStaff(ada);
  button('Add somebody').focus();
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  await user.keyboard('Dora');
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Facilitator' }));
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Tuesday circle' }));
  await user.keyboard(' ');
  await user.tab();
  await user.tab();
  await user.keyboard('{Enter}');
  expect(server.addStaff).toHaveBeenCalledExactlyOnceWith({
    ...{ name: 'Dora', roles: ['facilitator'], circles: ['tuesday'] },
  });
  expect(screen.getByLabelText('One-time link')).toHaveProperty('value', 'https://x.test/j#abc');
  expect(onChanged).toHaveBeenCalledOnce();
});

it('STF-1 the way from a circle opens the form for its facilitator', async () => {
  history.replaceState(null, '', '/o/people?add=facilitator&circle=tuesday');
  renderStaff(ada);
  expect(screen.getByRole('checkbox', { name: 'Facilitator' })).toHaveProperty('checked', true);
  expect(screen.getByRole('checkbox', { name: 'Tuesday circle' })).toHaveProperty('checked', true);
  history.replaceState(null, '', '/o/people');
});

it('STF-2 a link that was just made survives a reload, until it is put away', async () => {
  server.addStaff.mockResolvedValue({ id: 'new', link: 'https://x.test/j#abc' });
  const { user } = renderStaff(ada);
  await user.click(button('Add somebody'));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Dora');
  await user.click(button('Add, and make their link'));
  expect(tabStorage.read('staff:made')).toMatchObject({ link: 'https://x.test/j#abc' });
  await user.click(button('Done'));
  expect(tabStorage.read('staff:made')).toBeNull();
  expect(screen.queryByLabelText('One-time link')).toBeNull();
});

it('STF-1 nobody is added without a name or a role, and what was typed stays', async () => {
  const { user } = renderStaff(ada);
  await user.click(button('Add somebody'));
  await user.click(screen.getByRole('checkbox', { name: 'Facilitator' }));
  await user.click(button('Add, and make their link'));
  expect(screen.getByText('Please write a name.')).toBeTruthy();
  expect(screen.getByText('Please choose at least one.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  expect(server.addStaff).not.toHaveBeenCalled();
  server.addStaff.mockRejectedValue(new ApiProblem(500, { code: 'fault', message: '' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Dora');
  await user.click(screen.getByRole('checkbox', { name: 'On call' }));
  await user.click(button('Add, and make their link'));
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Dora');
  expect(tabStorage.read('staff:new')).toMatchObject({ name: 'Dora', roles: ['on-call'] });
});

it('STF-3 the last organiser is not removed, and the page says why', async () => {
  const { user } = renderStaff(ada, cleo);
  const row = await open(user, 'Ada');
  expect(row.queryByRole('button', { name: /Leave the staff/ })).toBeNull();
  expect(row.getByText(/The last organiser can’t be removed/)).toBeTruthy();
  expect(row.getByRole('checkbox', { name: 'Organiser' })).toHaveProperty('disabled', true);
  expect(screen.getByText(/You’re the only organiser/)).toBeTruthy();
});

it('STF-3 somebody is removed after a confirmation that says what ends', async () => {
  server.removeStaff.mockResolvedValue(undefined);
  const { user, onChanged } = renderStaff(ada, ben);
  expect(screen.queryByText(/You’re the only organiser/)).toBeNull();
  const row = await open(user, 'Ben');
  await user.click(row.getByRole('button', { name: /^Remove…/ }));
  expect(row.getByText(/signed out on all devices at once/)).toBeTruthy();
  expect(server.removeStaff).not.toHaveBeenCalled();
  await user.click(row.getByRole('button', { name: 'Remove from the staff' }));
  expect(server.removeStaff).toHaveBeenCalledExactlyOnceWith('Ben');
  expect(onChanged).toHaveBeenCalledOnce();
});

it('STF-1 roles and circles are changed together, in one request', async () => {
  server.changeStaff.mockResolvedValue(undefined);
  const { user } = renderStaff(ada, cleo);
  const row = await open(user, 'Cleo');
  await user.click(row.getByRole('checkbox', { name: 'Facilitator' }));
  await user.click(row.getByRole('checkbox', { name: 'Grief circle' }));
  await user.click(row.getByRole('button', { name: 'Save' }));
  expect(server.changeStaff).toHaveBeenCalledExactlyOnceWith('Cleo', {
    ...{ roles: ['on-call', 'facilitator'], circles: ['grief'] },
  });
});

it('STF-2 a link for recovery is made for somebody who was here, and shown', async () => {
  server.makeStaffLink.mockResolvedValue({ id: 'l', url: 'https://x.test/j#new' });
  const { user } = renderStaff(ada, ben);
  const row = await open(user, 'Ben');
  expect(row.getByText(/Their other devices are told/)).toBeTruthy();
  await user.click(row.getByRole('button', { name: /Make a one-time link/ }));
  expect(row.getByLabelText('One-time link')).toHaveProperty('value', 'https://x.test/j#new');
});

it('ALR-3 the order of those on call is changed by the keyboard, and the focus follows', async () => {
  server.orderOnCall.mockResolvedValue(undefined);
  const { user, show } = renderStaff(ada, ben, cleo);
  button('Alert Cleo earlier').focus();
  await user.keyboard('{Enter}');
  expect(server.orderOnCall).toHaveBeenCalledExactlyOnceWith(['Cleo', 'Ben']);
  show(ada, { ...ben, onCall: 1 }, { ...cleo, onCall: 0 });
  expect(document.activeElement).toBe(button('Alert Cleo earlier'));
  expect(button('Alert Cleo earlier').getAttribute('aria-disabled')).toBe('true');
});

it('ALR-3 an order that was refused goes back, with the reason', async () => {
  const problem = { code: 'invalid', message: 'Name everyone who is on call, each once.' };
  server.orderOnCall.mockRejectedValue(new ApiProblem(400, problem));
  const { user, onChanged } = renderStaff(ada, ben, cleo);
  await user.click(button('Alert Ben later'));
  const names = screen
    .getAllByRole('button', { name: /earlier$/ })
    .map((each) => each.getAttribute('aria-label'));
  expect(names).toEqual(['Alert Ben earlier', 'Alert Cleo earlier']);
  expect(screen.getByText(problem.message)).toBeTruthy();
  expect(onChanged).toHaveBeenCalledOnce();
});

it('STF-2 the list never says when somebody was last here', () => {
  renderStaff(ada, ben, member('Dora', { entered: false }));
  expect(screen.getByText('hasn’t come in yet')).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/last (seen|here|active)|online/i);
});

it('STF-1 in a house with many circles they are searched, and the chosen ones stay in sight', () => {
  const many = Array.from({ length: 2000 }, (_, at) => ({ id: `c${at}`, name: `Circle ${at}` }));
  const { shown, more } = circlesToShow(many, ['c1999'], '');
  expect([shown[0]?.id, shown.length, more]).toEqual(['c1999', 13, 1987]);
  expect(circlesToShow(many, [], 'CIRCLE 777').shown.map(({ id }) => id)).toEqual(['c777']);
  expect(circlesToShow(many.slice(0, 12), [], 'nothing').shown).toHaveLength(12);
});
