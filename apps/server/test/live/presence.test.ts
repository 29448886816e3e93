import type { PersonId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { PresenceBook } from '../../src/live/presence.ts';

const ben = 'ben' as PersonId;
const cleo = 'cleo' as PersonId;

describe('devices', () => {
  it('RND-16 the device opened last writes, and the older one again when it is the only one', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop');
    expect(presence.writes(ben, 'laptop')).toBe(true);
    presence.enter(ben, 'phone');
    expect([presence.writes(ben, 'laptop'), presence.writes(ben, 'phone')]).toEqual([false, true]);
    presence.leave(ben, 'phone');
    expect(presence.writes(ben, 'laptop')).toBe(true);
  });

  it('RND-16 reconnecting is not opening', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop');
    presence.enter(ben, 'phone');
    presence.leave(ben, 'laptop');
    presence.enter(ben, 'laptop');
    expect([presence.writes(ben, 'laptop'), presence.writes(ben, 'phone')]).toEqual([false, true]);
  });

  it('RND-16 a device is chosen by write-here, and stays chosen through a reconnect', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop');
    presence.enter(ben, 'phone');
    presence.choose(ben, 'laptop');
    presence.leave(ben, 'phone');
    presence.enter(ben, 'phone');
    expect([presence.writes(ben, 'laptop'), presence.writes(ben, 'phone')]).toEqual([true, false]);
  });

  it('RND-16 gone only when all are gone, and when every connection of each is', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop');
    presence.enter(ben, 'laptop');
    presence.enter(ben, 'phone');
    presence.leave(ben, 'phone');
    presence.leave(ben, 'laptop');
    expect(presence.who(ben)).toBe('here');
    presence.leave(ben, 'laptop');
    expect(presence.who(ben)).toBe('away');
  });

  it('RND-16 one person’s devices say nothing about another’s', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'shared');
    presence.enter(cleo, 'shared');
    presence.leave(ben, 'shared');
    expect([presence.who(ben), presence.who(cleo)]).toEqual(['away', 'here']);
    expect(presence.writes(cleo, 'shared')).toBe(true);
  });

  it('WIRE-10 devices that come and go are not kept forever, those connected are', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'first');
    for (let i = 0; i < 1000; i++) {
      presence.enter(ben, `device-${i}`);
      presence.leave(ben, `device-${i}`);
    }
    expect(presence.writes(ben, 'first')).toBe(true);
    // Forgotten, so coming back is opening.
    presence.enter(ben, 'device-0');
    expect(presence.writes(ben, 'first')).toBe(false);
  });
});

describe('after a start', () => {
  it('RND-17 who was in is unknown until they connect or it has settled', () => {
    const presence = new PresenceBook(() => 1000);
    presence.settle([ben, cleo]);
    expect([presence.who(ben), presence.who(cleo)]).toEqual(['unknown', 'unknown']);
    presence.enter(ben, 'laptop');
    expect(presence.who(ben)).toBe('here');
    presence.leave(ben, 'laptop');
    expect(presence.who(ben)).toBe('away');
    presence.settled();
    expect(presence.who(cleo)).toBe('away');
  });

  it('RND-19 who was never there is away, not unknown', () => {
    const presence = new PresenceBook(() => 1000);
    presence.settle([ben]);
    expect(presence.who(cleo)).toBe('away');
  });

  it('TRN-8 hidden only when every page is, and away when none is connected', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop', true);
    expect(presence.who(ben)).toBe('hidden');
    presence.enter(ben, 'phone');
    expect(presence.who(ben)).toBe('here');
    expect(presence.turnTo(ben, 'phone', true)).toBe(true);
    expect(presence.turnTo(ben, 'phone', true)).toBe(false);
    expect(presence.who(ben)).toBe('hidden');
    presence.turnTo(ben, 'laptop', false);
    expect(presence.who(ben)).toBe('here');
    presence.leave(ben, 'laptop');
    expect(presence.who(ben)).toBe('hidden');
    presence.leave(ben, 'phone');
    expect(presence.who(ben)).toBe('away');
    expect(presence.turnTo(cleo, 'nowhere', true)).toBe(false);
  });

  it('TRN-8 a page that comes back says anew whether it is in front', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'phone', true);
    presence.leave(ben, 'phone');
    presence.enter(ben, 'phone');
    expect(presence.who(ben)).toBe('here');
  });

  it('TRN-8 other nodes hear of it, and notes of nodes that do not say it mean in front', () => {
    const one = new PresenceBook(() => 1000);
    const other = new PresenceBook(() => 1000);
    one.enter(ben, 'laptop', true);
    other.hear([one.note() ?? '']);
    expect(other.who(ben)).toBe('hidden');
    one.turnTo(ben, 'laptop', false);
    other.hear([one.note() ?? '']);
    expect(other.who(ben)).toBe('here');
    other.hear([JSON.stringify([[ben, 'laptop', 1000, 1]])]);
    expect(other.who(ben)).toBe('here');
  });

  it('TRN-8 RND-17 a person whose page is hidden is known to be here', () => {
    const presence = new PresenceBook(() => 1000);
    presence.enter(ben, 'laptop', true);
    presence.settle([ben]);
    presence.settled();
    expect(presence.who(ben)).toBe('hidden');
  });
});
