/**
 * The view of a client equals that of the server: a client that folds the public changes and its own private
 * parts, from the snapshot on, sees at every step what the server would show them anew.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ClientState } from '@holdspace/client';
import {
  foldChanges,
  foldConnected,
  foldPeople,
  foldPrivate,
  stateFromSnapshot,
  viewFromState,
} from '@holdspace/client';
import type { MeetingView, PersonId, PresenceChange, PrivateState, View } from '@holdspace/core';
import { isInMeeting, pagesOfPeople, privateDiff, privateViewOf } from '@holdspace/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { MeetingSimulation, SimulationStep } from '../src/index.ts';
import { playMeeting, randomMeeting } from '../src/index.ts';

/** The desk's share of a view is not the meeting's. */
const outsideMeeting = {
  ...{ receipts: [], threads: [], reports: [], helpWaits: false, intention: null },
};
const whole = (view: MeetingView): View => ({
  ...view,
  mine: { ...view.mine, ...outsideMeeting },
});

/** What the server keeps of what it sent, and how it sends it: as differences, or as wholes. */
interface Sent {
  readonly state: PrivateState;
  readonly here: ReadonlySet<PersonId>;
}

const sentOf = (story: MeetingSimulation, name: string, people: Iterable<PersonId>): Sent => {
  const { mine, ...more } = privateViewOf(story.state, story.words, story.viewer(name));
  const here = new Set([...people].filter((each) => story.present(each) !== 'away'));
  return { state: { mine: { ...mine, ...outsideMeeting }, ...more }, here };
};

function presenceChange(now: ReadonlySet<PersonId>, before: ReadonlySet<PersonId>): PresenceChange {
  return {
    came: [...now].filter((each) => !before.has(each)),
    went: [...before].filter((each) => !now.has(each)),
  };
}

/** As a socket carries it: nobody shares an object by accident. */
const carried = <Packet>(packet: Packet): Packet => JSON.parse(JSON.stringify(packet)) as Packet;

/** One client, kept up to date by changes alone for as long as its person stays in. */
class ViewReplica {
  #state: ClientState | null = null;
  #sent: Sent | null = null;
  /** The view before; unchanged parts of the next one are taken from it. */
  #shown: View | null = null;
  readonly #name: string;
  /** Whether this client reads differences, and people in pages. */
  readonly #differences: boolean;

  constructor(name: string, differences: boolean) {
    this.#name = name;
    this.#differences = differences;
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
      this.#sent = sentOf(story, name, after.people.keys());
      this.#begin(view, person);
      this.#compare(view);
      return;
    }
    const at = this.#state.at + changes.length;
    const folded = foldChanges(this.#state, { at, list: changes });
    if (folded === 'gap') throw new Error('a gap where nothing is missing');
    const last = this.#sent as Sent;
    const now = sentOf(story, name, after.people.keys());
    this.#sent = now;
    const differences = this.#differences;
    const change = privateDiff(now.state, last.state, { byItem: differences, differences });
    const here = differences ? presenceChange(now.here, last.here) : [...now.here];
    const reached = change ? foldPrivate(folded, carried(change)) : folded;
    this.#state = foldConnected(reached, carried(here));
    this.#compare(view);
  }

  #begin(view: View, person: PersonId): void {
    const { first, more } = this.#differences
      ? pagesOfPeople(view, person, 2)
      : { first: view.people, more: [] };
    const snapshot = { log: 'log', at: 0, more: false, view: { ...view, people: first } };
    this.#state = carried(more).reduce(foldPeople, stateFromSnapshot(carried(snapshot)));
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

const agreeAtEveryStep = (differences: boolean, numRuns: number) =>
  fc.assert(
    fc.property(randomMeeting, (random) => {
      const followers = new Map<string, ViewReplica>();
      playMeeting(random, {
        onStep: (step, story) => {
          for (const name of story.standings.keys()) {
            const follower = followers.get(name) ?? new ViewReplica(name, differences);
            followers.set(name, follower);
            follower.step(step, story);
          }
        },
      });
    }),
    { numRuns, seed: 1982 },
  );

describe('the client’s fold and the server’s view agree at every step of random meetings', () => {
  it('PRV-2 WIRE-6 where what is private travels as differences and people in pages', () => {
    agreeAtEveryStep(true, 25);
  });

  it('PRV-2 WIRE-6 where it travels as wholes', () => {
    agreeAtEveryStep(false, 15);
  });
});
