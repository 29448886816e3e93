import type { Standing } from '@holdspace/core';
import { begunMeeting, personId } from '@holdspace/testkit';
import { expect, it } from 'vitest';

it('WAY-2 facilitators see by which link people came and whether they were here before', () => {
  const story = begunMeeting({ outside: ['dov', 'eve'] });
  const standing = story.viewer('dov').standing as Standing;
  story.standings.set('dov', { ...standing, known: true });
  for (const name of ['dov', 'eve']) story.ask(name, { do: 'join', seat: 'sharer' });
  const known = (list: readonly { id: string; known: boolean }[] | undefined) =>
    Object.fromEntries((list ?? []).map((one) => [one.id, one.known]));
  expect(known(story.view('rowan').waiting)).toEqual({
    [personId('dov')]: true,
    [personId('eve')]: false,
  });
  story.ask('rowan', { do: 'admit', who: 'all' });
  const inside = new Map(story.view('rowan').people.map((one) => [one.id, one]));
  expect(inside.get(personId('dov'))).toMatchObject({ before: true, link: standing.link });
  expect(inside.get(personId('eve'))).not.toHaveProperty('before');
  // Participants see nothing of it.
  for (const one of story.view('ada').people) {
    expect(one).not.toHaveProperty('link');
    expect(one).not.toHaveProperty('before');
  }
});
