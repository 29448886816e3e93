// @vitest-environment happy-dom
/** How many faces and rows of 500 people are drawn again; each draws one pebble. */
import type { View, ViewPerson } from '@holdspace/protocol';
import { beforeEach, expect, it, vi } from 'vitest';
import { PeopleStrip } from '../../src/circle/people/people-strip.tsx';
import { PeoplePanel } from '../../src/facilitator/people/people-panel.tsx';
import { facilitatorView, idOf, participantView } from '../../src/gallery/fixtures.ts';
import { Pebble } from '../../src/ui/pebble.tsx';
import { renderConsole } from '../console-screen.tsx';
import { emptyTabForEachTest, renderInCircle } from './in-circle.tsx';

vi.mock('../../src/ui/pebble.tsx', () => ({ Pebble: vi.fn(() => null) }));

emptyTabForEachTest();
beforeEach(() => void vi.mocked(Pebble).mockClear());

const crowd: readonly ViewPerson[] = Array.from({ length: 500 }, (_, number) => ({
  id: idOf(`Person ${number}`),
  name: `Person ${number}`,
  role: 'participant',
  seat: 'listener',
  steppedOut: false,
  here: true,
}));
const nobodyHolds = { holder: null, offered: null, turn: null, next: [], round: null } as const;
const strip = (more: Partial<View> = {}): View => ({
  ...participantView({ ...nobodyHolds, mode: 'hands', hands: [] }),
  people: crowd,
  ...more,
});

/** The people who were drawn since the last call. */
function drawn(): readonly string[] {
  const ids = vi.mocked(Pebble).mock.calls.map(([{ id }]) => id);
  vi.mocked(Pebble).mockClear();
  return ids;
}

it('HND-1 a raised hand draws one face of 500 again', () => {
  const { update } = renderInCircle(strip(), <PeopleStrip />);
  expect(drawn()).toHaveLength(500);
  update(strip({ hands: [idOf('Person 250')] }));
  expect(drawn()).toEqual([idOf('Person 250')]);
});

it('WAY-2 who loses the connection draws their own face alone', () => {
  const { update } = renderInCircle(strip(), <PeopleStrip />);
  drawn();
  update(strip({ people: crowd.with(7, { ...(crowd[7] as ViewPerson), here: false }) }));
  expect(drawn()).toEqual([idOf('Person 7')]);
});

it('TRN-2 a piece that moves draws the faces of two people again', () => {
  const one = idOf('Person 1');
  const other = idOf('Person 2');
  const { update } = renderInCircle(strip({ holder: one }), <PeopleStrip />);
  drawn();
  update(strip({ holder: other }));
  expect(new Set(drawn())).toEqual(new Set([one, other]));
});

it('WAY-2 in the list of a facilitator too, one person draws one row of 500 again', () => {
  const view = { ...facilitatorView({ ...nobodyHolds, mode: 'open' }), people: crowd };
  const { show } = renderConsole(<PeoplePanel />, view);
  expect(drawn()).toHaveLength(500);
  show({ ...view, people: crowd.with(7, { ...(crowd[7] as ViewPerson), here: false }) });
  expect(drawn()).toEqual([idOf('Person 7')]);
});
