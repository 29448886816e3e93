// @vitest-environment happy-dom
/** The turn of this person: offered, held, being finished, with words that are not sent. */
import type { View } from '@holdspace/protocol';
import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { MessageDraft } from '../../src/circle/composer/message-draft.ts';
import { TurnCard } from '../../src/circle/floor/turn-card.tsx';
import { allowed, participantView, type ViewChanges } from '../../src/gallery/fixtures.ts';
import { emptyTabForEachTest, me, renderInCircle } from './in-circle.tsx';

emptyTabForEachTest();
// The warning is loaded when it is first needed.
beforeAll(() => import('../../src/participant/participant.bundle.ts'), 60_000);

const turnOf = (changes: ViewChanges): View =>
  participantView({ ...changes, mine: { can: allowed('participant'), ...changes.mine } });
const offered = (more: ViewChanges = {}) => turnOf({ holder: null, offered: me, ...more });
const held = (more: ViewChanges = {}) => turnOf({ holder: me, ...more });

const turnCard = (text = '', sendAll = () => Promise.resolve(true)) => (
  <TurnCard
    sender={{ draft: new MessageDraft({ text, note: null, ask: null }), sendAll }}
    pending={[]}
  />
);
const press = (name: string | RegExp) => screen.getByRole('button', { name });
/** A button of the warning about unsent words. */
const pressInWarning = (name: string) => screen.findByRole('button', { name });

it.each([
  [/I’d like to share/, 'take'],
  [/Pass this time/, 'pass'],
  [/Come back to me/, 'later'],
])('TRN-1 TRN-6 an offer is answered by one press: %s', async (name, command) => {
  const { user, sent } = renderInCircle(offered(), turnCard());
  await user.click(press(name));
  expect(sent).toEqual([{ do: command }]);
});

it('TRN-1 the three answers are reached by the Tab key in their order and pressed by Enter', async () => {
  const { user, sent } = renderInCircle(offered(), turnCard());
  press(/I’d like to share/).focus();
  await user.tab();
  expect(document.activeElement).toBe(press(/Pass this time/));
  await user.tab();
  expect(document.activeElement).toBe(press(/Come back to me/));
  await user.keyboard('{Enter}');
  expect(sent).toEqual([{ do: 'later' }]);
});

it.each(['pass', 'later'] as const)('RND-3 the next offer knows the answer: %s', async (how) => {
  const { user, update } = renderInCircle(offered(), turnCard());
  await user.click(press(how === 'pass' ? /Pass this time/ : /Come back to me/));
  update(held(), null);
  update(offered(), turnCard());
  expect(
    screen.getByText(how === 'pass' ? 'The round is nearly over' : /comes back to you/),
  ).toBeDefined();
});

it('TRN-5 a holder sees no clock, and a sentence when most of the time has passed', () => {
  const { update } = renderInCircle(held(), turnCard());
  const card = () => screen.getByRole('region', { name: /is with you/ });
  expect(card().textContent).not.toMatch(/\d/);
  update(held({ mine: { time: 'near' } }));
  expect(card().textContent).toContain('Most of the time for a turn has passed. No hurry.');
  update(held({ mine: { time: 'over' } }));
  expect(card().textContent).toContain('Take the time you need to finish.');
  expect(card().textContent).not.toMatch(/\d/);
});

it('TRN-7 Done ends the turn, and More offers to give it back early', async () => {
  const view = held();
  const { user, sent } = renderInCircle(view, turnCard());
  const more = press('More for your turn');
  expect(more.getAttribute('aria-expanded')).toBe('false');
  await user.click(more);
  expect(more.getAttribute('aria-expanded')).toBe('true');
  await user.click(press('End my turn early'));
  await user.click(press('Done'));
  expect(sent).toEqual([
    { do: 'yield', turn: view.turn },
    { do: 'done', turn: view.turn },
  ]);
});

it('TXT-2 with an unsent text Done asks first, and Continue changes nothing', async () => {
  const { user, sent } = renderInCircle(held(), turnCard('Not sent'));
  await user.click(press('Done'));
  const stay = await pressInWarning('Continue');
  expect(screen.getByRole('group', { name: 'You have unsent words' })).toBeDefined();
  await user.click(stay);
  expect(press('Done')).toBeDefined();
  expect(sent).toEqual([]);
});

it('TXT-2 Send and finish ends the turn after the message has arrived', async () => {
  const view = held();
  let arrive: (sent: boolean) => void = () => undefined;
  const sendAll = () => new Promise<boolean>((resolve) => (arrive = resolve));
  const { user, sent } = renderInCircle(view, turnCard('Not sent', sendAll));
  await user.click(press('Done'));
  await user.click(await pressInWarning('Send and finish'));
  expect(screen.getByText(/Your turn ends once they have arrived/)).toBeDefined();
  expect(sent).toEqual([]);
  arrive(true);
  await waitFor(() => expect(sent).toEqual([{ do: 'done', turn: view.turn }]));
});

it('TXT-2 the turn goes on when the message was refused, or when the writer cancels', async () => {
  const answers: ((sent: boolean) => void)[] = [];
  const sendAll = () => new Promise<boolean>((resolve) => answers.push(resolve));
  const { user, sent } = renderInCircle(held(), turnCard('Not sent', sendAll));
  await user.click(press('Done'));
  await user.click(await pressInWarning('Send and finish'));
  answers[0]?.(false);
  await waitFor(() => expect(press('Done')).toBeDefined());
  await user.click(press('Done'));
  await user.click(await pressInWarning('Send and finish'));
  await user.click(press('Don’t finish yet'));
  await act(async () => answers[1]?.(true));
  expect(press('Done')).toBeDefined();
  expect(sent).toEqual([]);
});

it('TXT-2 Finish without sending ends the turn at once', async () => {
  const view = held();
  const { user, sent } = renderInCircle(view, turnCard('Not sent'));
  await user.click(press('Done'));
  await user.click(await pressInWarning('Finish without sending'));
  expect(sent).toEqual([{ do: 'done', turn: view.turn }]);
});

it('TRN-4 the holder says what they ask of the others', async () => {
  const { user, sent } = renderInCircle(held(), turnCard());
  await user.selectOptions(
    screen.getByRole('combobox', { name: 'What you’d like from the others afterwards' }),
    'Ideas are welcome',
  );
  expect(sent).toEqual([{ do: 'set-ask', ask: 'ideas' }]);
});
