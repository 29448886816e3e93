/** What one person may send to the desk, and that nothing of it is lost (DSK-5, DSK-9). */
import { isRefusal, jsonByteLength, quotas, type Standing } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeskFixture, leaf, minute, moon, rowan } from '../fixtures/desk-fixture.ts';

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const long = 'x'.repeat(4000);
const note = (text: string) => ({ do: 'note', text }) as const;
const help = (text: string) => ({ do: 'ask-help', kind: 'unsafe', text }) as const;
const report = (text: string) =>
  ({ do: 'report', target: { who: moon.person }, text, about: moon }) as const;
/** How many of so many are taken. */
const taken = (who: Standing, times: number, command: Parameters<DeskFixture['ask']>[1]) =>
  Array.from({ length: times }, () => desk.ask(who, command)).filter((each) => !isRefusal(each))
    .length;
const excluded: Standing = { ...leaf, excluded: null };
const hour = 60 * minute;

describe('quotas at the desk', () => {
  it('DSK-9 so many notes a minute, then too-soon, and a minute later as many again', () => {
    const { perMinute } = quotas.usual.words;
    expect(taken(leaf, 256, note('hello'))).toBe(perMinute);
    expect(desk.ask(leaf, note('hello'))).toEqual({ refused: 'too-soon' });
    desk.wait(minute);
    expect(taken(leaf, 256, note('hello'))).toBe(perMinute);
  });

  it('DSK-5 DSK-9 a person who sends again until it is accepted loses nothing', () => {
    const texts = Array.from({ length: 60 }, (_, n) => `note ${n}`);
    for (const text of texts) {
      while (isRefusal(desk.ask(leaf, note(text)))) desk.wait(5000);
    }
    const entries = desk.viewOf(rowan).desk?.threads.flatMap((each) => each.entries) ?? [];
    expect(entries.map(({ text }) => text)).toEqual(texts);
  });

  it('DSK-9 long texts have a bound in bytes an hour', () => {
    const bytes = () =>
      desk.state.taken.get(leaf.person)?.reduce((sum, each) => sum + each.bytes, 0) ?? 0;
    for (let n = 0; n < 50; n++) {
      desk.ask(leaf, note(long));
      desk.wait(minute);
    }
    expect(bytes()).toBeGreaterThan(quotas.usual.words.bytesPerHour - 4100);
    expect(bytes()).toBeLessThanOrEqual(quotas.usual.words.bytesPerHour);
    desk.wait(hour);
    expect(isRefusal(desk.ask(leaf, note(long)))).toBe(false);
  });

  it('DSK-9 bytes are counted as they travel, whatever they are made of', () => {
    expect(jsonByteLength('abc')).toBe(3);
    expect(jsonByteLength('é漢😀')).toBe(9);
    expect(jsonByteLength('\u0001"')).toBe(8);
    expect(jsonByteLength('')).toBe(0);
  });

  it('DSK-9 what lies open has a bound as a whole, until it is looked at', () => {
    let filed = 0;
    for (let n = 0; n < 100; n++) {
      if (!isRefusal(desk.ask(leaf, report('That hurt.')))) filed++;
      desk.wait(minute);
    }
    expect(filed).toBe(quotas.usual.words.open);
    const closed = {
      do: 'set-report',
      report: desk.report,
      state: 'closed',
      outcome: 'x',
    } as const;
    desk.askAccepted(rowan, closed);
    expect(taken(leaf, 5, report('And that.'))).toBe(1);
  });

  it('DSK-9 a person who came by a link for several is bounded tightly until let in', () => {
    const stranger: Standing = { ...leaf, known: false, shared: true };
    expect(taken(stranger, 256, note('hello'))).toBe(quotas.outside.words.perMinute);
    desk.askAccepted(stranger, help('Please.'));
    desk.wait(minute);
    const admitted: Standing = { ...stranger, known: true };
    const invited: Standing = { ...moon, known: false };
    for (const who of [admitted, invited]) {
      expect(taken(who, 256, note('hello'))).toBe(quotas.usual.words.perMinute);
    }
  });

  it('DSK-9 a call for help is taken when notes and reports are used up', () => {
    taken(leaf, 256, report(long));
    taken(leaf, 256, note(long));
    expect(isRefusal(desk.ask(leaf, help('I am not safe.')))).toBe(false);
    expect(taken(leaf, 10, help('Are you there?'))).toBe(10);
  });

  it('DSK-9 what one person used up is nobody else’s', () => {
    taken(leaf, 256, note(long));
    taken(leaf, 256, help(long));
    expect(isRefusal(desk.ask(moon, note('And I?')))).toBe(false);
    expect(isRefusal(desk.ask(moon, help('And I?')))).toBe(false);
  });

  it('DSK-9 an excluded person keeps help and appeal, with lower limits', () => {
    const count = taken(excluded, 256, report(long));
    expect(count).toBeLessThanOrEqual(4);
    const sent = () => (desk.state.taken.get(leaf.person) ?? []).reduce((s, e) => s + e.bytes, 0);
    for (let n = 0; n < 27; n++) {
      desk.ask(excluded, report(long));
      desk.ask(excluded, note(long));
      desk.wait(1000);
    }
    expect(sent()).toBeLessThanOrEqual(quotas.outside.words.bytesPerHour);
    expect(isRefusal(desk.ask(excluded, help('I need somebody.')))).toBe(false);
  });

  it('DSK-9 facilitators answer many people', () => {
    for (let n = 0; n < 30; n++)
      desk.askAccepted(rowan, { do: 'back-channel', text: 'x', meeting: null });
  });

  it('DSK-9 a desk from before quotas counts from now on', () => {
    const old = desk.ask(leaf, note('old')) as readonly object[];
    expect(JSON.stringify(old)).toContain('"bytes":3');
    const again = new DeskFixture();
    for (const event of old) {
      const { bytes: _, words: __, ...fact } = event as { bytes?: number; words?: object };
      again.applyOldFact(fact);
    }
    expect(isRefusal(again.ask(leaf, note('new')))).toBe(false);
    expect(again.viewOf(leaf).threads).toHaveLength(1);
  });
});
