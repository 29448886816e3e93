import { NodeProcess } from '@holdspace/cluster';
import type { View } from '@holdspace/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playDemo } from '../src/demo/demo.ts';
import { Player } from '../src/runner/player.ts';

let server: NodeProcess;
beforeAll(async () => {
  server = await NodeProcess.start({ env: { HOLDSPACE_LIMITS: 'off', HOLDSPACE_LOG: 'warn' } });
});
afterAll(() => server.stop());

describe('the demo', () => {
  it('greets visitors, offers them the piece, and stops on request', async () => {
    const stop = new AbortController();
    let link = '';
    const over = playDemo({
      server,
      pace: 0.02,
      lasts: 60_000,
      stop: stop.signal,
      opened: ({ participant }) => {
        link = participant;
      },
    });
    await expect.poll(() => link).not.toBe('');

    const part = { role: 'participant', seat: 'sharer', name: 'Visitor', later: false } as const;
    const visitor = new Player('visitor', part, { url: server.url, link });
    try {
      expect(await visitor.enter()).toBe('ok');
      const sees = (holds: (view: View) => boolean) =>
        expect.poll(() => holds(visitor.view() as View), { interval: 20 });
      await sees(({ timeline }) => timeline.some(({ text }) => text.includes('Visitor'))).toBe(
        true,
      );
      await sees(({ offered }) => offered === visitor.id).toBe(true);
      expect(await visitor.act({ do: 'take' })).toBe('ok');
      expect(await visitor.act({ do: 'say', text: 'Thank you for having me.' })).toBe('ok');
      expect(await visitor.act({ do: 'done' })).toBe('ok');
      // The rounds go on after the visitor has spoken; the visitor passes in the next ones.
      visitor.watch(() => {
        if (visitor.view()?.offered === visitor.id) void visitor.act({ do: 'pass' });
      });
      await sees(({ timeline }) => new Set(timeline.map(({ by }) => by)).size > 3).toBe(true);
    } finally {
      visitor.close();
      stop.abort();
      await over;
    }
  });
});
