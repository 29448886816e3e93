/** What goes wrong in a simulated world, and rights itself after a while. */
import type { Chance } from './chance.ts';
import type { StoreLink } from './store-link.ts';
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
  const links = nodes.flatMap(({ link }) => link ?? []);
  const some = chance.happens(0.2) ? links : links.length > 0 ? [chance.one(links)] : [];
  const { wire } = chance.one(clients);
  chance.one([
    () => restart(world),
    () => wire.connection?.cut(),
    () => wire.connection?.stall(),
    () => cut(chance, some),
    () => {
      for (const link of some) trouble(chance, link, { deaf: true }, { deaf: false });
    },
    () => {
      for (const link of some) trouble(chance, link, { slow: 60 }, { slow: 1 });
    },
    () => {
      for (const link of some) trouble(chance, link, { loss: lossy }, { loss: lossless });
    },
  ])();
}

const lossy = { answer: 0.3, news: 0.4 };
const lossless = { answer: 0, news: 0 };

/** Some ways to the store, or all of them, which is as if the store were gone. */
function cut(chance: Chance, links: readonly StoreLink[]): void {
  const long = chance.between(300, 12_000);
  for (const link of links) {
    if (link.cut) continue;
    link.cut = true;
    setTimeout(() => {
      if (link.cut) link.cut = false;
    }, long);
  }
}

type Trouble = Partial<Pick<StoreLink, 'deaf' | 'slow' | 'loss'>>;

function trouble(chance: Chance, link: StoreLink, now: Trouble, then: Trouble): void {
  Object.assign(link, now);
  setTimeout(() => Object.assign(link, then), chance.between(1000, 15_000));
}
