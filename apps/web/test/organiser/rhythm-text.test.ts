import '../rendered.tsx';
import type { RhythmBody } from '@holdspace/protocol';
import { describe, expect, it, vi } from 'vitest';
import {
  emptyRhythmDraft,
  rhythmGaps,
  toRhythm,
  toRhythmDraft,
} from '../../src/organiser/schedule/rhythm-draft.ts';
import { rhythmEndText, rhythmText } from '../../src/organiser/schedule/rhythm-text.ts';
import { findZones, zoneTimeText } from '../../src/organiser/schedule/zones.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'] });

const bounds = { at: '19:00', zone: 'Europe/Berlin', from: '2027-03-02' };
const weekly: RhythmBody = { every: 'week', interval: 1, on: ['tu'], ...bounds };

describe('a rhythm in plain words', () => {
  it.each<[RhythmBody, number, string]>([
    [weekly, 75, 'Every Tuesday, 19:00 to 20:15, Berlin time'],
    [
      { ...weekly, on: ['th', 'tu'] },
      60,
      'Every Tuesday and Thursday, 19:00 to 20:00, Berlin time',
    ],
    [{ ...weekly, interval: 2 }, 75, 'Every 2 weeks on Tuesday, 19:00 to 20:15, Berlin time'],
    [
      { every: 'month', on: { nth: -1, day: 'fr' }, ...bounds },
      90,
      'Every month on the last Friday, 19:00 to 20:30, Berlin time',
    ],
    [
      { every: 'month', interval: 3, on: { nth: 1, day: 'mo' }, ...bounds, at: '23:30' },
      60,
      'Every 3 months on the first Monday, 23:30 to 00:30, Berlin time',
    ],
    [{ ...weekly, zone: 'UTC' }, 75, 'Every Tuesday, 19:00 to 20:15, UTC'],
  ])('RHY-1 says when it is (%#)', (rhythm, minutes, text) => {
    expect(rhythmText(rhythm, minutes)).toBe(text);
  });

  it('RHY-1 says how it ends', () => {
    expect(rhythmEndText({})).toBe('');
    expect(rhythmEndText({ until: '2027-06-30' })).toBe('Until 30 June 2027.');
    expect(rhythmEndText({ count: 6 })).toBe('6 times.');
  });
});

describe('the draft of a rhythm', () => {
  it('RHY-1 becomes the rhythm that it was made from', () => {
    const others: readonly RhythmBody[] = [
      { ...weekly, until: '2027-06-30' },
      { ...weekly, interval: 4, count: 6 },
      { every: 'month', interval: 2, on: { nth: -1, day: 'fr' }, ...bounds },
    ];
    for (const rhythm of [weekly, ...others]) {
      expect(toRhythm(toRhythmDraft(rhythm, 75))).toEqual(rhythm);
    }
  });

  it('RHY-1 says which fields are missing', () => {
    const draft = { ...emptyRhythmDraft(), at: '', from: '', ends: 'until' } as const;
    expect(Object.keys(rhythmGaps(draft))).toEqual([
      ...['rhythm.on', 'rhythm.at', 'rhythm.from', 'rhythm.until'],
    ]);
    expect(toRhythm(draft)).toBeNull();
    const counted = { ...emptyRhythmDraft(), days: ['mo'], ends: 'count', count: '0' } as const;
    expect(Object.keys(rhythmGaps(counted))).toEqual(['rhythm.count']);
  });
});

describe('time zones', () => {
  it('RHY-2 are named by their city', () => {
    expect(zoneTimeText('America/Argentina/Buenos_Aires')).toBe('Buenos Aires time');
    expect(zoneTimeText('UTC')).toBe('UTC');
  });

  it('RHY-1 are found by a city in any writing, or by what they are called', () => {
    const at = Date.UTC(2027, 0, 15);
    expect(findZones('sao p', 3, at)[0]).toBe('America/Sao_Paulo');
    expect(findZones('São Paulo', 3, at)[0]).toBe('America/Sao_Paulo');
    expect(findZones('india', 9, at).some((zone) => /Kolkata|Calcutta/.test(zone))).toBe(true);
    expect(findZones('lisbon', 3, at)).toEqual(['Europe/Lisbon']);
    expect(findZones('', 3, at)).toEqual([]);
    expect(findZones('nowhere at all', 3, at)).toEqual([]);
  });
});
