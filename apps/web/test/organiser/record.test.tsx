// @vitest-environment happy-dom
/** The house record on the screen (STF-5). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import { isNotedAct, type StaffActName, staffActs } from '@holdspace/core';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { galleryRecord } from '../../src/gallery/fixtures-house.ts';
import { galleryCircles, galleryStaff } from '../../src/gallery/fixtures-staff.ts';
import { tabStorage } from '../../src/lib/storage/storage.ts';
import { actText } from '../../src/organiser/record/act-texts.ts';
import { noFilter, recordQueryOf } from '../../src/organiser/record/record-filter.ts';
import { RecordPage } from '../../src/organiser/record/record-page.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  staff: vi.fn<StaffApi['staff']>(),
  circlesById: vi.fn<StaffApi['circlesById']>(),
  houseRecordPage: vi.fn<StaffApi['houseRecordPage']>(),
  houseRecordFile: vi.fn<StaffApi['houseRecordFile']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  server.staff.mockResolvedValue(galleryStaff);
  server.circlesById.mockResolvedValue(galleryCircles);
  server.houseRecordPage.mockResolvedValue({ items: galleryRecord, next: null });
  tabStorage.write('staff:record:filter', null);
});

const rows = async () => (await screen.findAllByRole('row')).map((each) => each.textContent ?? '');

it('STF-5 entries are in words: what, who, about whom and which circle, newest first', async () => {
  renderScreen(<RecordPage />);
  await waitFor(async () => expect((await rows())[1]).toContain('Tuesday evening circle'));
  const [, taken, read, added, key, gone, , server_, unknown] = await rows();
  expect(taken).toContain('Took on an alert: “I have it”');
  expect(taken).toContain('Ben Adeyemi');
  expect(read).toContain('Ada North (you)');
  expect(added).toContain('Cleo Marchand');
  expect(added).toContain('facilitator and on call');
  expect(key).toContain('reads only');
  expect(gone).toContain('somebody who isn’t on the staff any more');
  expect(server_).toContain('the server itself');
  expect(unknown).toContain('an-act-of-tomorrow');
  expect(server.houseRecordPage).toHaveBeenCalledExactlyOnceWith({ order: 'newest', limit: 50 });
});

it('STF-5 it is filtered by who, what and days; days that cannot be are not asked for', async () => {
  const { user } = renderScreen(<RecordPage />);
  await rows();
  await user.click(screen.getByText('Filter'));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'Ben Adeyemi');
  await user.selectOptions(screen.getByRole('combobox', { name: 'What' }), 'Signed in');
  expect(server.houseRecordPage).toHaveBeenLastCalledWith({
    ...{ by: 'staff-ben', what: 'sign-in', order: 'newest', limit: 50 },
  });
  const times = server.houseRecordPage.mock.calls.length;
  await user.type(screen.getByLabelText('From'), '2026-05-02');
  await user.type(screen.getByLabelText('Until'), '2026-05-01');
  expect(screen.getByText('This is before the first day. Choose a later one.')).toBeTruthy();
  expect(server.houseRecordPage.mock.calls).toHaveLength(times + 1);
  server.houseRecordPage.mockResolvedValue({ items: [], next: null });
  await user.selectOptions(screen.getByRole('combobox', { name: 'What' }), 'Made an API key');
  await user.clear(screen.getByLabelText('Until'));
  expect(await screen.findByText('Nothing in the record fits what you chose.')).toBeTruthy();
});

it('STF-5 a circle out of many is found by its name', async () => {
  const circlePage = vi.fn<StaffApi['circlePage']>();
  Object.assign(server, { circlePage });
  circlePage.mockResolvedValue({ items: galleryCircles.slice(1), next: null });
  const { user } = renderScreen(<RecordPage />);
  await rows();
  await user.click(screen.getByText('Filter'));
  await user.type(screen.getByRole('searchbox', { name: 'Circle' }), 'gri');
  expect(circlePage).toHaveBeenLastCalledWith({ q: 'gri', limit: 6 });
  await user.click(await screen.findByRole('button', { name: 'Grief circle' }));
  expect(server.houseRecordPage).toHaveBeenLastCalledWith({
    ...{ circle: 'circle-grief', order: 'newest', limit: 50 },
  });
  await user.click(screen.getByRole('button', { name: 'All circles' }));
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Circle' }));
});

it('STF-4 the file is what is shown; a proof that was not given is named', async () => {
  const problem = { code: 'proof-needed', message: 'Please use your passkey.' };
  server.houseRecordFile.mockRejectedValue(new ApiProblem(403, problem));
  const { user } = renderScreen(<RecordPage />);
  await user.click(await screen.findByRole('button', { name: 'Download as CSV' }));
  expect(await screen.findByText(problem.message)).toBeTruthy();
  expect(server.houseRecordFile).toHaveBeenCalledExactlyOnceWith({ order: 'newest' });
});

it('STF-5 the last day is part of what is shown', () => {
  const query = recordQueryOf({ ...noFilter, from: '2026-05-01', to: '2026-05-01' });
  expect(Date.parse(query.to ?? '') - Date.parse(query.from ?? '')).toBe(24 * 3_600_000);
  expect(recordQueryOf(noFilter)).toEqual({});
});

it('STF-5 every act that is noted has words', () => {
  const noted = (Object.keys(staffActs) as StaffActName[]).filter(isNotedAct);
  expect(noted.filter((act) => actText(act) === null)).toEqual([]);
});

it('STF-5 an empty record says so, without a file', async () => {
  server.houseRecordPage.mockResolvedValue({ items: [], next: null });
  renderScreen(<RecordPage />);
  expect(await screen.findByText('Nothing has been recorded yet.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Download as CSV' })).toBeNull();
  expect(within(screen.getByRole('main')).queryByRole('table')).toBeNull();
});
