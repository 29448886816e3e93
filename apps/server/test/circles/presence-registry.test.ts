import type { PersonId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { PresenceRegistry } from '../../src/circles/presence-registry.ts';
import type { PresenceChangedEvent } from '../../src/projection/circle-events.ts';

const ben = 'ben' as PersonId;
const cleo = 'cleo' as PersonId;

const createRegistry = (events: PresenceChangedEvent[] = []) =>
  new PresenceRegistry(() => 1000, {
    emit: (event) => {
      if (event.type === 'presence-changed') events.push(event);
    },
  });

describe('devices', () => {
  it('RND-16 the device opened last writes, and the older one again when it is the only one', () => {
    const presence = createRegistry();
    presence.connect(ben, 'laptop');
    expect(presence.isWritingDevice(ben, 'laptop')).toBe(true);
    presence.connect(ben, 'phone');
    expect([
      presence.isWritingDevice(ben, 'laptop'),
      presence.isWritingDevice(ben, 'phone'),
    ]).toEqual([false, true]);
    presence.disconnect(ben, 'phone');
    expect(presence.isWritingDevice(ben, 'laptop')).toBe(true);
  });

  it('RND-16 reconnecting is not opening', () => {
    const presence = createRegistry();
    presence.connect(ben, 'laptop');
    presence.connect(ben, 'phone');
    presence.disconnect(ben, 'laptop');
    presence.connect(ben, 'laptop');
    expect([
      presence.isWritingDevice(ben, 'laptop'),
      presence.isWritingDevice(ben, 'phone'),
    ]).toEqual([false, true]);
  });

  it('RND-16 a device is chosen by write-here, and stays chosen through a reconnect', () => {
    const presence = createRegistry();
    presence.connect(ben, 'laptop');
    presence.connect(ben, 'phone');
    presence.chooseDevice(ben, 'laptop');
    presence.disconnect(ben, 'phone');
    presence.connect(ben, 'phone');
    expect([
      presence.isWritingDevice(ben, 'laptop'),
      presence.isWritingDevice(ben, 'phone'),
    ]).toEqual([true, false]);
  });

  it('RND-16 gone only when all are gone, and when every connection of each is', () => {
    const presence = createRegistry();
    presence.connect(ben, 'laptop');
    presence.connect(ben, 'laptop');
    presence.connect(ben, 'phone');
    presence.disconnect(ben, 'phone');
    presence.disconnect(ben, 'laptop');
    expect(presence.presenceOf(ben)).toBe('here');
    presence.disconnect(ben, 'laptop');
    expect(presence.presenceOf(ben)).toBe('away');
  });

  it('RND-16 one person’s devices say nothing about another’s', () => {
    const presence = createRegistry();
    presence.connect(ben, 'shared');
    presence.connect(cleo, 'shared');
    presence.disconnect(ben, 'shared');
    expect([presence.presenceOf(ben), presence.presenceOf(cleo)]).toEqual(['away', 'here']);
    expect(presence.isWritingDevice(cleo, 'shared')).toBe(true);
  });

  it('WIRE-10 devices that come and go are not kept forever, those connected are', () => {
    const presence = createRegistry();
    presence.connect(ben, 'first');
    for (let i = 0; i < 1000; i++) {
      presence.connect(ben, `device-${i}`);
      presence.disconnect(ben, `device-${i}`);
    }
    expect(presence.isWritingDevice(ben, 'first')).toBe(true);
    // Forgotten, so coming back is opening.
    presence.connect(ben, 'device-0');
    expect(presence.isWritingDevice(ben, 'first')).toBe(false);
  });
});

describe('after a start', () => {
  it('RND-17 a person who was in is unknown until they connect or it has settled', () => {
    const presence = createRegistry();
    presence.markUnknown([ben, cleo]);
    expect([presence.presenceOf(ben), presence.presenceOf(cleo)]).toEqual(['unknown', 'unknown']);
    presence.connect(ben, 'laptop');
    expect(presence.presenceOf(ben)).toBe('here');
    presence.disconnect(ben, 'laptop');
    expect(presence.presenceOf(ben)).toBe('away');
    presence.clearUnknown();
    expect(presence.presenceOf(cleo)).toBe('away');
  });

  it('RND-19 a person who was never there is away, not unknown', () => {
    const presence = createRegistry();
    presence.markUnknown([ben]);
    expect(presence.presenceOf(cleo)).toBe('away');
  });

  it('TRN-8 hidden only when every page is, and away when none is connected', () => {
    const events: PresenceChangedEvent[] = [];
    const presence = createRegistry(events);
    presence.connect(ben, 'laptop', true);
    expect(presence.presenceOf(ben)).toBe('hidden');
    presence.connect(ben, 'phone');
    expect(presence.presenceOf(ben)).toBe('here');
    presence.setHidden(ben, 'phone', true);
    presence.setHidden(ben, 'phone', true);
    expect(events.filter(({ cause }) => cause === 'page')).toHaveLength(1);
    expect(presence.presenceOf(ben)).toBe('hidden');
    presence.setHidden(ben, 'laptop', false);
    expect(presence.presenceOf(ben)).toBe('here');
    presence.disconnect(ben, 'laptop');
    expect(presence.presenceOf(ben)).toBe('hidden');
    presence.disconnect(ben, 'phone');
    expect(presence.presenceOf(ben)).toBe('away');
    presence.setHidden(cleo, 'nowhere', true);
    expect(events.filter(({ cause, person }) => cause === 'page' && person === cleo)).toEqual([]);
  });

  it('TRN-8 a page that comes back says again whether it is in front', () => {
    const presence = createRegistry();
    presence.connect(ben, 'phone', true);
    presence.disconnect(ben, 'phone');
    presence.connect(ben, 'phone');
    expect(presence.presenceOf(ben)).toBe('here');
  });

  it('TRN-8 other nodes receive it, and a note without the field means in front', () => {
    const one = createRegistry();
    const other = createRegistry();
    one.connect(ben, 'laptop', true);
    other.merge([one.serialise() ?? '']);
    expect(other.presenceOf(ben)).toBe('hidden');
    one.setHidden(ben, 'laptop', false);
    other.merge([one.serialise() ?? '']);
    expect(other.presenceOf(ben)).toBe('here');
    other.merge([JSON.stringify([[ben, 'laptop', 1000, 1]])]);
    expect(other.presenceOf(ben)).toBe('here');
  });

  it('TRN-8 RND-17 a person whose page is hidden is known to be here', () => {
    const presence = createRegistry();
    presence.connect(ben, 'laptop', true);
    presence.markUnknown([ben]);
    presence.clearUnknown();
    expect(presence.presenceOf(ben)).toBe('hidden');
  });

  it('RND-19 a note of another node concerns the people alone whose devices differ', () => {
    const one = createRegistry();
    const events: PresenceChangedEvent[] = [];
    const other = createRegistry(events);
    const merged = (...notes: (string | null)[]) => {
      events.length = 0;
      other.merge(notes.flatMap((note) => note ?? []));
      return events.map(({ cause, person }) => [cause, person]);
    };
    one.connect(ben, 'laptop');
    one.connect(cleo, 'tablet');
    expect(merged(one.serialise())).toEqual([
      ['nodes', ben],
      ['nodes', cleo],
    ]);
    expect(merged(one.serialise())).toEqual([]);
    one.disconnect(cleo, 'tablet');
    expect(merged(one.serialise())).toEqual([['nodes', cleo]]);
    expect(merged()).toHaveLength(2);
    expect([other.presenceOf(ben), other.presenceOf(cleo)]).toEqual(['away', 'away']);
  });
});
