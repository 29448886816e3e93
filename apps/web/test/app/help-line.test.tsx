/** The help line as its person sees it: one conversation, truthful, with the next words at hand. */
import type { Thread } from '@holdspace/protocol';
import { expect, it, vi } from 'vitest';
import { currentCall, HelpLine } from '../../src/app/support/help-line.tsx';
import { resourcesOnly, SupportProvider } from '../../src/app/support/support-context.ts';
import { SupportSheet } from '../../src/app/support/support-sheet.tsx';
import { idOf, minute, now, thread } from '../../src/gallery/fixtures.ts';
import { CommandProvider } from '../../src/lib/commands/command-context.ts';
import { acceptingRuntime } from '../command-runtime.ts';
import { renderHtml, visibleText } from '../rendered.tsx';

// The way out and speech follow the page, which is not there.
vi.mock('../../src/ui/leave-now.tsx', () => ({ LeaveNow: () => null }));
vi.mock('../../src/ui/announcer.tsx', () => ({ LiveRegions: () => null, announce: vi.fn() }));

const me = idOf('Amber Leaf');
const at = (by: string, minutesAgo: number, text: string, closes?: true) => ({
  ...{ by: idOf(by), at: now - minutesAgo * minute, text },
  ...(closes && { closes }),
});
const call = (state: Thread['state'], more: Partial<Thread> = {}): Thread =>
  thread('help', 'Amber Leaf', '', 9, {
    help: 'unsafe',
    state,
    entries: [
      at('Amber Leaf', 9, ''),
      at('North Star', 8, 'I’m here. Are you alone?'),
      at('Amber Leaf', 1, 'Alone. I have pills here.'),
    ],
    ...more,
  });
const shown = (threads: readonly Thread[], what: React.ReactNode): string => {
  const here = {
    ...resourcesOnly([]),
    canAsk: true,
    canAnswer: true,
    threads,
    me,
    nameOf: () => 'North Star',
  };
  return visibleText(
    renderHtml(
      <CommandProvider value={acceptingRuntime}>
        <SupportProvider value={here}>{what}</SupportProvider>
      </CommandProvider>,
    ),
  );
};
const sheet = (...threads: Thread[]) =>
  shown(threads, <SupportSheet open onClose={() => undefined} />);

it('DSK-7 both sides of it are there, oldest first, and Send after them', () => {
  const words = sheet(call('answered'));
  const order = [
    'I am not safe right now',
    'I’m here. Are you alone?',
    'Alone. I have pills here.',
    'Your message to the facilitators',
    'Send',
  ];
  const places = order.map((each) => words.indexOf(each));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('DSK-7 a call that was closed shows the last sentence, and can be written to', () => {
  const entries = [...call('sent').entries, at('North Star', 0, 'Your sister is with you.', true)];
  const words = sheet(call('closed', { entries }));
  expect(words).toContain('closed this call');
  expect(words).toContain('Your sister is with you.');
  expect(words).toContain('Send');
});

it('DSK-1 before the first call there are two buttons, which work with or without a text', () => {
  const words = shown([], <HelpLine />);
  expect(words).toMatch(/Message \(optional\).*Send privately to facilitators.*I am not safe/);
});

it('DSK-7 a quiet word can become a call for help, and a call cannot become a quiet word', () => {
  expect(shown([call('seen', { help: 'word' })], <HelpLine />)).toMatch(/I am not safe right now$/);
  expect(shown([call('seen')], <HelpLine />)).not.toMatch(/I am not safe right now$/);
});

it('DSK-7 the open call is shown before closed ones', () => {
  const older = { ...call('closed'), id: 'thread-older' as Thread['id'] };
  expect(currentCall([call('answered'), older])?.state).toBe('answered');
  expect(currentCall([older])?.id).toBe('thread-older');
  expect(currentCall([thread('note', 'Amber Leaf', 'Hello', 1)])).toBeUndefined();
});
