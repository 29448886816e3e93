// @vitest-environment happy-dom
/** The page of changed agreements: what differs, consent, and what stays open without it. */
import type { AgreementsQuestion, ClauseId, View } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { allowed, message, participantView } from '../../src/gallery/fixtures.ts';
import { ChangedAgreementsPage } from '../../src/participant/changed-agreements-page.tsx';
import { emptyTabForEachTest, renderInCircle } from '../circle/in-circle.tsx';

emptyTabForEachTest();
// Support and Leave now are part of index.html.
beforeEach(() => {
  const ways = document.createElement('nav');
  ways.innerHTML = '<a id="leave" href="/leave"></a><a id="support" href="/support"></a>';
  document.body.replaceChildren(ways);
});

const id = (n: number) => `c${n}` as ClauseId;
const question: AgreementsQuestion = {
  version: 4,
  agreed: 3,
  clauses: [
    { id: id(1), version: 4, text: 'Names stay here too.' },
    { id: id(3), version: 4, text: 'We rest.' },
  ],
  changes: [
    { id: id(1), what: 'changed', before: 'What is said stays.', after: 'Names stay here too.' },
    { id: id(3), what: 'new', before: null, after: 'We rest.' },
    { id: id(2), what: 'removed', before: 'We are on time.', after: null },
  ],
};
const view = (more: Partial<View> = {}): View => ({
  ...participantView({
    timeline: [],
    mine: { can: allowed('participant'), whereabouts: 'outside', agreements: question },
  }),
  ...more,
});
const page = <ChangedAgreementsPage />;

it('AGR-2 shows each clause before and after, new ones and those that are gone', () => {
  renderInCircle(view(), page);
  const [changed, fresh, gone] = screen
    .getAllByRole('heading', { level: 2, name: /^(Changed|New|No longer)/ })
    .map((heading) => within(heading.closest('section') as HTMLElement));
  expect(changed?.getByText('What is said stays.')).toBeDefined();
  expect(changed?.getByText('Names stay here too.')).toBeDefined();
  expect(fresh?.queryByText('Before')).toBeNull();
  expect(fresh?.getByText('We rest.')).toBeDefined();
  expect(gone?.queryByText('Now')).toBeNull();
  expect(gone?.getByText('We are on time.')).toBeDefined();
});

it('AGR-2 agrees to the version that is shown, by the keyboard', async () => {
  const { user, sent } = renderInCircle(view(), page);
  screen.getByRole('button', { name: 'I agree' }).focus();
  await user.keyboard('{Enter}');
  expect(sent).toEqual([{ do: 'agree', version: 4 }]);
});

it('AGR-2 says so when the agreements changed again meanwhile', async () => {
  const { user } = renderInCircle(view(), page, { answers: [{ refused: 'stale' }] });
  await user.click(screen.getByRole('button', { name: 'I agree' }));
  expect(await screen.findByText(/Things have changed since then/)).toBeDefined();
});

it('AGR-2 keeps open: the facilitators, one’s own words, what was said before, and leaving', async () => {
  const said = message('m1', 'Amber Leaf', 'Said before.', 10);
  const { user, sent } = renderInCircle(view({ timeline: [said] }), page);
  await user.click(screen.getByText('What was said before the change'));
  expect(screen.getByText('Said before.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Copy or delete what you wrote' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Leave the circle' }));
  expect(sent).toEqual([{ do: 'leave' }]);
  await user.click(screen.getByRole('button', { name: 'Write to the facilitators' }));
  expect(await screen.findByRole('dialog', { name: 'Support' })).toBeDefined();
});

it('AGR-2 who has left already is not asked to leave', () => {
  const { mine } = view();
  renderInCircle(view({ mine: { ...mine, whereabouts: 'left' } }), page);
  expect(screen.queryByRole('button', { name: 'Leave the circle' })).toBeNull();
});
