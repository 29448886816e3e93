import { describe, expect, it } from 'vitest';
import {
  type Control,
  changedMeaning,
  displacedControls,
  wasAtPoint,
} from '../../src/ui/press/control-geometry.ts';

const at = (top: number, means: string, layer: object | null = null): Control => ({
  rect: { left: 0, right: 100, top, bottom: top + 44 },
  meaning: means,
  layer,
});

describe('PRS-1 controls in the former place of another control', () => {
  it('PRS-1 a row that slides into the place of the row above it takes no press', () => {
    const before = new Map([
      ['amber', at(0, 'Let in Amber')],
      ['river', at(50, 'Let in River')],
    ]);
    expect(displacedControls(before, new Map([['river', at(0, 'Let in River')]]))).toEqual([
      'river',
    ]);
  });

  it('PRS-1 a row moved by a new row before it is blocked, and the new row too', () => {
    const before = new Map([['river', at(0, 'Let in River')]]);
    const now = new Map([
      ['amber', at(0, 'Let in Amber')],
      ['river', at(50, 'Let in River')],
    ]);
    expect(displacedControls(before, now)).toEqual(['amber']);
  });

  it('PRS-1 moved rows with the same text are distinguished', () => {
    const before = new Map([
      ['one', at(0, 'See them again')],
      ['two', at(50, 'See them again')],
    ]);
    expect(displacedControls(before, new Map([['two', at(0, 'See them again')]]))).toEqual(['two']);
  });

  it('PRS-1 what comes into sight in the place of another one is blocked, what leaves it is not', () => {
    const outside = (means: string): Control => ({ ...at(0, means), rect: null });
    const before = new Map([
      ['one', at(0, 'Message options')],
      ['two', outside('Message options')],
    ]);
    const now = new Map([
      ['one', outside('Message options')],
      ['two', at(0, 'Message options')],
    ]);
    expect(displacedControls(before, now)).toEqual(['two']);
    expect(wasAtPoint(outside('Message options'), { x: 5, y: 5 }, { x: 0, y: 0 })).toBe(false);
  });

  it('PRS-1 a control that stays, moves a few pixels, appears in a free place or is only rendered again takes presses', () => {
    const before = new Map([['amber', at(0, 'Let in Amber')]]);
    const now = new Map([
      ['amber', at(4, 'Let in Amber')],
      ['river', at(60, 'Let in River')],
    ]);
    expect(displacedControls(before, now)).toEqual([]);
    expect(displacedControls(before, new Map([['anew', at(0, 'Let in Amber')]]))).toEqual([]);
  });

  it('PRS-1 a fixed bar keeps its place while the page is scrolled', () => {
    const before = new Map([
      ['join', at(700, 'Join the circle')],
      ['ways', at(860, 'How you’d like to take part')],
    ]);
    const now = new Map([...before, ['join', at(860, 'Join the circle')]]);
    expect(displacedControls(before, now, { x: 0, y: 160 })).toEqual([]);
    expect(displacedControls(before, now)).toEqual(['join']);
    const join = at(700, 'Join the circle');
    expect(wasAtPoint(join, { x: 50, y: 880 }, { x: 0, y: 160 })).toBe(true);
    expect(wasAtPoint(join, { x: 50, y: 880 }, { x: 0, y: 0 })).toBe(false);
  });

  it('PRS-1 a dialog that opens over the page is not the page', () => {
    const before = new Map([['amber', at(0, 'Let in Amber')]]);
    expect(displacedControls(before, new Map([['remove', at(0, 'Remove', {})]]))).toEqual([]);
  });

  it('PRS-1 a button that means something else takes no press', () => {
    const before = new Map([['hand', at(0, 'Raise hand')]]);
    expect(changedMeaning(before, new Map([['hand', at(0, 'Lower hand')]]))).toEqual(['hand']);
    expect(changedMeaning(before, before)).toEqual([]);
  });
});
