/**
 * Circles that nobody is in: what they cost a server, as a multiple of what a server without any
 * costs. One circle is made by people; its copies are written into the store directly.
 */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { deriveKeys } from '@holdspace/server/config';
import { CommitCodec, emptyHead, openSqliteStore, type Store } from '@holdspace/server/storage';
import { type CopiedCommit, LedgerWriter } from './ledger-writer.ts';
import { LoadGenerator } from './load/load-generator.ts';
import type { BenchOptions, Scale } from './options.ts';
import { type Contestant, contestantNamed, withTempFolder } from './servers/contestants.ts';
import { preciseCpuSeconds, residentKiB } from './servers/process-usage.ts';
import { median } from './statistics.ts';

/** Each as a multiple of the same without any circle. */
export interface SleepFigures {
  readonly listening: number;
  readonly memory: number;
  readonly idle: number;
}

/** Seconds, KiB, and the share of a core. */
interface StandingFigures {
  readonly listening: number;
  readonly memory: number;
  readonly idle: number;
}

const starts = 3;
const settling = 2000;
const watched = 4000;

export async function measureSleepingCircles(
  contestant: Contestant,
  { sleeping, commits }: Scale,
  folder: string,
): Promise<SleepFigures> {
  return withTempFolder(folder, async (own) => {
    const [empty, full] = [join(own, 'empty'), join(own, 'full')];
    for (const each of [empty, full]) await mkdir(each);
    await (await contestant.start(empty)).stop();
    await makeCircle(contestant, full, commits);
    await copyCircle(full, sleeping - 1);
    const few: StandingFigures[] = [];
    const many: StandingFigures[] = [];
    for (let start = 0; start < starts; start++) {
      few.push(await measureStanding(contestant, empty));
      many.push(await measureStanding(contestant, full));
    }
    const ratio = (figure: (of: StandingFigures) => number) =>
      median(many.map(figure)) / median(few.map(figure));
    return {
      listening: ratio(({ listening }) => listening),
      memory: ratio(({ memory }) => memory),
      idle: ratio(({ idle }) => idle),
    };
  });
}

/** `npm run bench -- --only sleeping`: the same at the size of a large server. */
export const measureManySleeping = ({ extraScale, folder }: BenchOptions): Promise<SleepFigures> =>
  measureSleepingCircles(contestantNamed('sqlite'), extraScale, folder);

/** One circle of three people with this number of messages, in a new store. */
async function makeCircle(contestant: Contestant, folder: string, messages: number): Promise<void> {
  const standing = await contestant.start(folder);
  const generator = await LoadGenerator.start();
  try {
    await generator.meet(standing);
    await generator.gather(1, 3);
    await generator.order({ do: 'fill', messages });
    // A meeting that goes on without its people is not asleep: it waits for them first.
    await generator.order({ do: 'close' });
    await generator.leave();
  } finally {
    await generator.stop();
    await standing.stop();
  }
}

async function measureStanding(contestant: Contestant, folder: string): Promise<StandingFigures> {
  const began = performance.now();
  const { pids, stop } = await contestant.start(folder);
  const listening = (performance.now() - began) / 1000;
  try {
    await pause(settling);
    const before = preciseCpuSeconds(pids);
    await pause(watched);
    const idle = (preciseCpuSeconds(pids) - before) / (watched / 1000);
    return { listening, memory: residentKiB(pids), idle };
  } finally {
    await stop();
  }
}

/** So many copies of the one circle of a store, with its desk and its meeting, in the house too. */
export async function copyCircle(folder: string, copies: number): Promise<void> {
  const secret = readFileSync(join(folder, 'secret'), 'utf8').trim();
  const codec = new CommitCodec(deriveKeys(secret).chain);
  const store = await openSqliteStore({ folder });
  try {
    const ledgers = await store.ledgers();
    const idOf = (kind: string): string =>
      ledgers.find((each) => each.startsWith(`${kind}:`))?.slice(kind.length + 1) ?? '';
    const [circle, meeting] = [idOf('circle'), idOf('meeting')];
    const parts = await Promise.all(
      ledgers.filter((each) => each !== 'house').map((each) => openPart(store, codec, each)),
    );
    const house = new LedgerWriter(
      store,
      codec,
      'house',
      (await store.heads(['house'])).get('house'),
    );
    for (let copy = 0; copy < copies; copy++) {
      const fresh = (id: string) => id.slice(0, -6) + String(copy).padStart(6, '0');
      const rename = (text: string) =>
        text.replaceAll(circle, fresh(circle)).replaceAll(meeting, fresh(meeting));
      for (const part of parts) await part.copyTo(rename);
      await house.write({
        at: Date.now(),
        events: [{ type: 'CircleListed', circle: fresh(circle) }],
      });
      await house.flush();
    }
  } finally {
    await store.close();
  }
}

/** A ledger of the circle that is copied. */
async function openPart(store: Store, codec: CommitCodec, ledger: string) {
  const { entries, words } = await store.read(ledger, 0);
  const texts = new Map(words.map(({ slot, text }) => [slot, text]));
  const due = await store.deadlines(Number.MAX_SAFE_INTEGER, 1000);
  const nextDeadline = due.find((each) => each.ledger === ledger)?.at ?? null;
  const commits = codec.decode(ledger, emptyHead, entries).map(({ commit, seals }) => {
    const said = Object.keys(seals).flatMap((slot) => {
      const text = texts.get(slot);
      return text === undefined ? [] : [[slot, text] as const];
    });
    const [first, ...rest] = commit.facts;
    const events = first ? [{ ...first, words: Object.fromEntries(said) }, ...rest] : [];
    return JSON.stringify({ at: commit.at, events } satisfies CopiedCommit);
  });
  return {
    async copyTo(rename: (text: string) => string): Promise<void> {
      const writer = new LedgerWriter(store, codec, rename(ledger));
      for (const commit of commits) {
        await writer.write(JSON.parse(rename(commit)) as CopiedCommit, nextDeadline);
      }
      await writer.flush();
    },
  };
}
