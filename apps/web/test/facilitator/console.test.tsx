/** Leading under pressure: what takes two presses, what asks first, and what is said beforehand. */
import type { View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { fixedTimeline, TimelineProvider } from '../../src/circle/model/circle-view.ts';
import { ConsoleProvider } from '../../src/facilitator/console/console-context.tsx';
import { HandsPanel } from '../../src/facilitator/floor/hands.tsx';
import { moveItem } from '../../src/facilitator/floor/move-item.ts';
import { OrderList } from '../../src/facilitator/floor/order-list.tsx';
import { rowAt, scrollStep } from '../../src/facilitator/floor/use-drag-order.ts';
import { OpenDoorsButton } from '../../src/facilitator/meeting/open-doors.tsx';
import { PhasePanel } from '../../src/facilitator/meeting/phase-panel.tsx';
import { QuickMute, QuickPause } from '../../src/facilitator/moderation/quick-actions.tsx';
import { PeoplePanel } from '../../src/facilitator/people/people-panel.tsx';
import { allowed, facilitatorView, idOf, minute } from '../../src/gallery/fixtures.ts';
import type { CommandHandle } from '../../src/lib/commands/use-command.ts';
import { formatDateTime } from '../../src/lib/i18n/dates.ts';
import { now } from '../../src/lib/time/now.ts';
import { renderHtml, visibleText } from '../rendered.tsx';

vi.mock('../../src/ui/leave-now.tsx', () => ({ LeaveNow: () => null }));

const send = () => Promise.resolve({ ok: true } as const);
const html = (view: View, what: ReactNode): string =>
  renderHtml(
    <TimelineProvider value={fixedTimeline(view.timeline)}>
      <ConsoleProvider value={{ circle: 'c', view, send }}>{what}</ConsoleProvider>
    </TimelineProvider>,
  );
const words = (view: View, what: ReactNode): string => visibleText(html(view, what));
const asking: CommandHandle = {
  state: 'idle',
  busy: false,
  errorText: null,
  refusal: null,
  run: vi.fn(),
  runForAnswer: vi.fn(),
  refuse: vi.fn(),
  reset: vi.fn(),
};
const open = { can: allowed('facilitator') };
const stone = facilitatorView().people.find(({ id }) => id === idOf('River Stone'));
const day = 24 * 60 * minute;

it('LEAD-1 VOI-3 the mute of five minutes shows reason and sentence before it is pressed', () => {
  if (!stone) throw new Error('no such person');
  const said = words(
    facilitatorView({ mine: open }),
    <QuickMute person={stone} sender={asking} onDone={() => {}} />,
  );
  expect(said).toContain('Mute for 5 minutes');
  expect(said).toContain('Let’s leave some room for others.');
  expect(said).toContain('the pace of the circle');
  expect(said).toContain('The circle isn’t told');
});

it('LEAD-1 the pause button says its effect, and is absent during a pause', () => {
  const pause = <QuickPause sender={asking} onDone={() => {}} />;
  const said = words(facilitatorView({ mine: open }), pause);
  expect(said).toContain('Pause everyone for a minute');
  expect(said).toContain('Only facilitators can write');
  expect(words(facilitatorView({ mode: 'quiet', mine: open }), pause)).toBe('');
});

it('LEAD-2 doors that are opened long before their time ask first, at their time they do not', () => {
  const at = (start: number, doorsLead = 10 * minute) =>
    facilitatorView({ phase: 'scheduled', start, doorsAt: start - doorsLead, mine: open });
  expect(words(at(now() + 12 * day), <OpenDoorsButton />)).toContain('Open the doors…');
  expect(words(at(now() + 15 * minute), <OpenDoorsButton />)).toContain('Open the doors…');
  for (const soon of [
    at(now() + 9 * minute),
    at(now() + 59 * minute, 60 * minute),
    at(now() - 1),
  ]) {
    expect(words(soon, <OpenDoorsButton />).trim()).toBe('Open the doors');
  }
});

it('LEAD-2 a meeting of another day is named with its day', () => {
  const start = now() + 12 * day;
  const said = words(facilitatorView({ phase: 'scheduled', start, mine: open }), <PhasePanel />);
  expect(said).toContain(`begins ${formatDateTime(start)}`);
  expect(formatDateTime(start)).toMatch(/\D{4,}.*\d:\d\d/);
  const noon = new Date(2026, 4, 12, 12).getTime();
  expect(formatDateTime(noon + 60 * minute, noon)).toMatch(/^\d/);
  expect(formatDateTime(noon + day, noon)).toMatch(/^Tomorrow, /);
  // Over midnight it is still this evening.
  expect(formatDateTime(noon + 13 * 60 * minute, noon + 11 * 60 * minute)).toMatch(/^\d/);
});

it('LEAD-2 a person who is offered the floor again is not listed as not yet asked', () => {
  const people = facilitatorView().people.map((each) =>
    each.name === 'Quiet Heron' || each.name === 'Soft Hill'
      ? { ...each, again: true as const }
      : each,
  );
  const said = words(facilitatorView({ people, mine: open }), <PeoplePanel />);
  expect(said).toContain('next, asked again');
  expect(said).toContain('asked again at the end');
});

it('LEAD-2 the hands say who gets the piece without an invitation', () => {
  const hands = {
    mode: 'hands',
    round: null,
    hands: [idOf('Soft Hill'), idOf('Far Wave')],
  } as const;
  const at = (more: Partial<View>) =>
    words(facilitatorView({ ...hands, ...more, mine: open } as never), <HandsPanel />);
  expect(at({ holder: null, offered: null, next: [idOf('Soft Hill')] })).toContain(
    'No one has the piece. Invite someone to begin.',
  );
  expect(at({ next: [idOf('Soft Hill')] })).toContain(
    'After this turn Soft Hill gets the piece without an invitation.',
  );
  expect(at({ next: [] })).toContain('After this turn you choose who comes next.');
});

it('LEAD-2 an order can be made by handle, buttons and keys for every person', () => {
  const { people } = facilitatorView();
  const seen = html(facilitatorView(), <OrderList people={people} onChange={() => {}} />);
  const [first] = people;
  expect(seen).toContain(`Move ${first?.name}, 1 of ${people.length}`);
  expect(seen).toContain(`Move ${first?.name} to the top`);
  expect([...seen.matchAll(/data-way="handle"/g)]).toHaveLength(people.length);
});

it('LEAD-2 a person is moved to a place; a move to their own place does nothing', () => {
  const list = ['a', 'b', 'c', 'd'];
  expect(moveItem(list, 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moveItem(list, 'a', 3)).toEqual(['b', 'c', 'd', 'a']);
  expect(moveItem(list, 'b', 2)).toEqual(['a', 'c', 'b', 'd']);
  for (const to of [1, -1, 4]) expect(moveItem(list, 'b', to)).toBeNull();
  expect(moveItem(list, 'x', 0)).toBeNull();
});

it('LEAD-2 a dragged row is dropped before the first row whose middle is below it', () => {
  const rows = [
    { id: 'a', middle: 20 },
    { id: 'b', middle: 60 },
  ];
  expect([rowAt(5, rows), rowAt(30, rows), rowAt(61, rows)]).toEqual(['a', 'b', null]);
  expect(scrollStep(10, 0, 500)).toBeLessThan(0);
  expect(scrollStep(250, 0, 500)).toBe(0);
  expect(scrollStep(490, 0, 500)).toBeGreaterThan(0);
});
