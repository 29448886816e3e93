/** Calls for help on a facilitator's screen: the bar, the sheet, the step before one goes. */
import type { FacilitatorDesk, Thread, View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import {
  type FacilitatorExit,
  facilitatorExitOf,
  mostUrgentCall,
  type OpenCalls,
  OpenCallsProvider,
  openCallsIn,
} from '../../src/circle/model/open-calls.ts';
import { ConsoleProvider } from '../../src/facilitator/console/console-context.tsx';
import CallBar from '../../src/facilitator/desk/call-bar.tsx';
import { CallSheet } from '../../src/facilitator/desk/call-sheet.tsx';
import { OpenCallsWarning } from '../../src/facilitator/desk/open-calls-warning.tsx';
import { facilitatorView, idOf, minute, now, thread } from '../../src/gallery/fixtures.ts';
import { renderHtml, visibleText } from '../rendered.tsx';

// The way out and speech follow the page, which is not there.
vi.mock('../../src/ui/leave-now.tsx', () => ({ LeaveNow: () => null }));
vi.mock('../../src/ui/announcer.tsx', () => ({ LiveRegions: () => null, announce: vi.fn() }));

const at = (by: string, minutesAgo: number, text: string) => ({
  by: idOf(by),
  at: now - minutesAgo * minute,
  text,
});
const unsafe = (more: Partial<Thread> = {}) =>
  thread('help', 'Amber Leaf', '', 9, {
    help: 'unsafe',
    entries: [
      at('Amber Leaf', 9, ''),
      at('North Star', 8, 'I’m here. Are you alone?'),
      at('Amber Leaf', 1, 'Alone. I have pills here.'),
    ],
    ...more,
  });
const word = (more: Partial<Thread> = {}) =>
  thread('help', 'Little Moon', 'Could someone check on me?', 3, { help: 'word', ...more });
const viewOf = (...threads: Thread[]): View =>
  facilitatorView({ desk: { ...facilitatorView().desk, threads } as FacilitatorDesk });

function shown(view: View, what: ReactNode, more: Partial<OpenCalls> = {}): string {
  const calls = { open: openCallsIn(view), show: vi.fn(), confirmExit: vi.fn(), ...more };
  const send = () => Promise.resolve({ ok: true } as const);
  return visibleText(
    renderHtml(
      <OpenCallsProvider value={calls}>
        <ConsoleProvider value={{ circle: 'c', view, send }}>{what}</ConsoleProvider>
      </OpenCallsProvider>,
    ),
  );
}

it('DSK-8 a call is open until it is closed, seen or answered as it may be', () => {
  for (const state of ['sent', 'seen', 'answering', 'answered', 'unseen'] as const) {
    expect(openCallsIn(viewOf(unsafe({ state })))).toHaveLength(1);
  }
  expect(openCallsIn(viewOf(unsafe({ state: 'closed' })))).toEqual([]);
  const affected = thread('help', 'Rowan', '', 1, { help: 'affected' });
  const own = thread('help', 'North Star', '', 1, { help: 'unsafe' });
  const note = thread('note', 'Far Wave', 'Hello', 1);
  expect(openCallsIn(viewOf(affected, own, note))).toEqual([]);
});

it.each([
  ['sent', 'Amber Leaf isn’t safe · wrote again, no one has answered yet Open'],
  ['seen', 'Amber Leaf isn’t safe · seen, no one has answered yet Open'],
  ['answering', 'Amber Leaf isn’t safe · someone is writing an answer Open'],
  ['answered', 'Amber Leaf isn’t safe · answered, still open Open'],
] as const)('DSK-8 the bar says truthfully how a call stands: %s', (state, words) => {
  expect(shown(viewOf(unsafe({ state })), <CallBar />)).toBe(words);
});

it('DSK-8 the bar says that no one has answered a call that has just come', () => {
  const call = unsafe({ entries: [at('Amber Leaf', 0, '')] });
  expect(shown(viewOf(call), <CallBar />)).toContain('· no one has answered yet');
});

it('DSK-8 the bar counts several calls, and names the oldest unanswered one', () => {
  const calls = [unsafe({ state: 'answered' }), word()];
  expect(mostUrgentCall(calls)?.name).toBe('Little Moon');
  expect(shown(viewOf(...calls), <CallBar />)).toBe(
    '2 open calls · Little Moon would like to talk privately · no one has answered yet Open',
  );
  expect(mostUrgentCall([unsafe({ state: 'answered' }), word({ state: 'answered' })])?.name).toBe(
    'Amber Leaf',
  );
});

it('DSK-8 without an open call there is no bar', () => {
  expect(shown(viewOf(unsafe({ state: 'closed' })), <CallBar />)).toBe('');
});

it('DSK-7 the sheet has all of both sides, the answer with Send, seeing and closing', () => {
  const call = unsafe();
  const view = viewOf(call, word());
  const words = shown(view, <CallSheet thread={call} onShow={vi.fn()} onClose={vi.fn()} />);
  const order = [
    'Amber Leaf isn’t safe',
    'Little Moon would like to talk privately',
    'I am not safe right now',
    'I’m here. Are you alone?',
    'Alone. I have pills here.',
    'Mark as seen',
    'Close this call…',
    'Your answer to Amber Leaf',
    'Send',
  ];
  const places = order.map((each) => words.indexOf(each));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('DSK-7 a seen call is closed by its own act alone, and a closed one can be written to', () => {
  const seen = unsafe({ state: 'seen' });
  const sheet = (call: Thread) =>
    shown(viewOf(call), <CallSheet thread={call} onShow={vi.fn()} onClose={vi.fn()} />);
  expect(sheet(seen)).not.toContain('Mark as seen');
  expect(sheet(seen)).toContain('Close this call…');
  const closing = { ...at('North Star', 0, 'Your sister is with you.'), closes: true as const };
  const closed = sheet(unsafe({ state: 'closed', entries: [...seen.entries, closing] }));
  expect(closed).toContain('closed this call');
  expect(closed).toContain('Your sister is with you.');
  expect(closed).not.toContain('Close this call…');
  expect(closed).toContain('Send');
});

it.each([
  ['close', 'Close the meeting anyway'],
  ['step-out', 'Step out anyway'],
  ['leave', 'Leave anyway'],
  ['hand-over', 'Hand over anyway'],
  ['sign-out', 'Sign out anyway'],
] as const)('DSK-7 before %s the open calls are named, with the way to each', (ending, anyway) => {
  const view = viewOf(unsafe(), word());
  const words = shown(view, <OpenCallsWarning exit={ending} resolve={vi.fn()} />);
  expect(words).toContain('2 calls for help are still open');
  expect(words.match(/Open the call/g)).toHaveLength(2);
  expect(words).toMatch(
    new RegExp(`Amber Leaf isn’t safe.*Little Moon would like to talk privately.*${anyway}`),
  );
});

it('DSK-7 every command that ends a facilitator’s part is known, and no other', () => {
  const endings: readonly [Parameters<typeof facilitatorExitOf>[0], FacilitatorExit | null][] = [
    [{ do: 'close' }, 'close'],
    [{ do: 'set-phase', phase: 'aftercare' }, 'close'],
    [{ do: 'set-phase', phase: 'closing' }, null],
    [{ do: 'step-out' }, 'step-out'],
    [{ do: 'leave' }, 'leave'],
    [{ do: 'hand-over', who: 'x' }, 'hand-over'],
    [{ do: 'say', text: 'x' }, null],
    [{ do: 'extend', minutes: 5 }, null],
  ];
  for (const [command, ending] of endings) expect(facilitatorExitOf(command)).toBe(ending);
});
