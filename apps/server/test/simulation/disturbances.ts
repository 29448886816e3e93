/** What goes wrong in a simulated world, and rights itself after a while. */
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedStoreLink } from './simulated-store-link.ts';
import type { Simulation } from './simulation.ts';

/** A node goes, with a word or without, and comes again. */
export function restartNode({ chance, nodes }: Simulation): void {
  const node = chance.one(nodes);
  if (chance.happens(0.5)) node.kill();
  else void node.stop();
  setTimeout(() => node.start(), chance.between(300, 15_000));
}

export function causeDisturbance(world: Simulation): void {
  const { chance, nodes, clients } = world;
  const links = nodes.flatMap(({ link }) => link ?? []);
  const some = chance.happens(0.2) ? links : links.length > 0 ? [chance.one(links)] : [];
  const { wire } = chance.one(clients);
  chance.one([
    () => restartNode(world),
    () => wire.connection?.cut(),
    () => wire.connection?.stall(),
    () => cutLinks(chance, some),
    () => {
      for (const link of some) impairLink(chance, link, { deaf: true }, { deaf: false });
    },
    () => {
      for (const link of some) impairLink(chance, link, { slow: 60 }, { slow: 1 });
    },
    () => {
      for (const link of some) impairLink(chance, link, { loss: lossy }, { loss: lossless });
    },
  ])();
}

const lossy = { answer: 0.3, news: 0.4 };
const lossless = { answer: 0, news: 0 };

/** Some ways to the store, or all of them, which is as if the store were gone. */
function cutLinks(chance: SeededRandom, links: readonly SimulatedStoreLink[]): void {
  const long = chance.between(300, 12_000);
  for (const link of links) {
    if (link.cut) continue;
    link.cut = true;
    setTimeout(() => {
      if (link.cut) link.cut = false;
    }, long);
  }
}

type LinkTrouble = Partial<Pick<SimulatedStoreLink, 'deaf' | 'slow' | 'loss'>>;

function impairLink(
  chance: SeededRandom,
  link: SimulatedStoreLink,
  now: LinkTrouble,
  then: LinkTrouble,
): void {
  Object.assign(link, now);
  setTimeout(() => Object.assign(link, then), chance.between(1000, 15_000));
}
