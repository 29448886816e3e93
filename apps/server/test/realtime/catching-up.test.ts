import { describe, expect, it } from 'vitest';
import {
  beginMeeting,
  createStillStore,
  eventually,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import type { TestClient } from './test-client.ts';

const four = (visitors: TestClient[]) =>
  visitors as [TestClient, TestClient, TestClient, TestClient];

describe('catching up', () => {
  it('WIRE-6 a person who comes back receives what they missed once, and has the same view as a fresh connection', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'before' });
    await cleo.sync();
    const had = cleo.state;
    cleo.drop();
    await ben.do({ do: 'say', text: 'while away' });
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [], facilitator: 'none' });
    await fern.do({ do: 'mute', who: 'ben', reason: 'pace', note: 'A pause.' });
    const back = await fixture.connect('Cleo', had ? { resumeState: had } : {});
    expect(back.snapshots()).toEqual([]);
    expect(back.texts).toEqual(['before', 'while away']);
    expect(back.receivedJson).not.toContain('"before"');
    const fresh = await fixture.connect('Cleo');
    expect(fresh.snapshots()).toHaveLength(1);
    expect(back.view).toEqual(fresh.view);
  });

  it('WIRE-6 at every step the folded view equals a fresh snapshot', async () => {
    const fixture = await startRealtimeFixture({ people: ['Fern', 'Ben', 'Cleo', 'Dov'] });
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const equal = async () => {
      for (const visitor of [fern, ben, cleo]) {
        await visitor.sync();
        const fresh = await fixture.connect(visitor.person, { device: visitor.device });
        expect(visitor.view).toEqual(fresh.view);
        fresh.socket.disconnect();
      }
    };
    const steps: (() => Promise<unknown>)[] = [
      () => ben.do({ do: 'say', text: 'one' }),
      () => ben.do({ do: 'raise-hand' }),
      () => fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] }),
      () => ben.do({ do: 'take' }),
      () => ben.do({ do: 'say', text: 'two' }),
      () => cleo.do({ do: 'resonate', kind: 'me too', turn: ben.view.turn as string }),
      () => ben.do({ do: 'done' }),
      () => cleo.do({ do: 'pass' }),
      () => fern.do({ do: 'end-round' }),
      () => fern.do({ do: 'set-floor', mode: 'open' }),
      () => fern.do({ do: 'mute', who: 'ben', for: '5m', reason: 'pace', note: 'A pause.' }),
      () => ben.do({ do: 'note', text: 'Why?' }),
      () => fern.do({ do: 'unmute', who: 'ben' }),
      () => cleo.do({ do: 'set-seat', seat: 'listener' }),
      () => cleo.do({ do: 'step-out' }),
      () => cleo.do({ do: 'come-back' }),
      () =>
        fern.do({
          do: 'redact',
          message: ben.view.timeline[0]?.id as string,
          reason: 'privacy',
          note: 'A name was in it.',
        }),
      () => cleo.do({ do: 'leave' }),
      () => cleo.do({ do: 'join', seat: 'sharer' }),
    ];
    for (const step of steps) {
      await step();
      await equal();
    }
  });

  it('RND-17 after a restart nothing is missing, and a person who comes back receives only what they missed', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'before' });
    await fern.sync();
    const had = fern.state;
    const view = fern.view;
    await fixture.restart();
    const back = await fixture.connect('Fern', had ? { resumeState: had } : {});
    expect(back.snapshots()).toEqual([]);
    // Ben has not connected yet and counts as present until it has settled.
    expect(back.view).toEqual(view);
    const again = await fixture.connect('Ben');
    await again.do({ do: 'say', text: 'after' });
    await back.sync();
    expect(back.texts).toEqual(['before', 'after']);
  });

  it('WIRE-6 numbers stay the same through a restart, also when words were erased in between', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'a name' });
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [] });
    await fern.do({ do: 'set-prompt', prompt: 'What helped you?' });
    const message = fern.view.timeline[0]?.id as string;
    await fern.do({ do: 'redact', message, reason: 'privacy', note: 'A name was in it.' });
    await fern.do({ do: 'end-round' });
    await eventually(() => ben.view.mine.receipts.length === 1);
    await ben.sync();
    const [had, view] = [ben.state, ben.view];
    await fixture.restart();
    const back = await fixture.connect('Ben', had ? { resumeState: had } : {});
    expect(back.snapshots()).toEqual([]);
    expect(back.state?.at).toBe(had?.at);
    // The receipt and the other private parts arrive again, unchanged.
    expect(back.view).toEqual(view);
    expect((await fixture.connect('Ben')).receivedJson).not.toContain('a name');
  });

  it('RND-17 who does not come back until it has settled is away', async () => {
    const { clock, store } = createStillStore();
    const fixture = await startRealtimeFixture({ store, lease: 300, settings: { settle: 300 } });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [], facilitator: 'none' });
    await ben.do({ do: 'take' });
    await fixture.restart();
    const back = await fixture.connect('Fern');
    const here = () => back.view.people.find(({ id }) => id === 'ben')?.here;
    expect([here(), back.view.frozen]).toEqual([true, false]);
    clock.now += 300;
    await eventually(() => back.view.frozen && here() === false);
    const again = await fixture.connect('Ben');
    await eventually(() => !again.view.frozen);
    expect(again.view.holder).toBe('ben');
  });

  it('WIRE-7 another log, a number from the future and a stay that started again get a snapshot', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const had = ben.state;
    if (!had) throw new Error('nothing was told');
    for (const wrong of [
      { ...had, log: 'another' },
      { ...had, at: had.at + 1 },
    ]) {
      expect((await fixture.connect('Ben', { resumeState: wrong })).snapshots()).toHaveLength(1);
    }
    await ben.do({ do: 'leave' });
    await ben.do({ do: 'join', seat: 'sharer' });
    expect((await fixture.connect('Ben', { resumeState: had })).snapshots()).toHaveLength(1);
  });

  it('VOI-6 words that were taken back are in no packet to who comes back later', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const had = cleo.state;
    cleo.drop();
    await ben.do({ do: 'say', text: 'I should not have said it.' });
    const [message] = ben.view.timeline;
    await ben.do({ do: 'take-back', message: message?.id as string });
    const back = await fixture.connect('Cleo', had ? { resumeState: had } : {});
    expect(back.receivedJson).not.toContain('I should not');
    expect(back.view.timeline).toMatchObject([{ text: '', withdrawn: true }]);
    await fern.sync();
    expect(fern.view.timeline).toEqual(back.view.timeline);
  });

  it('WIRE-8 a long meeting comes in pages, and `earlier` brings the rest', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    for (let i = 0; i < 450; i++) await ben.do({ do: 'say', text: `line ${i}` });
    const fresh = await fixture.connect('Ben', { device: 'another-device' });
    expect(fresh.view.timeline).toHaveLength(200);
    expect(fresh.state?.more).toBe(true);
    while (fresh.state?.more) await fresh.earlier(fresh.view.timeline[0]?.id as string);
    expect(fresh.texts).toEqual(Array.from({ length: 450 }, (_, i) => `line ${i}`));
    expect(await fresh.earlier('unheard-of')).toEqual({ messages: [], more: false });
  });
});
