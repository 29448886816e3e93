/**
 * The view of a client equals that of the server: a client that folds the public changes and its own private
 * parts, from the snapshot on, sees at every step what the server would show them anew.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ClientState } from '@holdspace/client';
import {
  foldChanges,
  foldConnected,
  foldPrivate,
  stateFromSnapshot,
  viewFromState,
} from '@holdspace/client';
import type { Care, MeetingView, OwnState, PersonId, PrivateChange, View } from '@holdspace/core';
import { isInMeeting } from '@holdspace/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { MeetingSimulation, SimulationStep } from '../src/index.ts';
import { playMeeting, randomMeeting } from '../src/index.ts';

/** The desk's share of a view is not the meeting's. */
const whole = (view: MeetingView): View => ({
  ...view,
  mine: {
    ...view.mine,
    ...{ receipts: [], threads: [], reports: [], helpWaits: false, intention: null },
  },
});

/** What differs in the private part, as a server tells it. */
function privateChangeOf(view: View, before: View): PrivateChange {
  const mine = Object.fromEntries(
    Object.entries(view.mine).filter(
      ([key, value]) => !isDeepStrictEqual(value, before.mine[key as keyof OwnState]),
    ),
  );
  const lifted = view.mine.mutedUntil === undefined && before.mine.mutedUntil !== undefined;
  const care = Object.fromEntries(
    view.people.map(
      ({
        id,
        name: _,
        role: __,
        seat: ___,
        steppedOut: ____,
        here: _____,
        likeness: ______,
        ...care
      }) => [id, care as Care],
    ),
  );
  return {
    mine,
    ...(lifted && { without: ['mutedUntil'] as const }),
    ...(view.waiting && { waiting: view.waiting, care }),
    ...(view.pace !== undefined && { pace: view.pace }),
    ...(view.endsSoon !== undefined && { endsSoon: view.endsSoon }),
    ...(view.oneSharer !== undefined && { oneSharer: view.oneSharer }),
    ...(view.removed && { removed: view.removed }),
    ...(view.joining && { joining: view.joining }),
  };
}

/** One client, kept up to date by changes alone for as long as its person stays in. */
class ViewReplica {
  #state: ClientState | null = null;
  /** The view before; unchanged parts of the next one are taken from it. */
  #shown: View | null = null;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  step({ before, after, facts, changes }: SimulationStep, story: MeetingSimulation): void {
    const name = this.#name;
    const view = whole(story.view(name));
    const person = name as PersonId;
    // What one may see begins anew on entering, on leaving, and when steps cannot tell it.
    const list = story.core.viewersNeedingSnapshot(before, after, facts);
    const anew = list === 'everyone' || list.includes(person);
    if (
      this.#state === null ||
      anew ||
      !isInMeeting(before, person) ||
      !isInMeeting(after, person)
    ) {
      this.#state = stateFromSnapshot({ log: 'log', at: 0, more: false, view });
      this.#compare(view);
      return;
    }
    const at = this.#state.at + changes.length;
    const folded = foldChanges(this.#state, { at, list: changes });
    if (folded === 'gap') throw new Error('a gap where nothing is missing');
    const here = [...after.people.keys()].filter((each) => story.present(each) !== 'away');
    this.#state = foldConnected(
      foldPrivate(folded, privateChangeOf(view, viewFromState(this.#state))),
      here,
    );
    this.#compare(view);
  }

  #compare(view: View): void {
    if (this.#state === null) return;
    const folded = viewFromState(this.#state, this.#shown);
    this.#shown = folded;
    if (isDeepStrictEqual(folded, view)) return;
    const differs = Object.keys(view).filter(
      (key) => !isDeepStrictEqual(folded[key as keyof View], view[key as keyof View]),
    );
    const shown = differs.map((key) => [key, folded[key as keyof View], view[key as keyof View]]);
    throw new Error(`${this.#name} folded otherwise: ${JSON.stringify(shown)}`);
  }
}

describe('the client’s fold and the server’s view', () => {
  it('PRV-2 agree at every step of random meetings, for everyone', () => {
    fc.assert(
      fc.property(randomMeeting, (random) => {
        const followers = new Map<string, ViewReplica>();
        playMeeting(random, {
          onStep: (step, story) => {
            for (const name of story.standings.keys()) {
              const follower = followers.get(name) ?? new ViewReplica(name);
              followers.set(name, follower);
              follower.step(step, story);
            }
          },
        });
      }),
      { numRuns: 60, seed: 1982 },
    );
  });
});
