import { describe, expect, it } from 'vitest';
import { remainingInRound } from '../../src/facilitator/console/person-state.ts';
import { applyOrder } from '../../src/facilitator/floor/reorder-form.tsx';
import { facilitatorView, idOf, people } from '../../src/gallery/fixtures.ts';

const [, leaf, moon, stone] = people;
const some = [leaf, moon, stone].filter((person) => person !== undefined);
const ids = some.map(({ id }) => id);

describe('arranging an order', () => {
  it('RND-13 is always a permutation of those still to come', () => {
    const draft = [ids[2], idOf('Nobody'), ids[0]].filter((id) => id !== undefined);
    const shown = applyOrder(draft, some).map(({ id }) => id);
    expect(shown).toEqual([ids[2], ids[0], ids[1]]);
  });

  it('RND-13 never contains the holder or the person with the offer', () => {
    const held = facilitatorView();
    expect(remainingInRound(held).map(({ id }) => id)).not.toContain(held.holder);
    const offered = facilitatorView({ holder: null, offered: idOf('Quiet Heron') });
    expect(remainingInRound(offered).map(({ id }) => id)).not.toContain(offered.offered);
    expect(remainingInRound(offered)[0]?.id).toBe(idOf('Soft Hill'));
  });
});
