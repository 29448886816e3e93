import type { Message, View } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { countDeliveries, countOrders, type SentMessage } from '../src/runner/delivery-totals.ts';
import { ObservedView } from '../src/runner/observed-view.ts';

/** Screens written as `id:by:text`, one list for each look. */
function sight(...looks: readonly (readonly string[])[]): ObservedView {
  const made = new ObservedView();
  for (const look of looks) {
    const timeline = look.map((each) => {
      const [id, by, text] = each.split(':');
      return { id, by, text: text ?? '' } as unknown as Message;
    });
    made.observe({ timeline } as unknown as View);
  }
  return made;
}
const said = (by: string, text: string, more: Partial<SentMessage> = {}): SentMessage => ({
  by,
  text,
  acked: true,
  expectedBy: ['ben', 'cleo'],
  ...more,
});
const witness = (key: string, ...sights: ObservedView[]) => ({ key, sights, inAtTheEnd: true });

const whole = ['1:b:one', '2:c:two'];
const both = [said('b', 'one'), said('c', 'two')];

describe('the counting', () => {
  it('finds no fault in a sound run', () => {
    const seen = [witness('ben', sight(whole.slice(0, 1), whole)), witness('cleo', sight(whole))];
    expect(countDeliveries(both, seen, 3)).toEqual({
      acked: 2,
      lost: 0,
      twice: 0,
      outOfOrder: 0,
      orders: 1,
      refused: 3,
    });
  });

  it('finds messages that one person or no person saw', () => {
    const one = [witness('ben', sight(whole)), witness('cleo', sight(['1:b:one']))];
    expect(countDeliveries(both, one, 0).lost).toBe(1);
    const none = [witness('ben', sight([])), witness('cleo', sight([]))];
    expect(countDeliveries(both, none, 0).lost).toBe(2);
  });

  it('finds a missing message among two with the same text', () => {
    const seen = [witness('ben', sight(['1:b:yes'])), witness('cleo', sight(['1:b:yes']))];
    expect(countDeliveries([said('b', 'yes'), said('b', 'yes')], seen, 0).lost).toBe(1);
  });

  it('PRV-2 does not count messages from before entering, or without an acknowledgement', () => {
    const seen = [witness('ben', sight(whole)), witness('cleo', sight(['2:c:two']))];
    expect(
      countDeliveries([said('b', 'one', { expectedBy: ['ben'] }), said('c', 'two')], seen, 0).lost,
    ).toBe(0);
    const never = [witness('ben', sight([])), witness('cleo', sight([]))];
    expect(countDeliveries([said('b', 'one', { acked: false })], never, 0).lost).toBe(0);
  });

  it('does not count a person who has left', () => {
    const gone = { ...witness('cleo', sight([])), inAtTheEnd: false };
    expect(countDeliveries(both, [witness('ben', sight(whole)), gone], 0).lost).toBe(0);
  });

  it('knows a message by its tombstone too', () => {
    const seen = [witness('ben', sight(whole)), witness('cleo', sight(['1:b:', '2:c:two']))];
    expect(countDeliveries(both, seen, 0).lost).toBe(0);
  });

  it('finds messages that are shown twice, as one message or as two', () => {
    const doubled = [witness('ben', sight([...whole, '2:c:two'])), witness('cleo', sight(whole))];
    expect(countDeliveries(both, doubled, 0).twice).toBe(1);
    const copied = [witness('ben', sight([...whole, '3:c:two'])), witness('cleo', sight(whole))];
    expect(countDeliveries(both, copied, 0).twice).toBe(1);
  });

  it('finds messages out of order', () => {
    const late = sight(['1:b:one', '3:b:three'], ['1:b:one', '2:c:two', '3:b:three']);
    expect(countDeliveries([], [witness('ben', late)], 0).outOfOrder).toBe(1);
    const swapped = sight(whole, whole.toReversed());
    expect(countDeliveries([], [witness('ben', swapped)], 0).outOfOrder).toBe(1);
  });

  it('counts different orders of the same messages', () => {
    const ids = (text: string) => text.split('') as never;
    expect(countOrders([])).toBe(1);
    expect(countOrders([ids('abc'), ids('bc'), ids('ac')])).toBe(1);
    expect(countOrders([ids('abc'), ids('acb')])).toBe(2);
    expect(countOrders([ids('abc'), ids('acb'), ids('cba'), ids('bc')])).toBe(3);
  });
});
