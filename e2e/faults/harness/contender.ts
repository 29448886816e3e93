/**
 * People who race for one thing, spread over the nodes: each has a cookie that every node knows,
 * and asks again at the next node when a connection breaks, as a browser behind a proxy does.
 */
import { ApiProblem, api, CookieJar, linkTokenOf, type StaffApi } from '@holdspace/client';
import { delay } from './crowd.ts';
import { patience } from './patience.ts';
import type { RandomSource } from './random-source.ts';
import type { FaultSite } from './site.ts';

export const contenderCount = 50;

export interface Contender {
  readonly id: string;
  readonly name: string;
  readonly jar: CookieJar;
}

/** What somebody was answered: what they asked for, or the code of a refusal. */
export type RaceAnswer<T> = { readonly ok: T } | { readonly refused: string };

/** Staff of this circle, who did not enter it, so that they carry nothing without a yes. */
export function staffContenders(
  { urls, organiser }: FaultSite,
  circles: readonly string[],
): Promise<readonly Contender[]> {
  return gather(async (n) => {
    const name = `Carer ${n}`;
    const added = await organiser.addStaff({ name, roles: ['facilitator'], circles: [...circles] });
    return { id: added.id, name, jar: await redeem(urls, n, { token: linkTokenOf(added.link) }) };
  });
}

/** Members of this circle, in no particular order. */
export async function memberContenders(
  { urls, organiser }: FaultSite,
  circle: string,
): Promise<readonly Contender[]> {
  const links = await gather(
    async (n) => (await organiser.makeLink(circle, { role: 'participant', label: `${n}` })).url,
  );
  return gather(async (n) => {
    const [name, jar] = [`Member ${n}`, new CookieJar()];
    const token = linkTokenOf(links[n] ?? '');
    const url = urls[n % urls.length] ?? '';
    const joined = await api({ url, jar }).redeem({ token, name, agreed: true });
    if (joined.kind !== 'member') throw new Error('This link leads to no circle.');
    return { id: joined.member, name, jar };
  });
}

async function redeem(
  urls: readonly string[],
  n: number,
  body: Parameters<StaffApi['redeem']>[0],
): Promise<CookieJar> {
  const jar = new CookieJar();
  await api({ url: urls[n % urls.length] ?? '', jar }).redeem(body);
  return jar;
}

const atOnce = 10;

/** Some at a time: a start of fifty at once is no part of the race. */
async function gather<T>(make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let n = 0; n < contenderCount; n += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, contenderCount - n) }, (_, i) =>
      make(n + i),
    );
    made.push(...(await Promise.all(some)));
  }
  return made;
}

/** In an order of the dice. */
export function shuffled<T>(all: readonly T[], dice: RandomSource): readonly T[] {
  const order = [...all];
  for (let n = order.length - 1; n > 0; n--) {
    const other = dice.between(0, n);
    const [a, b] = [order[n], order[other]];
    if (a === undefined || b === undefined) throw new Error('There is nobody to change places.');
    order[n] = b;
    order[other] = a;
  }
  return order;
}

/** Asks each of them with their number in this order, all at once. */
export async function race<T>(
  order: readonly Contender[],
  ask: (contender: Contender, n: number) => Promise<RaceAnswer<T>>,
): Promise<ReadonlyMap<string, RaceAnswer<T>>> {
  const answers = order.map(async (each, n) => [each.id, await ask(each, n)] as const);
  return new Map(await Promise.all(answers));
}

/**
 * Asks the node with this number, and the next ones while no answer comes. `onBroken` is called for
 * each attempt without an answer; what it asked for can have been done.
 */
export async function askAnyNode<T>(
  urls: readonly string[],
  first: number,
  ask: (url: string) => Promise<T>,
  onBroken: () => void = () => undefined,
): Promise<RaceAnswer<T>> {
  const until = performance.now() + patience;
  for (let n = first; ; n++) {
    try {
      return { ok: await ask(urls[n % urls.length] ?? '') };
    } catch (fault) {
      if (!(fault instanceof ApiProblem)) throw fault;
      const hasAnswer = fault.status > 0 && fault.status < 500;
      if (hasAnswer) return { refused: fault.problem.code };
      if (performance.now() > until) throw fault;
      onBroken();
      await delay(20);
    }
  }
}

export function answerOrThrow<T>(answer: RaceAnswer<T>): T {
  if ('refused' in answer) throw new Error(`It was refused: ${answer.refused}.`);
  return answer.ok;
}
