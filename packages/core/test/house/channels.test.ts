import {
  alertTargetsOf,
  type ChannelSetup,
  channelOfKind,
  houseSlots,
  maxWebhooks,
  type PersonId,
  recordedActOf,
  type SessionId,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, ben, cleo, GivenStaff, hour } from './staff-fixture.ts';

const webhook: ChannelSetup = {
  kind: 'webhook',
  name: 'Phones',
  url: 'https://hooks.example.org/canary',
  secret: 'whsec_canary',
};
const subscription = '{"endpoint":"https://push.example.org/canary"}';

let given: GivenStaff;
beforeEach(() => {
  given = new GivenStaff();
  given.join(ben, ['on-call'], 'phone');
});

const setUp = (channel: string, setup: ChannelSetup, by: PersonId = ada) =>
  given.by(by, { do: 'set-up-channel', channel, ...setup });
const subscribe = (session: string, device: string, staff = ben) =>
  given.by(staff, {
    ...{ do: 'subscribe-push', staff, session: session as SessionId, device, subscription },
  });
const setEmail = (staff: PersonId, address: string | null, by = staff) =>
  given.by(by, { do: 'set-email', staff, address });
const targets = (staff: PersonId = ben) => alertTargetsOf(given.state, staff, given.now);
const allSetUp = () => {
  setUp('c_hook', webhook);
  setUp('c_mail', { kind: 'email' });
  setUp('c_push', { kind: 'push' });
};

describe('channels', () => {
  it('ALR-2 are off until an organiser sets them up, several at once, and are removed', () => {
    subscribe('phone', 'd1');
    setEmail(ben, 'ben@example.org');
    expect(targets()).toEqual([]);
    allSetUp();
    expect(targets()).toEqual([
      { channel: 'c_hook', staff: ben, device: null },
      { channel: 'c_mail', staff: ben, device: null },
      { channel: 'c_push', staff: ben, device: 'd1' },
    ]);
    expect(targets(cleo)).toEqual([]);
    given.by(ada, { do: 'remove-channel', channel: 'c_hook' });
    given.by(ada, { do: 'remove-channel', channel: 'c_push' });
    expect(targets()).toEqual([{ channel: 'c_mail', staff: ben, device: null }]);
    const again = given.by(ada, { do: 'remove-channel', channel: 'c_hook' });
    expect(again).toEqual({ refused: 'not-here' });
  });

  it('ALR-2 are set up and removed by organisers alone', () => {
    expect(setUp('c1', webhook, ben)).toEqual({ refused: 'not-here' });
    setUp('c1', webhook);
    const remove = { do: 'remove-channel', channel: 'c1' } as const;
    expect(given.by(ben, remove)).toEqual({ refused: 'not-here' });
    const filed = {
      do: 'file-channel-test',
      channel: 'c1',
      result: 'refused',
      detail: '',
    } as const;
    expect(given.by(ada, filed)).toEqual({ refused: 'not-here' });
  });

  it('ALR-2 push and e-mail are there once, of webhooks there are at most ten', () => {
    setUp('c_push', { kind: 'push' });
    expect(setUp('c_other', { kind: 'push' })).toEqual([]);
    expect(channelOfKind(given.state, 'push')).toBe('c_push');
    for (let n = 1; n <= maxWebhooks; n++) setUp(`c${n}`, webhook);
    expect(setUp('c1', webhook)).toEqual([]);
    expect(setUp('c_more', webhook)).toEqual({ refused: 'full' });
    expect(given.state.channels.size).toBe(maxWebhooks + 1);
  });

  it('ALR-2 leave no word behind in the facts, and none at all once they are removed', () => {
    allSetUp();
    given.when({ do: 'file-channel-test', channel: 'c_hook', result: 'refused', detail: 'canary' });
    const facts = JSON.stringify(given.commits.map(({ facts: all }) => all.map(withoutWords)));
    expect(facts).not.toMatch(/canary|whsec|hooks\.example/);
    expect(given.words.get(houseSlots.channelUrl('c_hook'))).toContain('canary');
    given.by(ada, { do: 'remove-channel', channel: 'c_hook' });
    expect(JSON.stringify([...given.words])).not.toMatch(/canary|whsec|Phones/);
  });

  it('ALR-4 keep how the last test ended, and what was said', () => {
    allSetUp();
    const file = (result: 'refused' | 'handed-over', detail: string) =>
      given.when({ do: 'file-channel-test', channel: 'c_hook', result, detail });
    file('refused', 'It answered 500.');
    expect(given.state.channels.get('c_hook')?.tested).toEqual({
      result: 'refused',
      at: given.now,
    });
    expect(given.words.get(houseSlots.channelTest('c_hook'))).toBe('It answered 500.');
    file('handed-over', '');
    expect(given.state.channels.get('c_hook')?.tested?.result).toBe('handed-over');
    expect(given.words.has(houseSlots.channelTest('c_hook'))).toBe(false);
    given.by(ada, { do: 'remove-channel', channel: 'c_hook' });
    expect(file('refused', 'late')).toEqual([]);
  });

  it('STF-5 stand in the house record: who set up, removed and changed what, without words', () => {
    allSetUp();
    subscribe('phone', 'd1');
    setEmail(ben, 'canary@example.org');
    setEmail(ben, null, ada);
    given.by(ada, { do: 'note-staff-act', what: 'test-channel', about: { channel: 'c_hook' } });
    given.when({ do: 'file-channel-test', channel: 'c_hook', result: 'refused', detail: 'no' });
    given.when({ do: 'unsubscribe-push', staff: ben, device: 'd1' });
    given.by(ada, { do: 'remove-channel', channel: 'c_hook' });
    const entries = given.commits.map(recordedActOf).filter((each) => each !== null);
    const last = entries
      .slice(-8)
      .map(({ what, by, channel, staff }) => [what, by, channel ?? staff]);
    expect(last).toEqual([
      ['set-up-channel', ada, 'c_hook'],
      ['set-up-channel', ada, 'c_mail'],
      ['set-up-channel', ada, 'c_push'],
      ['subscribe-push', ben, ben],
      ['set-email', ben, ben],
      ['set-email', ada, ben],
      ['test-channel', ada, 'c_hook'],
      ['remove-channel', ada, 'c_hook'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('canary');
  });
});

describe('a device that is alerted by push', () => {
  beforeEach(() => {
    setUp('c_push', { kind: 'push' });
  });
  const devices = (staff: PersonId = ben) => targets(staff).map(({ device }) => device);

  it('ALR-2 ends with its session, whatever ends that', () => {
    const isErased = (session: string) => !given.words.has(houseSlots.push(session as SessionId));
    subscribe('phone', 'd1');
    given.by(ben, { do: 'sign-out-staff', staff: ben, session: 'phone' as SessionId });
    expect(devices()).toEqual([]);
    expect(isErased('phone')).toBe(true);

    given.signIn(given.link(ben), 'tablet');
    given.addPasskey(ben, 'tablet', 'pk_1');
    given.signInByPasskey('pk_1', 'desk');
    subscribe('tablet', 'd2');
    subscribe('desk', 'd3');
    expect(devices()).toEqual(['d2', 'd3']);
    given.by(ben, { do: 'remove-passkey', staff: ben, passkey: 'pk_1' });
    expect(devices()).toEqual(['d2']);
    expect([isErased('desk'), isErased('tablet')]).toEqual([true, false]);
    setEmail(ben, 'ben@example.org');
    given.by(ada, { do: 'dismiss', staff: ben });
    expect(targets()).toEqual([]);
    expect(given.state.pushDevices.size).toBe(0);
    expect(isErased('tablet')).toBe(true);
    expect(given.words.has(houseSlots.email(ben))).toBe(false);
  });

  it('ALR-2 is silent once the time of its session is over, and erased at the next sign-in', () => {
    subscribe('phone', 'd1');
    given.now += 1001 * hour;
    expect(devices()).toEqual([]);
    expect(given.words.has(houseSlots.push('phone' as SessionId))).toBe(true);
    given.signIn(given.link(ben), 'tablet');
    expect(given.words.has(houseSlots.push('phone' as SessionId))).toBe(false);
    expect(given.words.has(houseSlots.mark('phone' as SessionId))).toBe(false);
    expect(given.state.pushDevices.size).toBe(0);
  });

  it('ALR-2 keeps its id when its browser subscribes again', () => {
    subscribe('phone', 'd1');
    subscribe('phone', 'd2');
    expect(devices()).toEqual(['d1']);
    given.by(ben, { do: 'unsubscribe-push', staff: ben, device: 'd1' });
    expect(given.by(ben, { do: 'unsubscribe-push', staff: ben, device: 'd1' })).toEqual([]);
    expect(devices()).toEqual([]);
    subscribe('phone', 'd3');
    expect(devices()).toEqual(['d3']);
  });

  it('STF-3 is nobody else’s: not in another session, not by another person, also an organiser', () => {
    expect(subscribe('laptop', 'd1')).toEqual({ refused: 'not-here' });
    expect(subscribe('unknown', 'd1')).toEqual({ refused: 'not-here' });
    subscribe('phone', 'd1');
    const off = { do: 'unsubscribe-push', staff: ben, device: 'd1' } as const;
    expect(given.by(ada, off)).toEqual({ refused: 'not-here' });
    expect(given.by(ada, { ...off, staff: ada })).toEqual([]);
    expect(devices()).toEqual(['d1']);
    const long = { ...off, do: 'subscribe-push', session: 'phone' as SessionId } as const;
    const asked = { ...long, subscription: 'x'.repeat(4001) };
    expect(given.by(ben, asked)).toEqual({ refused: 'too-long' });
    expect(given.by(ben, { ...asked, subscription: '' })).toEqual({ refused: 'empty' });
  });
});

describe('an e-mail address', () => {
  it('ALR-2 is its person’s own to set, or an organiser’s', () => {
    setUp('c_mail', { kind: 'email' });
    given.join(cleo, ['facilitator'], 'cleo');
    expect(setEmail(ben, 'ben@example.org', cleo)).toEqual({ refused: 'not-here' });
    setEmail(ben, 'ben@example.org');
    expect(targets()).toEqual([{ channel: 'c_mail', staff: ben, device: null }]);
    setEmail(ben, 'benjamin@example.org', ada);
    expect(given.words.get(houseSlots.email(ben))).toBe('benjamin@example.org');
    setEmail(ben, null);
    expect(setEmail(ben, null)).toEqual([]);
    expect(targets()).toEqual([]);
    expect(given.words.has(houseSlots.email(ben))).toBe(false);
    expect(setEmail(ben, '')).toEqual({ refused: 'empty' });
    expect(setEmail('o_nobody' as PersonId, 'x@example.org', ada)).toEqual({
      refused: 'unknown-person',
    });
  });
});

const withoutWords = (event: object) => ({ ...event, words: null });
