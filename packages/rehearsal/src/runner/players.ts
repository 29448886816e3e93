/**
 * The people of a rehearsal together: who they are, that all of them have seen what happened so
 * far, and that they come in once the doors are open.
 */
import type { View } from '@holdspace/protocol';
import type { Rehearsal } from '../format/rehearsal.ts';
import { type OpenedRehearsal, type RehearsalHost, urlForPerson } from './host.ts';
import { Player } from './player.ts';
import { stepFailed } from './result.ts';

/** In milliseconds. */
const syncDeadline = 5000;

export class Players {
  /** By their key in the file. */
  readonly byKey: ReadonlyMap<string, Player>;

  private constructor(byKey: ReadonlyMap<string, Player>) {
    this.byKey = byKey;
  }

  static of(
    { people, circle: settings }: Pick<Rehearsal, 'people' | 'circle'>,
    host: RehearsalHost,
    { circle, links }: OpenedRehearsal,
  ): Players {
    const players = [...people].map(([key, part], i) => {
      const first = async (person: string) => {
        if (part.standIn) await host.organiser.nameStandIn(circle, person, true);
      };
      const link = links.get(key) ?? '';
      return new Player(key, part, {
        ...{ url: urlForPerson(host, i), circle, link, onFirstEntry: first },
        meetsAgain: settings.rhythm !== undefined,
        ...(host.openTransport && { openTransport: host.openTransport }),
      });
    });
    return new Players(new Map(players.map((player) => [player.key, player])));
  }

  get all(): readonly Player[] {
    return [...this.byKey.values()];
  }

  get entered(): readonly Player[] {
    return this.all.filter(({ entered }) => entered);
  }

  get(key: string): Player {
    const player = this.byKey.get(key);
    if (!player) throw new Error(`Nobody is called ${key}.`);
    return player;
  }

  /** The key of each person by their id. */
  personKeys(): ReadonlyMap<string, string> {
    return new Map(this.all.flatMap(({ id, key }) => (id === null ? [] : [[id, key]])));
  }

  /**
   * Resolves when all have seen every answer so far, and have joined once the doors are open.
   * `step` and `line` say where a failure happened.
   */
  async syncAndJoin(step: number, line: number): Promise<void> {
    await this.sync(step, line);
    let joined = false;
    for (const player of this.entered) {
      const before = player.view()?.mine.whereabouts;
      const outcome = await player.join();
      if (outcome !== 'ok') throw stepFailed(step, line, `${player.key} joins`, 'ok', outcome);
      joined ||= player.view()?.mine.whereabouts !== before;
    }
    if (joined) await this.sync(step, line);
  }

  /** Resolves when all have seen every answer so far. */
  async sync(step: number, line: number, deadline = syncDeadline): Promise<void> {
    await Promise.all(
      this.entered.map((player) =>
        player.sync(deadline).catch((error: unknown) => {
          const seen = error instanceof Error ? error.message : String(error);
          const what = `${player.key} catches up before the next step`;
          throw stepFailed(step, line, what, `within ${deadline / 1000} s`, seen);
        }),
      ),
    );
  }

  close(): void {
    for (const player of this.all) player.close();
  }
}

export const isIn = (view: View | null): boolean =>
  view?.mine.whereabouts === 'in' || view?.mine.whereabouts === 'stepped-out';
