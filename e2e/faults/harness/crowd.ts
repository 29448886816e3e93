/**
 * Many people in several circles who send commands while a fault is active: unique messages,
 * raised hands, withdrawn messages, short holds. They continue through every fault; the fault row
 * decides when they stop and are compared with the ledgers.
 */
import { type Api, ApiProblem } from '@holdspace/client';
import type { WireCommand } from '@holdspace/protocol';
import { CrowdMember } from './crowd-member.ts';
import type { History } from './history.ts';
import { patience } from './patience.ts';
import type { RandomSource } from './random-source.ts';

export interface CrowdOptions {
  /** The addresses to which people connect, in turn. */
  readonly urls: readonly string[];
  readonly organiser: Api;
  readonly circles: number;
  /** The number of people in each circle, with the facilitators. */
  readonly people: number;
  readonly facilitators?: number;
  readonly history: History;
  readonly dice: RandomSource;
  /** The settings of the circles, in the form of the HTTP API. */
  readonly settings?: Record<string, string>;
  /** A part of every name and text of this crowd, so that a scan can find them. */
  readonly mark?: string;
}

export interface CrowdCircle {
  readonly id: string;
  readonly guests: readonly CrowdMember[];
  readonly lead: CrowdMember;
}

/** The maximum number of unanswered commands of one person. */
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

  /** Opens the meetings; resolves when they have begun and everyone is in. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    crowds += 1;
    const crowd = crowds;
    const gatherings: CrowdCircle[] = [];
    let [begun, attempts] = [0, 0];
    const some = async () => {
      while (begun < options.circles) {
        begun += 1;
        const opening = () => openCrowdCircle(options, `${crowd}.${++attempts}`);
        gatherings.push(await withRetries(opening));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, some));
    return new Crowd(gatherings, options.dice);
  }

  get acknowledged(): number {
    return this.guests.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }
  /** The number of missing changes that a client had to request. */
  get gaps(): number {
    return this.guests.reduce((sum, { record }) => sum + record.gaps(), 0);
  }
  get unknown(): number {
    return this.guests.reduce((sum, { record }) => sum + record.unknown(), 0);
  }
  longestAway(): number {
    return Math.max(...this.guests.map((guest) => guest.longestAway()));
  }

  /** Each person sends a command about every `pause` milliseconds. */
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
    const roll = this.#dice.roll();
    if (guest.view?.lead === guest.person) {
      // During a hold every node refuses messages.
      if (guest.view.onHold) return { do: 'resume' };
      if (roll < 0.1) return { do: 'hold' };
    }
    if (roll < 0.04) return { do: 'raise-hand' };
    if (roll < 0.08) return { do: 'lower-hand' };
    const own = guest.view?.timeline.findLast(({ by, text }) => by === guest.person && text !== '');
    if (roll < 0.11 && own) return { do: 'take-back', message: own.id };
    this.#said += 1;
    return { do: 'say', text: `${guest.name} says word ${this.#said}` };
  }

  /** Sends no new commands; resolves when every sent command is answered. */
  async stopTalking(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const answered = Promise.all(this.guests.map((guest) => guest.allAnswered()));
    await withTimeout(answered, 'not everything asked was answered');
  }

  /** Resolves when this number of further commands was acknowledged, for all people together. */
  async waitForProgress(more: number): Promise<void> {
    const enough = this.acknowledged + more;
    const reached = async () => {
      while (this.acknowledged < enough) await delay(10);
    };
    await withTimeout(reached(), 'nothing was acknowledged any more');
  }

  /** Resolves when everyone is connected and has received everything, with the time in milliseconds. */
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

/** A number in letters: names that differ only in digits look alike (VOI-11). */
const numberAsSyllables = (number: number): string =>
  [...String(number)].map((digit) => syllables[Number(digit)]).join('');

/**
 * Retries after a short wait while the server answers that it is not ready. What was asked can have
 * been done all the same, so the work begins with something new each time.
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
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

/** When one fails, those who came in leave again. */
async function allOrNone(entering: readonly Promise<CrowdMember>[]): Promise<CrowdMember[]> {
  const entered = await Promise.allSettled(entering);
  if (entered.some(({ status }) => status === 'rejected')) {
    for (const each of entered) if (each.status === 'fulfilled') each.value.close();
  }
  return Promise.all(entering);
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
  const opened = await organiser.openCircle(opening);
  const links = [opened.facilitatorLink.url];
  while (links.length < facilitators) {
    const label = `${mark} ${links.length + 1}`;
    links.push((await organiser.makeLink(opened.id, { role: 'facilitator', label })).url);
  }
  while (links.length < people) links.push(opened.invitation.url);
  const entering = links.map((link, i) => {
    const url = urls[i % urls.length] ?? '';
    const name = `${mark} ${number} ${numberAsSyllables(i + 1)}`;
    return CrowdMember.enter({ url, link, name, history, dice });
  });
  const guests = await allOrNone(entering);
  const [lead, ...others] = guests as [CrowdMember, ...CrowdMember[]];
  await Promise.all(guests.map((guest) => guest.sync(patience)));
  await lead.askOrFail({ do: 'join', seat: 'sharer' });
  await lead.askOrFail({ do: 'open-doors' });
  await Promise.all(others.map((guest) => guest.askOrFail({ do: 'join', seat: 'sharer' })));
  await lead.askOrFail({ do: 'begin' });
  await lead.askOrFail({ do: 'set-floor', mode: 'open' });
  return { id: opened.id, guests, lead };
}
