import { describe, expect, it } from 'vitest';
import { anId, aWorld, begun, circleId, open, plan, until, type Visitor } from './world.ts';

const four = (visitors: Visitor[]) => visitors as [Visitor, Visitor, Visitor, Visitor];

describe('what is promised of commands', () => {
  it('WIRE-1 everybody hears the same in the same order, and the asker before the answer', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'Hello.' });
    expect(ben.texts).toEqual(['Hello.']);
    await Promise.all([
      cleo.do({ do: 'say', text: 'One.' }),
      ben.do({ do: 'say', text: 'Two.' }),
      fern.do({ do: 'say', text: 'Three.' }),
    ]);
    for (const each of [fern, ben, cleo]) await each.sync();
    expect(fern.texts).toHaveLength(4);
    expect(ben.texts).toEqual(fern.texts);
    expect(cleo.texts).toEqual(fern.texts);
  });

  it('WIRE-2 a command asked again with its id takes effect once, over a reconnect too', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const id = anId();
    const both = [
      ben.ask({ do: 'say', text: 'Once.' }, id),
      ben.ask({ do: 'say', text: 'Once.' }, id),
    ];
    expect(await Promise.all(both)).toEqual([{ ok: true }, { ok: true }]);
    ben.drop();
    const again = await world.come('Ben');
    expect(await again.ask({ do: 'say', text: 'Once.' }, id)).toEqual({ ok: true });
    expect(again.texts).toEqual(['Once.']);
  });

  it('WIRE-2 the same id of somebody else is another command', async () => {
    const world = await aWorld();
    const [, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await ben.ask({ do: 'say', text: 'Mine.' }, 'the-same-id');
    await cleo.ask({ do: 'say', text: 'Also mine.' }, 'the-same-id');
    expect(cleo.texts).toEqual(['Mine.', 'Also mine.']);
  });

  it('WIRE-2 a command answered before a restart takes effect once when asked again after it', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const id = anId();
    await ben.ask({ do: 'say', text: 'Kept.' }, id);
    await world.restart();
    const again = await world.come('Ben');
    expect(await again.ask({ do: 'say', text: 'Kept.' }, id)).toEqual({ ok: true });
    expect(again.texts).toEqual(['Kept.']);
  });

  it('WIRE-3 what cannot be written is answered unknown, and asking again settles it', async () => {
    const world = await aWorld({ mayFail: true });
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const { append } = world.store;
    world.store.append = async () => Promise.reject(new Error('the disk is gone'));
    const id = anId();
    expect(await ben.ask({ do: 'say', text: 'Kept?' }, id)).toEqual({ unknown: true });
    expect(ben.texts).toEqual([]);
    world.store.append = append;
    expect(await ben.ask({ do: 'say', text: 'Kept?' }, id)).toEqual({ ok: true });
    expect(ben.texts).toEqual(['Kept?']);
    expect(world.failures).not.toEqual([]);
  });

  it('WIRE-4 a packet that is no command is told what is wrong with it', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const wrong = async (input: unknown) =>
      ((await ben.raw('command', input)) as { invalid?: string }).invalid;
    expect(await wrong('say')).toMatch(/^command: /);
    expect(await wrong({ id: 'x', do: 'say', text: 'a' })).toMatch(/^id: needs 8 to 64/);
    expect(await wrong({ id: anId(), do: 'say' })).toMatch(/^text: /);
    expect(await wrong({ id: anId(), do: 'say', text: 'a', texf: 'b' })).toMatch(/texf/);
    expect(
      await wrong({ id: anId(), do: 'mute', who: 'x', for: '5', reason: 'pace', note: '' }),
    ).toMatch(/^for: /);
  });

  it('WIRE-5 too many commands are told so; notes wait for their turn instead (DSK-5)', async () => {
    const world = await aWorld({ limits: true });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ben.ask({ do: 'raise-hand' })),
    );
    expect(answers).toContainEqual({ refused: 'too-soon' });
    expect(await ben.ask({ do: 'note', text: 'Are you there?' })).toEqual({ ok: true });
    await fern.sync();
    expect(fern.view.desk?.threads).toHaveLength(1);
  });

  it('LED-13 a limit does not refuse what is done already and asked again', async () => {
    const world = await aWorld({ limits: true });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'set-seat', seat: 'sharer' });
    const id = anId();
    expect(await ben.ask({ do: 'say', text: 'once' }, id)).toEqual({ ok: true });
    const flood = Array.from({ length: 60 }, () => ben.ask({ do: 'raise-hand' }));
    const again = ben.ask({ do: 'say', text: 'once' }, id);
    const anew = ben.ask({ do: 'say', text: 'too soon' });
    await Promise.all(flood);
    expect([await again, await anew]).toEqual([{ ok: true }, { refused: 'too-soon' }]);
    await fern.sync();
    expect(fern.texts).toEqual(['once']);
  });
});

describe('catching up', () => {
  it('WIRE-6 who comes back is told what they missed and nothing twice, and sees what a newcomer to it sees', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'before' });
    await cleo.sync();
    const had = cleo.state;
    cleo.drop();
    await ben.do({ do: 'say', text: 'while away' });
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [], facilitator: 'none' });
    await fern.do({ do: 'mute', who: 'ben', reason: 'pace', note: 'A pause.' });
    const back = await world.come('Cleo', had ? { had } : {});
    expect(back.snapshots()).toEqual([]);
    expect(back.texts).toEqual(['before', 'while away']);
    expect(back.everything).not.toContain('"before"');
    const fresh = await world.come('Cleo');
    expect(fresh.snapshots()).toHaveLength(1);
    expect(back.view).toEqual(fresh.view);
  });

  it('WIRE-6 at every step the folded view equals a fresh snapshot', async () => {
    const world = await aWorld({ people: ['Fern', 'Ben', 'Cleo', 'Dov'] });
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    const equal = async () => {
      for (const visitor of [fern, ben, cleo]) {
        await visitor.sync();
        const fresh = await world.come(visitor.person, { device: visitor.device });
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

  it('RND-17 after a restart nothing is missing, and who comes back is told only what they missed', async () => {
    const world = await aWorld();
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'before' });
    await fern.sync();
    const had = fern.state;
    const view = fern.view;
    await world.restart();
    const back = await world.come('Fern', had ? { had } : {});
    expect(back.snapshots()).toEqual([]);
    // Ben has not connected yet and counts as present until it has settled.
    expect(back.view).toEqual(view);
    const again = await world.come('Ben');
    await again.do({ do: 'say', text: 'after' });
    await back.sync();
    expect(back.texts).toEqual(['before', 'after']);
  });

  it('WIRE-6 numbers stay the same through a restart, also when words were erased in between', async () => {
    const world = await aWorld();
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'a name' });
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [] });
    await fern.do({ do: 'set-prompt', prompt: 'What helped you?' });
    const message = fern.view.timeline[0]?.id as string;
    await fern.do({ do: 'redact', message, reason: 'privacy', note: 'A name was in it.' });
    await fern.do({ do: 'end-round' });
    await until(() => ben.view.mine.receipts.length === 1);
    await ben.sync();
    const [had, view] = [ben.state, ben.view];
    await world.restart();
    const back = await world.come('Ben', had ? { had } : {});
    expect(back.snapshots()).toEqual([]);
    expect(back.state?.at).toBe(had?.at);
    // The receipt and everything else that is private came anew, and is what it was.
    expect(back.view).toEqual(view);
    expect((await world.come('Ben')).everything).not.toContain('a name');
  });

  it('RND-17 who does not come back until it has settled is away', async () => {
    const world = await aWorld({ settings: { settle: 300 } });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: [], facilitator: 'none' });
    await ben.do({ do: 'take' });
    await world.restart();
    const back = await world.come('Fern');
    const here = () => back.view.people.find(({ id }) => id === 'ben')?.here;
    expect([here(), back.view.frozen]).toEqual([true, false]);
    await until(() => back.view.frozen && here() === false);
    const again = await world.come('Ben');
    await until(() => !again.view.frozen);
    expect(again.view.holder).toBe('ben');
  });

  it('WIRE-7 another log, a number from the future and a stay that began anew get a snapshot', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const had = ben.state;
    if (!had) throw new Error('nothing was told');
    for (const wrong of [
      { ...had, log: 'another' },
      { ...had, at: had.at + 1 },
    ]) {
      expect((await world.come('Ben', { had: wrong })).snapshots()).toHaveLength(1);
    }
    await ben.do({ do: 'leave' });
    await ben.do({ do: 'join', seat: 'sharer' });
    expect((await world.come('Ben', { had })).snapshots()).toHaveLength(1);
  });

  it('VOI-6 words that were taken back are in no packet to who comes back later', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    const had = cleo.state;
    cleo.drop();
    await ben.do({ do: 'say', text: 'I should not have said it.' });
    const [message] = ben.view.timeline;
    await ben.do({ do: 'take-back', message: message?.id as string });
    const back = await world.come('Cleo', had ? { had } : {});
    expect(back.everything).not.toContain('I should not');
    expect(back.view.timeline).toMatchObject([{ text: '', withdrawn: true }]);
    await fern.sync();
    expect(fern.view.timeline).toEqual(back.view.timeline);
  });

  it('WIRE-8 a long meeting comes in pages, and `earlier` brings the rest', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    for (let i = 0; i < 450; i++) await ben.do({ do: 'say', text: `line ${i}` });
    const fresh = await world.come('Ben', { device: 'another-device' });
    expect(fresh.view.timeline).toHaveLength(200);
    expect(fresh.state?.more).toBe(true);
    while (fresh.state?.more) await fresh.earlier(fresh.view.timeline[0]?.id as string);
    expect(fresh.texts).toEqual(Array.from({ length: 450 }, (_, i) => `line ${i}`));
    expect(await fresh.earlier('unheard-of')).toEqual({ messages: [], more: false });
  });
});

describe('devices and presence', () => {
  it('RND-16 two devices both read; the one opened last writes, and `write-here` chooses', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    const phone = await world.come('Ben', { device: 'phone-of-ben' });
    await ben.sync();
    expect([ben.view.mine.writes, phone.view.mine.writes]).toEqual([false, true]);
    expect(await ben.ask({ do: 'say', text: 'here?' })).toEqual({ refused: 'elsewhere' });
    await phone.do({ do: 'say', text: 'from the phone' });
    await ben.do({ do: 'write-here' });
    await ben.do({ do: 'say', text: 'from the laptop' });
    await phone.sync();
    expect(phone.texts).toEqual(['from the phone', 'from the laptop']);
    expect(phone.view.mine.canSay).toBe('elsewhere');
    ben.socket.disconnect();
    await until(() => phone.view.mine.writes);
  });

  it('RND-7 a holder who drops freezes the turn, and thaws it by coming back', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await fern.do({
      do: 'start-round',
      prompt: 'What helped?',
      order: ['ben' as never, 'cleo' as never],
    });
    await ben.do({ do: 'take' });
    const second = await world.come('Ben', { device: 'phone-of-ben' });
    ben.drop();
    await until(() => cleo.view.people.some(({ id, here }) => id === 'ben' && here));
    await cleo.sync();
    expect(cleo.view.frozen).toBe(false);
    second.drop();
    await until(() => cleo.view.frozen);
    await until(() => cleo.view.people.find(({ id }) => id === 'ben')?.here === false);
    const back = await world.come('Ben');
    await until(() => !cleo.view.frozen && back.view.holder === 'ben');
  });

  it('TRN-3 while somebody holds the floor, the others hear nothing until words are said', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await ben.do({ do: 'take' });
    await cleo.sync();
    const heard = cleo.heard.length;
    ben.socket.emit('typing', { text: 'I wan' });
    expect(await ben.raw('command', { id: anId(), do: 'typing' })).toHaveProperty('invalid');
    await ben.sync();
    await cleo.sync();
    expect(cleo.heard).toHaveLength(heard);
    expect(cleo.view.holder).toBe('ben');
  });

  it('RND-6 what is due happens by itself: an offer nobody answers is set aside', async () => {
    const world = await aWorld({ settings: { offer: 50 } });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await until(() => ben.view.offered === 'cleo');
  });

  it('PHA-6 words are gone from who is watching when their time is up', async () => {
    const world = await aWorld({ settings: { retention: 200, aftercare: 50 } });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'only for tonight' });
    await fern.do({ do: 'set-phase', phase: 'closing' });
    await fern.do({ do: 'close' });
    expect(ben.texts).toEqual(['only for tonight']);
    await until(() => ben.view.phase === 'purged');
    expect(ben.texts).toEqual([]);
    expect((await world.come('Ben')).everything).not.toContain('tonight');
  });

  it('WIRE-7 the next meeting begins anew for whoever is still there', async () => {
    const world = await aWorld({ settings: { aftercare: 50 } });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'until next week' });
    await plan(world.ledgers, circleId, 'm_next', world.store.now() + 7 * 86_400_000);
    await fern.do({ do: 'close' });
    await until(() => ben.view.phase === 'scheduled');
    expect(ben.view.mine.whereabouts).toBe('outside');
    expect(ben.texts).toEqual([]);
  });
});

describe('one meeting after another', () => {
  it('the doors of the next meeting part nobody who is still talking', async () => {
    const world = await aWorld({ settings: { aftercare: 50 } });
    const [fern, ben] = four(await begun(world, 'Fern', 'Ben'));
    await plan(world.ledgers, circleId, 'm_next', world.store.now() + 120_000);
    await ben.do({ do: 'say', text: 'not finished yet' });
    await fern.sync();
    expect(fern.texts).toEqual(['not finished yet']);
    await world.restart();
    const [lead, again] = [await world.come('Fern'), await world.come('Ben')];
    expect(again.texts).toEqual(['not finished yet']);
    await lead.do({ do: 'close' });
    await until(() => again.view.phase === 'doors');
    expect(again.texts).toEqual([]);
  });
});

describe('moderation, across ledgers', () => {
  it('VOI-3 a mute leads to a receipt for its person alone', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    const note = 'Let us leave some room for others.';
    await fern.do({ do: 'mute', who: 'ben', for: '5m', reason: 'pace', note });
    await until(() => ben.view.mine.receipts.length === 1);
    expect(ben.view.mine.receipts).toMatchObject([{ kind: 'mute', reason: 'pace', note }]);
    expect(ben.view.mine.canSay).toBe('no-voice');
    await cleo.sync();
    await fern.sync();
    expect(cleo.everything).not.toContain('room for others');
    expect(JSON.stringify(cleo.view)).not.toContain('mutedUntil');
  });

  it('VOI-8 a receipt that could not be filed is filed after a restart, once', async () => {
    const world = await aWorld({ mayFail: true });
    const [fern] = four(await begun(world, 'Fern', 'Ben'));
    const { append } = world.store;
    world.store.append = async (each) =>
      each.ledger.startsWith('desk:') ? Promise.reject(new Error('no')) : append(each);
    await fern.do({ do: 'mute', who: 'ben', reason: 'pace', note: 'A pause.' });
    await until(() => world.failures.length > 0);
    world.store.append = append;
    await world.restart();
    const back = await world.come('Ben');
    await until(() => back.view.mine.receipts.length > 0);
    await world.restart();
    expect((await world.come('Ben')).view.mine.receipts).toHaveLength(1);
  });

  it('VOI-7 who is removed loses the circle at once on every device, and keeps the desk', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    const phone = await world.come('Ben', { device: 'phone-of-ben' });
    await cleo.do({ do: 'say', text: 'before' });
    await fern.do({ do: 'remove', who: 'ben', reason: 'safety', note: 'Not tonight.' });
    const heard = ben.heard.length;
    await cleo.do({ do: 'say', text: 'after' });
    for (const each of [ben, phone]) {
      await until(() => each.view.mine.receipts.length === 1);
      expect(each.view).toMatchObject({ people: [], timeline: [], lead: null });
      expect(each.view.mine.whereabouts).toBe('removed');
      expect(each.everything).not.toContain('after');
    }
    const names = ben.heard.slice(heard).map(([name]) => name);
    expect(names).toContain('snapshot');
    expect(names).not.toContain('changes');
    expect(names).not.toContain('here');
    expect(await phone.ask({ do: 'say', text: 'but' })).toEqual({ refused: 'not-here' });
    expect(await phone.ask({ do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
    await phone.do({ do: 'note', text: 'May I know why?' });
    await until(() => fern.view.desk?.threads.length === 1);
    const back = await world.come('Ben', ben.state ? { had: { ...ben.state, at: 3 } } : {});
    expect(back.everything).not.toMatch(/before|after/);
  });

  it('DSK-6 nothing of the desk is in any packet to anybody else', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    const heard = cleo.heard.length;
    await ben.do({ do: 'note', text: 'It is hard today.' });
    await until(() => fern.view.desk?.threads.length === 1);
    const thread = fern.view.desk?.threads[0]?.id as string;
    await fern.do({ do: 'see', thread });
    await fern.do({ do: 'answer', thread, text: 'I am with you.' });
    await until(() => ben.view.mine.threads[0]?.state === 'answered');
    await cleo.sync();
    expect(cleo.heard.slice(heard)).toEqual([]);
  });

  it('RES-1 resonance reaches the sharer alone, and only when the turn is over', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = four(await begun(world, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await ben.do({ do: 'take' });
    await ben.do({ do: 'say', text: 'A walk.' });
    const heard = fern.heard.length;
    await cleo.do({ do: 'resonate', kind: 'me too', turn: cleo.view.turn as string });
    await ben.sync();
    expect(ben.everything).not.toContain('me too');
    await ben.do({ do: 'done' });
    expect(ben.view.mine.resonance).toMatchObject([{ kind: 'me too' }]);
    await fern.sync();
    expect(JSON.stringify(fern.heard.slice(heard))).not.toContain('me too');
  });
});

describe('the server stops', () => {
  it('WIRE-9 everybody is told to come back, and nobody new is let in', async () => {
    const world = await aWorld();
    const [fern] = four(await begun(world, 'Fern'));
    const url = world.url;
    await world.stop();
    await until(() => !fern.socket.connected);
    expect(fern.heard.map(([name]) => name)).toContain('draining');
    const late = open(url, 'Fern');
    const refused = new Promise((resolve) => late.socket.once('connect_error', resolve));
    late.socket.connect();
    expect(await refused).toBeInstanceOf(Error);
    await world.start();
  });

  it('PRV-5 the figures name nobody', async () => {
    const world = await aWorld();
    const [, ben] = four(await begun(world, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'hello' });
    await ben.ask({ do: 'begin' });
    const figures = await world.registry.metrics();
    expect(figures).toContain('holdspace_people_connected 2');
    expect(figures).toContain('holdspace_meetings_open 1');
    expect(figures).toContain('holdspace_commands_total{answer="not-facilitator"} 1');
    expect(figures).not.toMatch(/ben|fern|tuesday|hello/i);
  });
});
