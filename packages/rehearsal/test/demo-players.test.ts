import type { View } from '@holdspace/core';
import { expect, it } from 'vitest';
import { DemoSharer } from '../src/demo/demo-players.ts';
import type { Player } from '../src/runner/player.ts';

it('a played person takes an offer that comes while they look at the view before it', async () => {
  const asked: string[] = [];
  let view: Partial<View> = {
    mode: 'round',
    offered: null,
    holder: null,
    turn: null,
    timeline: [],
  };
  let look = () => {};
  const player = {
    ...{ id: 'heron', key: 'heron' },
    view: () => view,
    watch(listener: () => void) {
      look = listener;
      return () => {};
    },
    async act({ do: what }: { do: string }) {
      asked.push(what);
      return 'ok';
    },
  };
  new DemoSharer(player as unknown as Player, { factor: 0, stop: new AbortController().signal });
  look();
  view = { ...view, offered: 'heron' as never, prompt: 'What helped?' };
  look();
  await expect.poll(() => asked[0]).toBe('take');
});
