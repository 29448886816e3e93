/** What goes wrong in a simulated world, and rights itself after a while. */
import type { Node } from './node.ts';
import type { World } from './world.ts';

/** A node goes, with a word or without, and comes again. */
export function restart({ chance, nodes }: World): void {
  const node = chance.one(nodes);
  if (chance.happens(0.5)) node.kill();
  else void node.stop();
  setTimeout(() => node.start(), chance.between(300, 15_000));
}

export function disturb(world: World): void {
  const { chance, nodes, clients } = world;
  const wire = chance.one(clients).wire;
  const link = (chance.one(nodes) as Node).link;
  const until = (least: number, most: number, after: () => void) =>
    void setTimeout(after, chance.between(least, most));
  const kinds = [
    () => restart(world),
    () => wire.connection?.cut(),
    () => wire.connection?.stall(),
    () => {
      if (!link || link.cut) return;
      link.cut = true;
      until(300, 12_000, () => {
        if (link.cut) link.cut = false;
      });
    },
    () => {
      if (!link) return;
      link.deaf = true;
      until(1000, 15_000, () => {
        link.deaf = false;
      });
    },
    () => {
      if (!link) return;
      link.slow = 60;
      until(1000, 8000, () => {
        link.slow = 1;
      });
    },
    () => {
      if (!link) return;
      link.loss = { answer: 0.3, news: 0.4 };
      until(2000, 15_000, () => {
        link.loss = { answer: 0, news: 0 };
      });
    },
  ];
  chance.one(kinds)();
}
