// @vitest-environment happy-dom
/** The composer in every state a person can be in: what it says, takes, sends and keeps. */
import type { PendingMessages } from '@holdspace/client';
import type { RefusalCode, View } from '@holdspace/protocol';
import { screen, waitFor } from '@testing-library/react';
import { useRef } from 'react';
import { expect, it, vi } from 'vitest';
import { Composer } from '../../src/circle/composer/composer.tsx';
import { useSendMessage } from '../../src/circle/composer/use-send-message.ts';
import { allowed, idOf, participantView, type ViewChanges } from '../../src/gallery/fixtures.ts';
import { emptyTabForEachTest, me, renderInCircle } from './in-circle.tsx';

emptyTabForEachTest();

const onEscape = vi.fn();
const discardPending = vi.fn();

function TestComposer({ pending = [] }: { readonly pending?: PendingMessages }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const sender = useSendMessage({ pending, discardPending });
  return <Composer sender={sender} field={field} onEscape={onEscape} />;
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Your message');
const sendButton = () => screen.getByRole('button', { name: 'Send' });
const mayWrite = (more: ViewChanges = {}): View =>
  participantView({
    ...{ mode: 'open', holder: null, round: null },
    ...more,
    mine: { can: allowed('participant'), ...more.mine },
  });
const mayNotWrite = (refusal: RefusalCode): View =>
  participantView({ mine: { can: allowed('participant', { say: refusal }) } });

it('FLR-3 on the open floor Enter sends the text and empties the field', async () => {
  const { user, sent } = renderInCircle(mayWrite(), <TestComposer />);
  await user.type(field(), 'I walked today.{Enter}');
  expect(sent).toEqual([{ do: 'say', text: 'I walked today.' }]);
  expect(field().value).toBe('');
});

it('FLR-3 Shift and Enter begins a line and sends nothing', async () => {
  const { user, sent } = renderInCircle(mayWrite(), <TestComposer />);
  await user.type(field(), 'One{Shift>}{Enter}{/Shift}Two');
  expect(field().value).toBe('One\nTwo');
  expect(sent).toEqual([]);
});

it('FLR-3 Escape returns to the messages and keeps the text', async () => {
  const { user } = renderInCircle(mayWrite(), <TestComposer />);
  await user.type(field(), 'Half a thought{Escape}');
  expect(onEscape).toHaveBeenCalledOnce();
  expect(field().value).toBe('Half a thought');
});

it('FLR-6 an empty field sends nothing and says so', async () => {
  const { user, sent } = renderInCircle(mayWrite(), <TestComposer />);
  await user.click(sendButton());
  expect(screen.getByText('It’s still empty. Write something first.')).toBeDefined();
  expect(sent).toEqual([]);
});

it.each<[RefusalCode, RegExp]>([
  ['not-your-turn', /It’s someone else’s turn/],
  ['no-voice', /You’re listening right now/],
  ['quiet', /It’s a quiet time/],
  ['on-hold', /The circle is paused/],
  ['just-listen', /This time we just listen/],
  ['already-spoke', /You’ve already replied/],
  ['closed', /This meeting is over/],
])('FLR-6 FLR-3 while it is %s a press says why and the text stays a draft', async (code, why) => {
  const { user, sent } = renderInCircle(mayNotWrite(code), <TestComposer />);
  expect(field().placeholder).toBe('Draft for your turn…');
  await user.type(field(), 'For my turn{Enter}');
  expect(screen.getAllByText(why).length).toBeGreaterThan(0);
  expect(sendButton().getAttribute('aria-disabled')).toBe('true');
  expect(field().value).toBe('For my turn');
  expect(sent).toEqual([]);
});

it('FLR-6 a reason is removed when it ends', async () => {
  const { user, update } = renderInCircle(mayNotWrite('quiet'), <TestComposer />);
  await user.type(field(), 'Later{Enter}');
  update(mayWrite());
  expect(screen.queryByText(/It’s a quiet time/)).toBeNull();
  expect(sendButton().getAttribute('aria-disabled')).toBeNull();
});

it('TXT-3 a text that is too long is counted, kept whole and not sent', async () => {
  const { user, sent } = renderInCircle(mayWrite(), <TestComposer />);
  await user.click(field());
  await user.paste('a'.repeat(5000));
  expect(field().getAttribute('aria-invalid')).toBe('true');
  await user.keyboard('{Enter}');
  expect(field().value).toHaveLength(5000);
  expect(sent).toEqual([]);
});

it('FLR-3 a message that was refused returns to the draft with its note', () => {
  const pending: PendingMessages = [
    { id: 'p1', text: 'Was refused', note: 'work', state: 'not-sent', why: 'quiet' },
  ];
  renderInCircle(mayWrite(), <TestComposer pending={pending} />);
  expect(field().value).toBe('Was refused');
  expect(screen.getByDisplayValue('work')).toBeDefined();
  expect(discardPending).toHaveBeenCalledWith('p1');
});

it.each<['line' | 'unknown', RegExp]>([
  ['line', /The connection broke twice/],
  ['unknown', /No answer came/],
])('TXT-2 what was not sent for want of an answer (%s) is explained', (why, words) => {
  const pending: PendingMessages = [{ id: 'p1', text: 'Again', state: 'not-sent', why }];
  renderInCircle(mayWrite(), <TestComposer pending={pending} />);
  expect(screen.getByText(words)).toBeDefined();
});

it('TXT-1 a content note is added by a press, sent with the text, and can be removed', async () => {
  const { user, sent } = renderInCircle(mayWrite(), <TestComposer />);
  await user.type(field(), 'It was hard');
  await user.click(screen.getByRole('button', { name: 'Add a content note' }));
  await user.type(screen.getByLabelText(/What it is about/), 'grief');
  await user.click(sendButton());
  expect(sent).toEqual([{ do: 'say', text: 'It was hard', note: 'grief' }]);
  await user.type(field(), 'Once more');
  await user.click(screen.getByRole('button', { name: 'Add a content note' }));
  await user.click(screen.getByRole('button', { name: 'Remove content note' }));
  expect(screen.queryByLabelText(/What it is about/)).toBeNull();
});

it('TRN-4 during the turn of another person a text can be saved as a reply', async () => {
  const { user, sent } = renderInCircle(mayNotWrite('not-your-turn'), <TestComposer />);
  await user.type(field(), 'I know this too');
  await user.click(screen.getByRole('button', { name: 'Keep this for afterwards' }));
  expect(field().value).toBe('');
  expect(sent).toEqual([]);
});

it('HND-1 the hand is raised and lowered by one button', async () => {
  const { user, sent, update } = renderInCircle(mayWrite(), <TestComposer />);
  await user.click(screen.getByRole('button', { name: 'Raise your hand' }));
  update(mayWrite({ mine: { handPlace: 1 } }));
  const lower = screen.getByRole('button', { name: 'Lower your hand' });
  expect(lower.getAttribute('aria-pressed')).toBe('true');
  await user.click(lower);
  expect(sent.map((command) => command.do)).toEqual(['raise-hand', 'lower-hand']);
});

it('HND-1 the hand button is absent during the own turn', () => {
  renderInCircle(mayWrite({ holder: me }), <TestComposer />);
  expect(screen.queryByRole('button', { name: /hand/ })).toBeNull();
});

it.each<[string, View]>([
  ['Write your turn…', mayWrite({ mode: 'round', holder: me })],
  ['Write your reply…', mayWrite({ mode: 'responses', respondTo: idOf('Soft Hill') })],
  ['Write to the circle…', mayWrite()],
])('FLR-6 the field names what is written: %s', (placeholder, view) => {
  renderInCircle(view, <TestComposer />);
  expect(field().placeholder).toBe(placeholder);
});

it('FLR-3 a draft is there again after the screen was loaded anew', async () => {
  const { user, update } = renderInCircle(mayWrite(), <TestComposer key="before" />);
  await user.type(field(), 'Not yet sent');
  update(mayWrite(), null);
  update(mayWrite(), <TestComposer key="after" />);
  await waitFor(() => expect(field().value).toBe('Not yet sent'));
});
