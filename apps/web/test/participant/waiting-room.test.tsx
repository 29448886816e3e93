// @vitest-environment happy-dom
/** The waiting room: what a person reads there, and every way out of it. */
import type { View } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { CircleNotices } from '../../src/circle/notices/notices.tsx';
import { allowed, participantView, type ViewChanges } from '../../src/gallery/fixtures.ts';
import { WaitingRoomPage } from '../../src/participant/waiting-room.tsx';
import { emptyTabForEachTest, liveConnection, renderInCircle } from '../circle/in-circle.tsx';

emptyTabForEachTest();
// Support and Leave now are part of index.html.
beforeEach(() => {
  const ways = document.createElement('nav');
  ways.innerHTML = '<a id="leave" href="/leave"></a><a id="support" href="/support"></a>';
  document.body.replaceChildren(ways);
});

const waiting = (more: ViewChanges = {}): View =>
  participantView({
    ...more,
    mine: { can: allowed('participant'), whereabouts: 'waiting', ...more.mine },
  });
const page = <WaitingRoomPage notices={<CircleNotices connection={liveConnection} />} />;

it('PHA-1 the page says who knows that the person is here and that it opens by itself', () => {
  renderInCircle(waiting(), page);
  expect(screen.getByRole('heading', { name: 'You’re in the waiting room' })).toBeDefined();
  expect(screen.getByText(/North Star can see that you’re here/)).toBeDefined();
  expect(screen.getByText(/This page opens by itself/)).toBeDefined();
});

it('RND-2 a person who was let in during a turn reads that they come in after it', () => {
  renderInCircle(waiting({ mine: { whereabouts: 'admitted' } }), page);
  expect(screen.getByRole('heading', { name: 'You’ve been let in' })).toBeDefined();
  expect(screen.getByText(/when their turn ends, so no one is interrupted/)).toBeDefined();
});

it('FAC-6 when no facilitator has come the page says so', () => {
  renderInCircle(waiting({ noShow: true }), page);
  expect(screen.getByText(/No facilitator has come yet/)).toBeDefined();
});

it('FLR-7 the seat can be changed while a person waits', async () => {
  const { user, sent } = renderInCircle(waiting(), page);
  await user.click(screen.getByRole('radio', { name: /listen/i }));
  expect(sent).toEqual([{ do: 'set-seat', seat: 'listener' }]);
});

it('PHA-1 leaving the waiting room is one press, also by the keyboard', async () => {
  const { user, sent } = renderInCircle(waiting(), page);
  screen.getByRole('button', { name: 'Leave waiting room' }).focus();
  await user.keyboard('{Enter}');
  expect(sent).toEqual([{ do: 'leave' }]);
});

it('LIM-1 a seat that is taken meanwhile is refused beside the choice, until the person has read it', async () => {
  const { user } = renderInCircle(waiting(), page, { answers: [{ refused: 'full' }] });
  await user.click(screen.getByRole('radio', { name: /listen/i }));
  expect(await screen.findByText(/All seats are taken/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'OK' }));
  expect(screen.queryByText(/All seats are taken/)).toBeNull();
});

it('DSK-1 the facilitators can be written to from the waiting room', async () => {
  const { user, sent } = renderInCircle(waiting(), page);
  await user.click(screen.getByRole('button', { name: 'Write to the facilitator' }));
  const support = await screen.findByRole('dialog', { name: 'Support' });
  await user.type(within(support).getByRole('textbox'), 'Will I be let in?');
  await user.click(within(support).getByRole('button', { name: /Send privately/ }));
  expect(sent).toEqual([{ do: 'ask-help', kind: 'word', text: 'Will I be let in?' }]);
});
