/** What goes wrong in a simulation, and rights itself after a while. */
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedStoreLink } from './simulated-store-link.ts';
import type { Simulation } from './simulation.ts';

/** A node goes, with a word or without, and comes again. */
export function restartNode({ random, nodes }: Simulation): void {
  const node = random.one(nodes);
  if (random.happens(0.5)) node.kill();
  else void node.stop();
  setTimeout(() => node.start(), random.between(300, 15_000));
}

export function causeDisturbance(simulation: Simulation): void {
  const { random, nodes, clients } = simulation;
  const links = nodes.flatMap(({ link }) => link ?? []);
  const some = random.happens(0.2) ? links : links.length > 0 ? [random.one(links)] : [];
  const { wire } = random.one(clients);
  random.one([
    () => restartNode(simulation),
    () => wire.connection?.cut(),
    () => wire.connection?.stall(),
    () => cutLinks(random, some),
    () => {
      for (const link of some) impairLink(random, link, { deaf: true }, { deaf: false });
    },
    () => {
      for (const link of some) impairLink(random, link, { slow: 60 }, { slow: 1 });
    },
    () => {
      for (const link of some) impairLink(random, link, { loss: lossy }, { loss: lossless });
    },
  ])();
}

const lossy = { answer: 0.3, news: 0.4 };
const lossless = { answer: 0, news: 0 };

/** Some ways to the store, or all of them, which is as if the store were gone. */
function cutLinks(random: SeededRandom, links: readonly SimulatedStoreLink[]): void {
  const long = random.between(300, 12_000);
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
  random: SeededRandom,
  link: SimulatedStoreLink,
  now: LinkTrouble,
  then: LinkTrouble,
): void {
  Object.assign(link, now);
  setTimeout(() => Object.assign(link, then), random.between(1000, 15_000));
}
