/** What is said before the press that joins is what the circle does (WAY-2, LIM-1). */
import type { CircleCardBody } from '@holdspace/protocol';
import { expect, it, vi } from 'vitest';
import { card } from '../../src/gallery/fixtures.ts';
import {
  EntranceNotice,
  entranceState,
  JoinEffectText,
} from '../../src/join/invitation/entrance.tsx';
import { InvitationLead } from '../../src/join/invitation/invitation-details.tsx';
import { JoinButton } from '../../src/join/invitation/join-button.tsx';
import { CircleList } from '../../src/pages/my-circles.tsx';
import { renderHtml, visibleText } from '../rendered.tsx';

vi.stubGlobal('location', new URL('http://here.test/'));

const hour = 3_600_000;
const said = (entrance: Partial<NonNullable<CircleCardBody['entrance']>>, phase = 'body') => {
  const known = entranceState(
    {
      entrance: { byThemselves: false, isFull: false, isLocked: false, ...entrance },
      meeting: { start: 0, end: hour, phase },
    },
    false,
  );
  return visibleText(
    renderHtml(
      <>
        <EntranceNotice entrance={known} seats={8} />
        <JoinEffectText entrance={known} />
        <JoinButton form="form" busy={false} entrance={known} isListening={known.isFull} />
      </>,
    ),
  );
};

it('WAY-2 a person who enters directly does not read that no one sees them', () => {
  expect(said({ byThemselves: true })).toBe(
    'You come straight in, and people in the circle see your name. Join the circle',
  );
  expect(said({ byThemselves: true }, 'scheduled')).toContain('when the circle opens');
  expect(said({})).toBe(
    'No one in the circle sees you until you’re let in. Only the facilitators see that you’re waiting. Join the waiting room',
  );
});

it('LIM-1 full seats, a lock and an ended meeting are said before the press', () => {
  const full = said({ isFull: true });
  expect(full).toContain('All 8 seats for sharing are taken.');
  expect(full).toContain('Join and listen');
  expect(said({ isLocked: true })).toContain('No one new can come in at the moment');
  expect(said({}, 'aftercare')).toContain('This meeting is over');
});

it('WAY-2 a card stored by an older version promises nothing', () => {
  const old = { ...card, entrance: undefined } as unknown as CircleCardBody;
  expect(entranceState(old, false)).toMatchObject({ byThemselves: false, isFull: false });
});

it('WAY-2 the day and both ends of the meeting are named', () => {
  const lead = visibleText(renderHtml(<InvitationLead card={card} facilitates={false} />));
  expect(lead).toMatch(/^\w+.*, \d+:\d\d.* to \d+:\d\d.* With North Star$/);
});

it('WAY-1 participants, facilitators and organisers find their own pages', () => {
  const me = {
    organiser: true,
    circles: [
      { circle: 'c1', member: 'p1', role: 'participant', name: 'Amber', circleName: 'Evenings' },
      { circle: 'c2', member: 'p2', role: 'facilitator', name: 'North', circleName: 'Mornings' },
    ],
    ended: [{ circle: 'c3', why: 'time' }],
  } as const;
  const words = visibleText(
    renderHtml(
      <CircleList me={{ ...me, circles: [...me.circles], ended: [...me.ended] }} heading={null} />,
    ),
  );
  expect(words).toBe(
    'Your circles in this browser Evenings as Amber Mornings You facilitate, as North The circles you organise A circle where you’ve been signed out: see why',
  );
  const nowhere = { organiser: false, circles: [], ended: [] };
  expect(visibleText(renderHtml(<CircleList me={nowhere} heading={null} />))).toContain(
    'six words',
  );
});
