/** Who gets a message is not worked out anew for each message. */
import type { MeetingState, PersonId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { AudienceCache } from '../../src/projection/audience-cache.ts';
import type { Subscription } from '../../src/projection/subscription.ts';
import { beginMeeting, startRealtimeFixture } from '../realtime/realtime-fixture.ts';

type People = MeetingState['people'];
const people = (...inside: string[]): { people: People } => ({
  people: new Map(inside.map((id) => [id as PersonId, { whereabouts: 'in' } as never])),
});

/** Counts how often the connections are looked through. */
function aRoom(...names: string[]) {
  const subscriptions = new Set(
    names.map((name) => ({ person: name, line: `line of ${name}`, epoch: '1' })),
  );
  const count = { looks: 0 };
  const counted = {
    *[Symbol.iterator]() {
      count.looks++;
      yield* subscriptions as never as Iterable<Subscription<string>>;
    },
  };
  return { subscriptions, count, audiences: new AudienceCache<string>(counted) };
}

describe('the audience of a meeting', () => {
  it('LED-12 is looked for once, however many messages come', () => {
    const { count, audiences } = aRoom('ben', 'cleo', 'dov');
    const state = people('ben', 'cleo');
    for (let message = 0; message < 100; message++) {
      expect(audiences.of({ ...state }).lines).toEqual(['line of ben', 'line of cleo']);
    }
    expect(count.looks).toBe(1);
  });

  it('WIRE-1 follows who is in, who has a view, and who has gone', () => {
    const { count, audiences, subscriptions } = aRoom('ben', 'cleo');
    const [ben, cleo] = subscriptions;
    if (!ben || !cleo) throw new Error('The room is empty.');
    cleo.epoch = '';
    const state = people('ben', 'cleo');
    expect(audiences.of(null).lines).toEqual([]);
    expect(audiences.of(state).lines).toEqual(['line of ben']);
    cleo.epoch = '1';
    audiences.forget();
    expect(audiences.of(state).lines).toEqual(['line of ben', 'line of cleo']);
    expect(audiences.of(people('cleo')).lines).toEqual(['line of cleo']);
    subscriptions.delete(cleo);
    audiences.forget();
    expect(audiences.of(state).lines).toEqual(['line of ben']);
    expect(count.looks).toBe(4);
  });

  it('WIRE-1 a person who leaves, and one who connects, count from the next message on', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
    if (!fern || !ben || !cleo) throw new Error('The fixture has no meeting.');
    await fern.do({ do: 'set-floor', mode: 'open' });
    const texts = (client: typeof ben) => client.view.timeline.map(({ text }) => text);
    await ben.do({ do: 'say', text: 'one' });
    const tablet = await fixture.connect('Ben', { device: 'second-device' });
    await tablet.sync();
    await cleo.do({ do: 'say', text: 'two' });
    await Promise.all([ben.sync(), tablet.sync(), fern.sync()]);
    expect([texts(ben), texts(tablet)]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    await cleo.do({ do: 'leave' });
    const before = cleo.received.filter(([name]) => name === 'changes').length;
    await fern.do({ do: 'say', text: 'three' });
    await Promise.all([cleo.sync(), tablet.sync()]);
    expect(texts(tablet)).toEqual(['one', 'two', 'three']);
    expect(cleo.received.filter(([name]) => name === 'changes')).toHaveLength(before);
  });
});
