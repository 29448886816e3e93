// @vitest-environment happy-dom
/** The desk of a facilitator: cards of calls, notes, reports and held messages, and their order. */
import type { CommandAnswer, FacilitatorDesk, Report, Thread, View } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { OpenCallsProvider, openCallsIn } from '../../src/circle/model/open-calls.ts';
import { Inbox } from '../../src/facilitator/desk/inbox.tsx';
import { facilitatorView, idOf, message, now, thread } from '../../src/gallery/fixtures.ts';
import { consoleView, renderConsole } from '../console-screen.tsx';

const call = thread('help', 'Amber Leaf', 'Could someone check on me?', 3, { help: 'word' });
const note = thread('note', 'Far Wave', 'The pace is too fast.', 2);
const report: Report = {
  id: 'report-1',
  about: idOf('River Stone'),
  name: 'River Stone',
  state: 'new',
  text: 'That hurt me.',
  at: now,
} as never;
const deskView = (desk: Partial<FacilitatorDesk>, more: Partial<View> = {}): View =>
  consoleView({
    desk: { ...facilitatorView().desk, threads: [], reports: [], ...desk } as FacilitatorDesk,
    ...more,
  } as never);

function renderInbox(view: View, ...answers: readonly CommandAnswer[]) {
  const show = vi.fn();
  const calls = { open: openCallsIn(view), show, confirmExit: () => true } as never;
  const inbox = (
    <OpenCallsProvider value={calls}>
      <Inbox decisions={[<p key="decision">A decision</p>]} />
    </OpenCallsProvider>
  );
  return { ...renderConsole(inbox, view, ...answers), opened: show };
}
const article = (text: RegExp) => {
  const found = screen.getAllByRole('article').find((each) => text.test(each.textContent ?? ''));
  if (!found) throw new Error(`No card with ${text}.`);
  return within(found);
};

it('DSK-2 DSK-4 the inbox goes from calls to decisions, held messages, notes and reports', () => {
  const held = message('m9', 'Small Seed', 'Hello all', 1, { held: true });
  renderInbox(deskView({ threads: [note, call], reports: [report] }, { timeline: [held] }));
  const text = document.body.textContent ?? '';
  const places = [
    'would like to talk',
    'A decision',
    'first message',
    'The pace is too fast',
    'That hurt me',
  ];
  const found = places.map((each) => text.indexOf(each));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

it('DSK-7 a call is opened from its card', async () => {
  const { user, opened } = renderInbox(deskView({ threads: [call] }));
  await user.click(article(/Amber Leaf/).getByRole('button', { name: /Open/ }));
  expect(opened).toHaveBeenCalledWith(call.id);
});

it('DSK-2 a note is answered from its card', async () => {
  const { user, sent } = renderInbox(deskView({ threads: [note] }));
  const card = article(/The pace is too fast/);
  const field = card.queryByRole('textbox');
  if (!field) await user.click(card.getByRole('button', { name: /Answer/ }));
  await user.type(card.getByRole('textbox'), 'Thank you, I will slow down.');
  await user.click(card.getByRole('button', { name: /Send/ }));
  expect(sent.at(-1)).toEqual({
    do: 'answer',
    thread: note.id,
    text: 'Thank you, I will slow down.',
  });
});

it('DSK-2 a refused answer stays in the field and its card says why', async () => {
  const { user } = renderInbox(deskView({ threads: [note] }), { refused: 'closed' });
  const card = article(/The pace is too fast/);
  if (!card.queryByRole('textbox')) await user.click(card.getByRole('button', { name: /Answer/ }));
  await user.type(card.getByRole('textbox'), 'Thank you.');
  await user.click(card.getByRole('button', { name: /Send/ }));
  expect(card.getByRole('textbox')).toHaveProperty('value', 'Thank you.');
  expect(card.getByText('This meeting is over', { exact: false })).toBeTruthy();
});

it('DSK-4 a new report moves on with one press', async () => {
  const { user, sent } = renderInbox(deskView({ reports: [report] }));
  const [first] = article(/That hurt me/).getAllByRole('button');
  if (first) await user.click(first);
  expect(sent[0]).toMatchObject({ do: 'set-report', report: report.id });
});

it('VOI-10 a held message is let through with one press, or removed with a form', async () => {
  const held = message('m9', 'Small Seed', 'Hello all', 1, { held: true });
  const { user, sent } = renderInbox(deskView({}, { timeline: [held] }));
  const card = article(/Hello all/);
  await user.click(card.getByRole('button', { name: /Let it through/ }));
  expect(sent).toEqual([{ do: 'release', message: held.id }]);
  await user.click(card.getByRole('button', { name: /Remove message…/ }));
  expect(screen.getByRole('heading', { name: 'Remove a message by Small Seed' })).toBeTruthy();
});

it('DSK-2 finished threads are folded away, and a facilitator’s own call is not shown', () => {
  const done: Thread = { ...note, state: 'closed' };
  const own = thread('help', 'North Star', '', 1, { help: 'affected' });
  renderInbox(deskView({ threads: [done, own] }));
  expect(screen.getByText('Answered and closed (1)')).toBeTruthy();
  expect(screen.queryByText(/North Star/)).toBeNull();
});

it('DSK-2 an empty desk says so', () => {
  const view = deskView({});
  const { show } = renderConsole(<Inbox decisions={[]} />, view);
  expect(screen.getByText(/Nothing needs you right now/)).toBeTruthy();
  show(deskView({ threads: [note] }));
  expect(screen.queryByText(/Nothing needs you right now/)).toBeNull();
});
