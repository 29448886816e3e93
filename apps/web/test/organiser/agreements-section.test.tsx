// @vitest-environment happy-dom
/** The agreements of an open circle for its organiser: the count of consents, and changing them. */
import { type Api, ApiProblem } from '@holdspace/client';
import type { CircleDetail } from '@holdspace/protocol';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { AgreementsSection } from '../../src/organiser/circles/agreements-section.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = { changeCircle: vi.fn<Api['changeCircle']>() };
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => void server.changeCircle.mockReset());

const detail = {
  id: 'circle',
  clauses: [
    { id: 'c1', version: 1, text: 'Kindness' },
    { id: 'c2', version: 1, text: 'Passing is fine' },
  ],
  agreementsVersion: 3,
  consent: { agreed: 2, of: 5 },
} as unknown as CircleDetail;

function renderSection() {
  const onChanged = vi.fn();
  return { ...renderScreen(<AgreementsSection {...{ detail, onChanged }} />), onChanged };
}
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (n: number) => screen.getByRole('textbox', { name: `Agreement ${n}` });

it('AGR-1 says how many have agreed, and no names', () => {
  renderSection();
  expect(screen.getByText('2 of 5 members have agreed to them.')).toBeDefined();
});

it('AGR-1 clauses are changed, added, moved and removed one by one', async () => {
  server.changeCircle.mockResolvedValue(undefined as never);
  const { user, onChanged } = renderSection();
  await user.click(press('Change the agreements'));
  await user.type(field(1), ' first');
  await user.click(press('Add an agreement'));
  await user.type(field(3), 'We rest');
  await user.click(press('Move agreement 3 up'));
  // The focus goes with the clause, so that the next press moves the same one.
  expect(document.activeElement).toBe(press('Move agreement 2 up'));
  await user.click(press('Move agreement 1 up'));
  await user.click(press('Remove agreement 3'));
  expect(document.activeElement).toBe(press('Remove agreement 2'));
  await user.click(press('Add an agreement'));
  await user.click(press('Save the agreements'));
  expect(server.changeCircle).toHaveBeenCalledExactlyOnceWith('circle', {
    agreements: [
      { id: 'c1', text: 'Kindness first', safety: false },
      { text: 'We rest', safety: false },
    ],
    agreementsChange: 'meaning',
    agreementsVersion: 3,
  });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('AGR-2 the choice says what it does, and the wording asks no one', async () => {
  server.changeCircle.mockResolvedValue(undefined as never);
  const { user } = renderSection();
  await user.click(press('Change the agreements'));
  expect(screen.getByText(/agrees again before they go on/)).toBeDefined();
  await user.click(screen.getByRole('radio', { name: /Only the wording/ }));
  await user.click(press('Save the agreements'));
  expect(server.changeCircle.mock.calls[0]?.[1]).toMatchObject({ agreementsChange: 'wording' });
});

it('AGR-1 what is typed stays when another organiser was faster', async () => {
  const message = 'The agreements have been changed since you opened them.';
  server.changeCircle.mockRejectedValue(new ApiProblem(409, { code: 'stale', message }));
  const { user, onChanged } = renderSection();
  await user.click(press('Change the agreements'));
  await user.type(field(1), ' first');
  await user.click(press('Save the agreements'));
  expect(await screen.findByText(message)).toBeDefined();
  expect(field(1)).toHaveProperty('value', 'Kindness first');
  expect(onChanged).not.toHaveBeenCalled();
});
