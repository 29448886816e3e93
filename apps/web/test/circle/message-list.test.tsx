// @vitest-environment happy-dom
/** The message list: its states, its keys, what is pending, and the options of a message. */
import type { PendingMessages } from '@holdspace/client';
import type { View } from '@holdspace/protocol';
import { act, screen, waitFor } from '@testing-library/react';
import { useRef } from 'react';
import { expect, it, vi } from 'vitest';
import { MessageList } from '../../src/circle/timeline/message-list.tsx';
import { message, participantView, timeline } from '../../src/gallery/fixtures.ts';
import { emptyTabForEachTest, renderInCircle } from './in-circle.tsx';

emptyTabForEachTest();

const focusComposer = vi.fn();
const loadEarlier = vi.fn(() => Promise.resolve(true));
const retry = vi.fn();
const moveToDraft = vi.fn();
const sendNow = vi.fn();

interface TestListProps {
  readonly pending?: PendingMessages;
  readonly offline?: boolean;
  readonly hasEarlier?: boolean;
}

function TestList({ pending = [], offline = false, hasEarlier = false }: TestListProps) {
  const listRef = useRef<HTMLDivElement>(null);
  return (
    <MessageList
      unreadMarker={{ lastSeen: null, clear: () => undefined }}
      {...{ pending, offline, hasEarlier, loadEarlier, listRef }}
      {...{ retry, moveToDraft, sendNow, focusComposer }}
    />
  );
}

const messages = () => [...document.querySelectorAll<HTMLElement>('[data-message]')];
const focusedMessage = () =>
  document.activeElement instanceof HTMLElement
    ? document.activeElement.dataset.message
    : undefined;

it('RND-2 a person who has entered sees that there are no messages yet', () => {
  renderInCircle(participantView({ timeline: [] }), <TestList />);
  expect(screen.getByText('Nothing has been said since you came in.')).toBeDefined();
});

it('VOI-6 in place of a message that was taken back or removed there is a line', () => {
  const gone = [
    message('a', 'Soft Hill', '', 3, { withdrawn: true }),
    message('b', 'Far Wave', '', 2, { removed: true }),
  ];
  renderInCircle(participantView({ timeline: gone }), <TestList />);
  expect(screen.getByText('Taken back by the writer')).toBeDefined();
  expect(messages().map((each) => each.dataset.gone)).toEqual(['true', 'true']);
});

it('TXT-1 the words behind a content note of another person are folded until a press', async () => {
  const noted = [message('a', 'Soft Hill', 'The words', 3, { note: 'grief' })];
  const { user } = renderInCircle(participantView({ timeline: noted }), <TestList />);
  expect(screen.queryByText('The words')).toBeNull();
  await user.click(screen.getByRole('button', { name: /Show|Read|Open/ }));
  expect(screen.getByText('The words')).toBeDefined();
});

it('VOI-10 the writer of a held first message sees that it is held', () => {
  const first = [message('a', 'Quiet Heron', 'Hello', 1, { held: true })];
  renderInCircle(participantView({ timeline: first }), <TestList />);
  expect(screen.getByText(/a facilitator reads it first/)).toBeDefined();
  expect(screen.queryByText('Sent')).toBeNull();
});

it('PAGE-2 one message is a stop of the Tab key; arrows, Home and End move, Escape leaves', async () => {
  const { user } = renderInCircle(participantView(), <TestList />);
  const ids = timeline.map(({ id }) => id);
  expect(messages().filter((each) => each.tabIndex === 0)).toHaveLength(1);
  messages().at(-1)?.focus();
  await user.keyboard('{ArrowUp}');
  expect(focusedMessage()).toBe(ids.at(-2));
  await user.keyboard('{Home}');
  expect(focusedMessage()).toBe(ids[0]);
  await user.keyboard('{ArrowUp}');
  expect(focusedMessage()).toBe(ids[0]);
  await user.keyboard('{ArrowDown}');
  expect(focusedMessage()).toBe(ids[1]);
  expect(messages().filter((each) => each.tabIndex === 0)).toHaveLength(1);
  await user.keyboard('{End}');
  expect(focusedMessage()).toBe(ids.at(-1));
  await user.keyboard('{Escape}');
  expect(focusComposer).toHaveBeenCalledOnce();
});

it('PRV-4 Enter opens the options of an own message; taking it back asks first', async () => {
  const own: View = participantView({
    timeline: [message('a', 'Quiet Heron', 'Mine', 1)],
  });
  const { user, sent } = renderInCircle(own, <TestList />);
  messages()[0]?.focus();
  await user.keyboard('{Enter}');
  const takeBack = await screen.findByRole('button', { name: 'Take back' });
  await user.click(takeBack);
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Keep message' }));
  expect(focusedMessage()).toBe('a');
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await user.click(screen.getByRole('button', { name: 'Yes, take it back' }));
  expect(sent).toEqual([{ do: 'take-back', message: 'a' }]);
});

it('VOI-9 hiding a person is asked first, and Escape returns to the message', async () => {
  const others = participantView({ timeline: [message('a', 'Soft Hill', 'Hello', 1)] });
  const { user, sent } = renderInCircle(others, <TestList />);
  messages()[0]?.focus();
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Hide this person' }));
  expect(screen.getByText(/No one is told/)).toBeDefined();
  await user.keyboard('{Escape}');
  expect(focusedMessage()).toBe('a');
  expect(sent).toEqual([]);
});

it('TXT-5 a message that waited asks before it is sent, and an unsent one can be sent again', async () => {
  const pending: PendingMessages = [
    { id: 'p1', text: 'Waited', state: 'asking', why: 'waited', waited: 150_000 },
    { id: 'p2', text: 'Lost', state: 'not-sent', why: 'unknown' },
    { id: 'p3', text: 'Under way', state: 'sending' },
  ];
  const { user } = renderInCircle(participantView(), <TestList pending={pending} />);
  await user.click(screen.getByRole('button', { name: 'Send now' }));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(sendNow).toHaveBeenCalledWith('p1');
  expect(retry).toHaveBeenCalledWith('p2');
  expect(screen.getByText('Sending…')).toBeDefined();
  expect(screen.getAllByRole('button', { name: 'Keep as draft' })).toHaveLength(2);
});

it('CON-3 without a connection a message under way can go back to the draft', async () => {
  const pending: PendingMessages = [{ id: 'p3', text: 'Under way', state: 'sending' }];
  const { user } = renderInCircle(participantView(), <TestList pending={pending} offline />);
  await user.click(screen.getByRole('button', { name: 'Keep as draft' }));
  expect(moveToDraft).toHaveBeenCalledWith('p3');
});

it('CON-2 earlier messages are loaded by a press, once at a time', async () => {
  let arrive: (more: boolean) => void = () => undefined;
  loadEarlier.mockImplementation(() => new Promise((resolve) => (arrive = resolve)));
  const { user } = renderInCircle(participantView(), <TestList hasEarlier />);
  const button = screen.getByRole('button', { name: 'Show earlier messages' });
  await user.click(button);
  const busy = () => button.getAttribute('aria-busy') ?? button.dataset.busy;
  await waitFor(() => expect(busy()).toBeTruthy());
  await user.click(button);
  expect(loadEarlier).toHaveBeenCalledOnce();
  await act(async () => arrive(false));
  expect(busy()).toBeFalsy();
});
