/** The turn on the circle's screen: the bar, the line that says whose it is, the strip of people. */
import type { PersonId, View } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { CircleFrame } from '../../src/circle/circle-frame.tsx';
import { MessageDraft } from '../../src/circle/composer/message-draft.ts';
import { StateLine } from '../../src/circle/floor/state-line.tsx';
import { TurnCard } from '../../src/circle/floor/turn-card.tsx';
import { fixedTimeline } from '../../src/circle/model/circle-view.ts';
import { PeopleStrip } from '../../src/circle/people/people-strip.tsx';
import { allowed, card, idOf, participantView } from '../../src/gallery/fixtures.ts';
import { renderHtml, visibleText } from '../rendered.tsx';

const me = idOf('Quiet Heron');
const send = () => Promise.resolve({ ok: true } as const);
const saying = { draft: new MessageDraft(), sendAll: () => Promise.resolve(true) };

const html = (view: View, what: ReactNode): string =>
  renderHtml(
    <CircleFrame {...{ card, view, send }} circle="c" timeline={fixedTimeline(view.timeline)}>
      {what}
    </CircleFrame>,
  );
const words = (view: View, what: ReactNode): string => visibleText(html(view, what));
const offered = (who: PersonId) =>
  participantView({ holder: null, offered: who, mine: { can: allowed('participant') } });
const held = (who: PersonId) =>
  participantView({ holder: who, mine: { can: allowed('participant') } });
const bar = <TurnCard sender={saying} pending={[]} />;

it('PAGE-3 the offer is one bar with its answers, in a long and in a short form of the same words', () => {
  const seen = html(offered(me), bar);
  for (const short of ['Share', 'Pass', 'Come back', 'Your turn?']) {
    expect(seen).toMatch(new RegExp(`aria-hidden="true">${short.replace('?', '\\?')}<`));
  }
  for (const long of ['I’d like to share', 'Pass this time', 'Come back to me']) {
    expect(seen).toContain(`>${long}</span>`);
  }
});

it('PAGE-3 Done is in the bar only during the own turn', () => {
  expect(words(held(me), bar)).toContain('Done');
  expect(html(held(idOf('Soft Hill')), bar)).not.toContain('data-turn');
  expect(html(offered(idOf('Soft Hill')), bar)).not.toContain('data-turn');
});

it('PAGE-3 FLR-6 the state line stays during the own turn', () => {
  expect(words(offered(me), <StateLine />)).toContain('is offered to you');
  expect(words(held(me), <StateLine />)).toContain('You have the');
  expect(words(held(idOf('Soft Hill')), <StateLine />)).toContain('Soft Hill has the');
});

it('PAGE-3 every face has the same size, also the holder’s', () => {
  const sizes = (view: View) =>
    [...html(view, <PeopleStrip />).matchAll(/style="width:(\d+)px;height:(\d+)px"/g)].map(
      ([, width, height]) => `${width} ${height}`,
    );
  expect(new Set(sizes(held(me)))).toEqual(new Set(['36 36']));
  expect(sizes(held(me))).toEqual(sizes(offered(idOf('Soft Hill'))));
});

it('HND-1 FLR-6 raised hands, the holder and who is next can be read from the strip', () => {
  const view = participantView({
    holder: idOf('River Stone'),
    next: [me],
    hands: [idOf('Soft Hill'), idOf('Small Seed')],
  });
  const seen = html(view, <PeopleStrip />);
  expect([...seen.matchAll(/data-mark="hand"/g)]).toHaveLength(2);
  expect([...seen.matchAll(/data-mark="next"/g)]).toHaveLength(1);
  const said = words(view, <PeopleStrip />);
  expect(said).toContain('has the piece');
  expect(said).toContain('hand up, number 1');
  expect(said).toContain('is next');
});

it('LEAD-2 a person who raises a hand reads that a facilitator invites someone to begin', () => {
  const free = { holder: null, offered: null, round: null, prompt: null, next: [] } as const;
  const view = participantView({ ...free, mode: 'hands', mine: { handPlace: null } });
  expect(words(view, <StateLine />)).toContain('A facilitator invites someone to begin');
});
