import { circleSlots } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
});

describe('settings', () => {
  it('are changed by organisers, one by one, and only where they differ', () => {
    const { resonances } = open.state.settings;
    const settings = { seats: 6, resonances: [...resonances], turn: null };
    expect(open.byOrganiser({ do: 'set-settings', settings })).toMatchObject([
      { type: 'SettingsChanged', settings: { seats: 6 } },
    ]);
    expect(open.state.settings).toMatchObject({ seats: 6, resonances, helpAlert: 60_000 });
    expect(open.byOrganiser({ do: 'set-settings', settings })).toEqual([]);
    open.byOrganiser({ do: 'set-settings', settings: { turn: 5000, resonances: ['with you'] } });
    expect(open.state.settings).toMatchObject({ turn: 5000, resonances: ['with you'] });
  });

  it('ACC-1 are changed by nobody else', () => {
    const command = { do: 'set-settings', settings: { seats: 6 } } as const;
    expect(open.when(command, { actor: person('cleo') })).toEqual({ refused: 'not-here' });
  });
});

describe('what a circle is called', () => {
  it('PRV-1 changes as words, and what is left out stays', () => {
    open.byOrganiser({ do: 'rename', name: 'Wednesdays' });
    expect(open.words.get(circleSlots.name)).toBe('Wednesdays');
    expect(open.words.get(circleSlots.purpose)).toBe('To be heard');
    expect(open.byOrganiser({ do: 'rename' })).toEqual([]);
  });

  it('PRV-1 erases the words of a purpose that is no more', () => {
    expect(open.byOrganiser({ do: 'rename', purpose: ' ' })).toMatchObject([
      { type: 'CircleRenamed', erases: [circleSlots.purpose] },
    ]);
    expect(open.words.has(circleSlots.purpose)).toBe(false);
  });

  it('FLR-3 is not emptied, and nothing of a refused change is kept', () => {
    expect(open.byOrganiser({ do: 'rename', name: ' ', purpose: 'new' })).toEqual({
      refused: 'empty',
    });
    const purpose = 'x'.repeat(4001);
    expect(open.byOrganiser({ do: 'rename', purpose })).toEqual({ refused: 'too-long' });
    expect(open.words.get(circleSlots.purpose)).toBe('To be heard');
  });
});
