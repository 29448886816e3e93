/** One player for each person of a rehearsal, by their key; nobody has entered. */
import type { Rehearsal } from '../format/rehearsal.ts';
import { type OpenedRehearsal, type RehearsalHost, urlForPerson } from './host.ts';
import { Player } from './player.ts';

export function makePlayers(
  { people, circle: { rhythm } }: Rehearsal,
  host: RehearsalHost,
  { circle, links }: OpenedRehearsal,
): ReadonlyMap<string, Player> {
  return new Map(
    [...people].map(([key, part], i) => {
      const link = links.get(key) ?? '';
      const first = async (person: string) => {
        if (part.standIn) await host.organiser.nameStandIn(circle, person, true);
      };
      return [
        key,
        new Player(key, part, {
          ...{ url: urlForPerson(host, i), circle, link, onFirstEntry: first },
          meetsAgain: rhythm !== undefined,
          ...(host.openTransport && { openTransport: host.openTransport }),
        }),
      ];
    }),
  );
}
