// @vitest-environment happy-dom
/** The waiting room as a facilitator sees it: admitting, turning away, locking, joining paused. */
import type { View, WaitingAttendee } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { WaitingRoomPanel } from '../../src/facilitator/people/waiting-room-panel.tsx';
import { allowed, facilitatorView, idOf, now } from '../../src/gallery/fixtures.ts';
import { consoleView, renderConsole } from '../console-screen.tsx';

const [template] = facilitatorView().waiting ?? [];
const waiting = (name: string, more: Partial<WaitingAttendee> = {}): WaitingAttendee => {
  if (!template) throw new Error('The fixtures have no waiting person.');
  return { ...template, id: idOf(name), name, admitted: false, since: now, ...more };
};
const room = (attendees: readonly WaitingAttendee[], more: Partial<View> = {}): View =>
  ({ ...consoleView(), waiting: attendees, ...more }) as View;
const rowOf = (name: string) => {
  const row = screen.getByText(name, { selector: 'bdi' }).closest('li');
  if (!row) throw new Error(`${name} is in no row.`);
  return within(row);
};

it('PHA-2 one person is let in with one press', async () => {
  const { user, sent } = renderConsole(
    <WaitingRoomPanel />,
    room([waiting('Red Fox'), waiting('Blue Jay')]),
  );
  await user.click(rowOf('Blue Jay').getByRole('button', { name: /Let in/ }));
  expect(sent).toEqual([{ do: 'admit', who: idOf('Blue Jay') }]);
});

it('PHA-2 everyone is let in with one press, offered only when several wait', async () => {
  const { user, sent, show } = renderConsole(<WaitingRoomPanel />, room([waiting('Red Fox')]));
  expect(screen.queryByRole('button', { name: 'Let everyone in' })).toBeNull();
  show(room([waiting('Red Fox'), waiting('Blue Jay')]));
  await user.click(screen.getByRole('button', { name: 'Let everyone in' }));
  expect(sent).toEqual([{ do: 'admit', who: 'all' }]);
});

it('PHA-2 a person who was let in already has no buttons and comes in after the turn', () => {
  renderConsole(<WaitingRoomPanel />, room([waiting('Red Fox', { admitted: true })]));
  expect(rowOf('Red Fox').queryByRole('button')).toBeNull();
  expect(rowOf('Red Fox').getByText(/comes in when this turn ends/)).toBeTruthy();
});

it('VOI-3 turning a person away opens the form with reason and sentence, and sends nothing before', async () => {
  const { user, sent } = renderConsole(<WaitingRoomPanel />, room([waiting('Red Fox')]));
  await user.click(rowOf('Red Fox').getByRole('button', { name: /Not today/ }));
  expect(screen.getByRole('heading', { name: 'Not today: Red Fox' })).toBeTruthy();
  expect(sent).toEqual([]);
});

it('VOI-11 WAY-2 the row says how a person came and that a name is similar to another', () => {
  const person = waiting('Red Fox', {
    likeness: true,
    known: false,
    link: 'poster',
    came: 3,
  } as never);
  renderConsole(<WaitingRoomPanel />, room([person]));
  const row = rowOf('Red Fox');
  expect(row.getByText(/name similar to someone else’s here/)).toBeTruthy();
  expect(row.getByText(/new here · came by “poster”, like 3 people so far/)).toBeTruthy();
});

it('LIM-1 a full circle explains why a person keeps waiting, at their button', async () => {
  const { user } = renderConsole(<WaitingRoomPanel />, room([waiting('Red Fox')]), {
    refused: 'full',
  });
  await user.click(rowOf('Red Fox').getByRole('button', { name: /Let in/ }));
  expect(
    rowOf('Red Fox').getByText(/All sharing seats are taken, so this person keeps waiting/),
  ).toBeTruthy();
});

it('LIM-2 paused joining goes on with one press or turns all newcomers away with another', async () => {
  const joining = { pausedAt: now, seatsLeft: 5 };
  const { user, sent } = renderConsole(
    <WaitingRoomPanel />,
    room([waiting('Red Fox')], { joining } as Partial<View>),
  );
  await user.click(screen.getByRole('button', { name: 'Allow joining again' }));
  await user.click(screen.getByRole('button', { name: 'Turn all newcomers away' }));
  expect(sent).toEqual([
    { do: 'unlock' },
    expect.objectContaining({ do: 'turn-away', who: 'all', reason: 'other' }),
  ]);
});

it('PHA-2 the doors are locked and unlocked, and an empty room says which', async () => {
  const { user, sent, show } = renderConsole(<WaitingRoomPanel />, room([]));
  expect(screen.getByText('No one is waiting.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Lock to newcomers' }));
  show(room([], { locked: true }));
  expect(screen.getByText(/Locked: newcomers can’t ask to come in/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Unlock for newcomers' }));
  expect(sent).toEqual([{ do: 'lock' }, { do: 'unlock' }]);
});

it('FLR-6 a command that is not open stays in the tab order, says why, and sends nothing', async () => {
  const view = room([waiting('Red Fox')]);
  const { user, sent } = renderConsole(<WaitingRoomPanel />, {
    ...view,
    mine: { ...view.mine, can: allowed('facilitator', { admit: 'not-open-yet' }) },
  });
  const press = rowOf('Red Fox').getByRole('button', { name: /Let in/ });
  expect(press.getAttribute('aria-disabled')).toBe('true');
  press.focus();
  expect(document.activeElement).toBe(press);
  await user.keyboard('{Enter}');
  expect(sent).toEqual([]);
  expect(rowOf('Red Fox').getAllByText(/It hasn’t begun yet/).length).toBeGreaterThan(0);
  expect(
    document.getElementById(press.getAttribute('aria-describedby') ?? '')?.textContent,
  ).toContain('Open the doors first');
});
