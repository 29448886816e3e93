import { describe, expect, it } from 'vitest';
import { aWorld, begun, until } from './world.ts';

describe('a meeting over sockets', () => {
  it('WIRE-1 what is said reaches everybody once and in one order, and the asker before the answer', async () => {
    const world = await aWorld();
    const [fern, ben, cleo] = await begun(world, 'Fern', 'Ben', 'Cleo');
    if (!fern || !ben || !cleo) throw new Error('somebody is missing');
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
    await until(() => world.failures.length === 0);
  });
});
