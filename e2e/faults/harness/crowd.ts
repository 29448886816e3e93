/**
 * Many people in several circles who talk while something goes wrong: they say words that
 * nobody else says, raise hands, take words back, are held for a moment. They keep on through every fault, as people
 * do; whoever plays a fault decides when they fall silent and are compared with the ledgers.
 */
import { type Api, ApiProblem } from '@holdspace/client';
import type { WireCommand } from '@holdspace/protocol';
import { CrowdMember } from './crowd-member.ts';
import type { History } from './history.ts';
import type { RandomSource } from './random-source.ts';

export interface CrowdOptions {
  /** Where they come in, in turn. */
  readonly urls: readonly string[];
  readonly organiser: Api;
  readonly circles: number;
  /** In each circle, facilitators among them. */
  readonly people: number;
  readonly facilitators?: number;
  readonly history: History;
  readonly dice: RandomSource;
  /** Of the circles, as the HTTP API takes them. */
  readonly settings?: Record<string, string>;
  /** Stands in every name and text they make, so that it can be looked for. */
  readonly mark?: string;
}

export interface CrowdCircle {
  readonly id: string;
  readonly guests: readonly CrowdMember[];
  readonly lead: CrowdMember;
}

const patience = 60_000;
/** Nobody has more than this on the way, however long nothing is answered. */
const maxPending = 3;
/** Circles that are opened at the same time. */
const atOnce = 4;
let crowds = 0;

export class Crowd {
  readonly circles: readonly CrowdCircle[];
  readonly guests: readonly CrowdMember[];
  readonly #dice: RandomSource;
  #timers = new Map<CrowdMember, NodeJS.Timeout>();
  #said = 0;

  private constructor(gatherings: readonly CrowdCircle[], dice: RandomSource) {
    this.circles = gatherings;
    this.guests = gatherings.flatMap(({ guests }) => guests);
    this.#dice = dice;
  }

  /** In open meetings that have begun, everybody in. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    crowds += 1;
    const crowd = crowds;
    const gatherings: CrowdCircle[] = [];
    let next = 0;
    const some = async () => {
      while (next < options.circles)
        gatherings.push(await openCrowdCircle(options, `${crowd}.${++next}`));
    };
    await Promise.all(Array.from({ length: atOnce }, some));
    return new Crowd(gatherings, options.dice);
  }

  get acknowledged(): number {
    return this.guests.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }
  /** Changes that were missing on the way, and asked for anew. */
  get gaps(): number {
    return this.guests.reduce((sum, { record }) => sum + record.gaps(), 0);
  }
  get unknown(): number {
    return this.guests.reduce((sum, { record }) => sum + record.unknown(), 0);
  }
  longestAway(): number {
    return Math.max(...this.guests.map((guest) => guest.longestAway()));
  }

  /** Each of them does something every `pause` milliseconds or so. */
  talk(pause: number): void {
    for (const guest of this.guests) this.#scheduleNext(guest, pause);
  }

  #scheduleNext(guest: CrowdMember, pause: number): void {
    const timer = setTimeout(
      () => {
        this.#scheduleNext(guest, pause);
        if (guest.pendingCount < maxPending) void guest.ask(this.#randomCommand(guest));
      },
      pause * (0.5 + this.#dice.roll()),
    );
    this.#timers.set(guest, timer);
  }

  #randomCommand(guest: CrowdMember): WireCommand {
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
  async stopTalking(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const answered = Promise.all(this.guests.map((guest) => guest.allAnswered()));
    await withTimeout(answered, 'not everything asked was answered');
  }

  /** Resolves when so many more commands were acknowledged, by anybody. */
  async waitForProgress(more: number): Promise<void> {
    const enough = this.acknowledged + more;
    const reached = async () => {
      while (this.acknowledged < enough) await delay(10);
    };
    await withTimeout(reached(), 'nothing was acknowledged any more');
  }

  /** How long it took, in milliseconds, until the last of them was connected and had everything. */
  async syncAll(): Promise<number> {
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

export const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export async function withTimeout<T>(work: Promise<T>, what: string): Promise<T> {
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
const numberAsSyllables = (number: number): string =>
  [...String(number)].map((digit) => syllables[Number(digit)]).join('');

/** As whoever is told that the house is not ready at this moment: once more, after a while. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (fault) {
      const passing = fault instanceof ApiProblem && (fault.status === 0 || fault.status >= 500);
      if (!passing || performance.now() > until) throw fault;
      await delay(500);
    }
  }
}

async function openCrowdCircle(options: CrowdOptions, number: string): Promise<CrowdCircle> {
  const { organiser, people, facilitators = 2, settings, urls, history, dice } = options;
  const { mark = 'guest' } = options;
  const opening = {
    name: `${mark} ${number}`,
    purpose: mark,
    settings: { admit: 'everyone' as const, seats: people, ...settings },
    start: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const opened = await withRetries(() => organiser.openCircle(opening));
  const links = [opened.facilitatorLink.url];
  while (links.length < facilitators) {
    const label = `${mark} ${links.length + 1}`;
    const making = () => organiser.makeLink(opened.id, { role: 'facilitator', label });
    links.push((await withRetries(making)).url);
  }
  while (links.length < people) links.push(opened.invitation.url);
  const entering = links.map((link, i) => {
    const url = urls[i % urls.length] ?? '';
    const name = `${mark} ${number} ${numberAsSyllables(i + 1)}`;
    return withRetries(() => CrowdMember.enter({ url, link, name, history, dice }));
  });
  const guests = await Promise.all(entering);
  const [lead, ...others] = guests as [CrowdMember, ...CrowdMember[]];
  await Promise.all(guests.map((guest) => guest.sync(patience)));
  await lead.askOrFail({ do: 'join', seat: 'sharer' });
  await lead.askOrFail({ do: 'open-doors' });
  await Promise.all(others.map((guest) => guest.askOrFail({ do: 'join', seat: 'sharer' })));
  await lead.askOrFail({ do: 'begin' });
  await lead.askOrFail({ do: 'set-floor', mode: 'open' });
  return { id: opened.id, guests, lead };
}
