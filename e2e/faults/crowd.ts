/**
 * Many people in several circles who talk while something goes wrong: they say words that
 * nobody else says, raise hands, take words back, are held for a moment. They keep on through every fault, as people
 * do; whoever plays a fault decides when they fall silent and are compared with the ledgers.
 */
import { type Api, ApiProblem } from '@holdspace/client';
import type { WireCommand } from '@holdspace/protocol';
import type { Dice } from './dice.ts';
import { Guest } from './guest.ts';
import type { History } from './history.ts';

export interface CrowdOptions {
  /** Where they come in, in turn. */
  readonly urls: readonly string[];
  readonly organiser: Api;
  readonly circles: number;
  /** In each circle, facilitators among them. */
  readonly people: number;
  readonly facilitators?: number;
  readonly history: History;
  readonly dice: Dice;
  /** Of the circles, as the HTTP API takes them. */
  readonly settings?: Record<string, string>;
  /** Stands in every name and text they make, so that it can be looked for. */
  readonly mark?: string;
}

export interface Gathering {
  readonly id: string;
  readonly guests: readonly Guest[];
  readonly lead: Guest;
}

const patience = 60_000;
/** Nobody has more than this on the way, however long nothing is answered. */
const mostWaiting = 3;
/** Circles that are opened at the same time. */
const atOnce = 4;
let crowds = 0;

export class Crowd {
  readonly gatherings: readonly Gathering[];
  readonly guests: readonly Guest[];
  readonly #dice: Dice;
  #timers = new Map<Guest, NodeJS.Timeout>();
  #said = 0;

  private constructor(gatherings: readonly Gathering[], dice: Dice) {
    this.gatherings = gatherings;
    this.guests = gatherings.flatMap(({ guests }) => guests);
    this.#dice = dice;
  }

  /** In open meetings that have begun, everybody in. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    crowds += 1;
    const crowd = crowds;
    const gatherings: Gathering[] = [];
    let next = 0;
    const some = async () => {
      while (next < options.circles)
        gatherings.push(await gathering(options, `${crowd}.${++next}`));
    };
    await Promise.all(Array.from({ length: atOnce }, some));
    return new Crowd(gatherings, options.dice);
  }

  get acknowledged(): number {
    return this.guests.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }
  /** Changes that were missing on the way, and asked for anew. */
  get holes(): number {
    return this.guests.reduce((sum, { record }) => sum + record.holes(), 0);
  }
  get unknown(): number {
    return this.guests.reduce((sum, { record }) => sum + record.unknown(), 0);
  }
  longestAway(): number {
    return Math.max(...this.guests.map((guest) => guest.longestAway()));
  }

  /** Each of them does something every `pause` milliseconds or so. */
  talk(pause: number): void {
    for (const guest of this.guests) this.#next(guest, pause);
  }

  #next(guest: Guest, pause: number): void {
    const timer = setTimeout(
      () => {
        this.#next(guest, pause);
        if (guest.waiting < mostWaiting) void guest.ask(this.#something(guest));
      },
      pause * (0.5 + this.#dice.roll()),
    );
    this.#timers.set(guest, timer);
  }

  #something(guest: Guest): WireCommand {
    const chance = this.#dice.roll();
    if (guest.view?.lead === guest.person) {
      // Whatever is said meanwhile is refused, by everybody's nodes alike.
      if (guest.view.onHold) return { do: 'resume' };
      if (chance < 0.1) return { do: 'hold' };
    }
    if (chance < 0.04) return { do: 'raise-hand' };
    if (chance < 0.08) return { do: 'lower-hand' };
    const own = guest.view?.timeline.findLast(({ by, text }) => by === guest.person && text !== '');
    if (chance < 0.11 && own) return { do: 'take-back', message: own.id };
    this.#said += 1;
    return { do: 'say', text: `${guest.name} says word ${this.#said}` };
  }

  /** Nothing new is asked; resolves when all that was asked is answered. */
  async hush(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const answered = Promise.all(this.guests.map((guest) => guest.answered()));
    await inTime(answered, 'not everything asked was answered');
  }

  /** Resolves when so many more commands were acknowledged, by anybody. */
  async goesOn(more: number): Promise<void> {
    const enough = this.acknowledged + more;
    const reached = async () => {
      while (this.acknowledged < enough) await moment(10);
    };
    await inTime(reached(), 'nothing was acknowledged any more');
  }

  /** How long it took, in milliseconds, until the last of them was connected and had everything. */
  async whole(): Promise<number> {
    const began = performance.now();
    await Promise.all(this.guests.map((guest) => guest.sync(patience)));
    return performance.now() - began;
  }

  finish(): void {
    for (const guest of this.guests) guest.finish();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const guest of this.guests) guest.close();
  }
}

export const moment = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`In ${patience} ms ${what}.`)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const syllables = ['bo', 'ca', 'de', 'fi', 'gu', 'ha', 'je', 'ki', 'mo', 'tu'];

/** A number in letters: names that differ in digits alone can be taken for each other (VOI-11). */
const spelled = (number: number): string =>
  [...String(number)].map((digit) => syllables[Number(digit)]).join('');

/** As whoever is told that the house is not ready at this moment: once more, after a while. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (fault) {
      const passing = fault instanceof ApiProblem && (fault.status === 0 || fault.status >= 500);
      if (!passing || performance.now() > until) throw fault;
      await moment(500);
    }
  }
}

async function gathering(options: CrowdOptions, number: string): Promise<Gathering> {
  const { organiser, people, facilitators = 2, settings, urls, history, dice } = options;
  const { mark = 'guest' } = options;
  const opening = {
    name: `${mark} ${number}`,
    purpose: mark,
    settings: { admit: 'everyone' as const, seats: people, ...settings },
    start: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const opened = await persistently(() => organiser.openCircle(opening));
  const links = [opened.facilitatorLink.url];
  while (links.length < facilitators) {
    const label = `${mark} ${links.length + 1}`;
    const making = () => organiser.makeLink(opened.id, { role: 'facilitator', label });
    links.push((await persistently(making)).url);
  }
  while (links.length < people) links.push(opened.invitation.url);
  const entering = links.map((link, i) => {
    const url = urls[i % urls.length] ?? '';
    const name = `${mark} ${number} ${spelled(i + 1)}`;
    return persistently(() => Guest.enter({ url, link, name, history, dice }));
  });
  const guests = await Promise.all(entering);
  const [lead, ...others] = guests as [Guest, ...Guest[]];
  await Promise.all(guests.map((guest) => guest.sync(patience)));
  await lead.must({ do: 'join', seat: 'sharer' });
  await lead.must({ do: 'open-doors' });
  await Promise.all(others.map((guest) => guest.must({ do: 'join', seat: 'sharer' })));
  await lead.must({ do: 'begin' });
  await lead.must({ do: 'set-floor', mode: 'open' });
  return { id: opened.id, guests, lead };
}
