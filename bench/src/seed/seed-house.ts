/**
 * Fills an empty store with a large house: circles that have met for years, their members, the staff
 * who carry them, and the house record. Some circles live by the real deciders (circle-life.ts), one
 * for each day and hour on which circles meet; the others are their copies under ids of their own.
 */
import {
  type CircleId,
  house as houseDecider,
  type LinkId,
  type Millis,
  type PersonId,
} from '@holdspace/core';
import { createLedgers } from '@holdspace/server/ledger';
import type { CommitCodec, Store } from '@holdspace/server/storage';
import { type CopiedCommit, LedgerWriter } from '../ledger-writer.ts';
import { CircleLife, copyTag, type LivedLedger } from './circle-life.ts';
import { RecordedLedger } from './recorded-ledger.ts';

export interface SeedSize {
  readonly circles: number;
  /** Of each circle, the facilitator among them. */
  readonly members: number;
  /** Of each circle, one a week; one more is planned. */
  readonly meetings: number;
}

export type SeedProgress = (what: string, done: number, total: number) => void;

const hour: Millis = 60 * 60 * 1000;
/** Days and hours on which circles meet. */
const rhythms = 12;
/** Circles that one facilitator of the staff looks after. */
const circlesPerFacilitator = 4;
/** Snapshots are saved as a server saves them when ledgers leave the memory. */
const keptTail = 100;

const organiser = 'o_seed00000000' as PersonId;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Takes the place of `copyTag`: the number of the copy in base 32. */
function tagOf(copy: number): string {
  let text = '';
  for (let rest = copy; text.length < copyTag.length; rest = Math.floor(rest / 32)) {
    text = `${alphabet[rest % 32]}${text}`;
  }
  return text;
}

const topics = [
  ...['Grief circle', 'New parents', 'Night shift', 'Carers', 'Living with pain', 'Quiet hour'],
  ...[
    'After the move',
    'Siblings',
    'First year sober',
    'Widowed early',
    'Long winter',
    'Listeners',
  ],
];
const nameOf = (copy: number): string =>
  `${topics[copy % topics.length]} ${String(copy + 1).padStart(4, '0')}`;

/** Throws when the store holds something already. */
export async function seedHouse(
  store: Store,
  codec: CommitCodec,
  size: SeedSize,
  progress: SeedProgress,
): Promise<void> {
  if ((await store.ledgers()).length > 0) {
    throw new Error(
      'There is something in this store already; a house is seeded into an empty one.',
    );
  }
  const now = store.now();
  const lives = Array.from({ length: Math.min(rhythms, size.circles) }, (_, at) => {
    progress('circles that are lived', at + 1, Math.min(rhythms, size.circles));
    const next = now + (3 + at * 13) * hour;
    return packed(new CircleLife({ ...size, organiser, next, now }).live());
  });
  const circles: CircleId[] = [];
  for (let copy = 0; copy < size.circles; copy++) {
    circles.push(await writeCopy(store, codec, lives[copy % lives.length] ?? [], copy));
    if (copy % 20 === 19 || copy + 1 === size.circles) progress('circles', copy + 1, size.circles);
  }
  await writeHouse(store, codec, { circles, size, now }, progress);
  await saveSnapshots(store, codec, circles, progress);
}

/** A ledger whose commits are text, so that a copy is one replacement. */
interface PackedLedger extends Omit<LivedLedger, 'commits'> {
  readonly commits: readonly string[];
}

const packed = (ledgers: readonly LivedLedger[]): readonly PackedLedger[] =>
  ledgers.map(({ commits, ...rest }) => ({
    ...rest,
    commits: commits.map((each) => JSON.stringify(each)),
  }));

async function writeCopy(
  store: Store,
  codec: CommitCodec,
  ledgers: readonly PackedLedger[],
  copy: number,
): Promise<CircleId> {
  const tag = tagOf(copy);
  const name = nameOf(copy);
  const rename = (text: string) =>
    text.replaceAll(`Circle ${copyTag}`, name).replaceAll(copyTag, tag);
  const writers = ledgers.map(async ({ ledger, commits, nextDeadline }) => {
    const writer = new LedgerWriter(store, codec, rename(ledger));
    for (const [at, commit] of commits.entries()) {
      const isLast = at === commits.length - 1;
      await writer.write(JSON.parse(rename(commit)) as CopiedCommit, isLast ? nextDeadline : null);
    }
    await writer.flush();
  });
  await Promise.all(writers);
  const circle = ledgers.find(({ ledger }) => ledger.startsWith('circle:'))?.ledger ?? '';
  return rename(circle.slice('circle:'.length)) as CircleId;
}

/** The organiser, the facilitators, all circles, and what the organiser did for each of them. */
async function writeHouse(
  store: Store,
  codec: CommitCodec,
  { circles, size, now }: { circles: readonly CircleId[]; size: SeedSize; now: Millis },
  progress: SeedProgress,
): Promise<void> {
  const house = new RecordedLedger('house', houseDecider);
  const writer = new LedgerWriter(store, codec, 'house');
  let written = 0;
  const flush = async () => {
    const commits = house.commits(now);
    for (const each of commits.slice(written)) await writer.write(each);
    written = commits.length;
  };
  const begin = now - (size.meetings + 2) * 7 * 24 * hour;
  const addStaff = (staff: PersonId, name: string, role: 'organiser' | 'facilitator', n: number) =>
    house.ask(
      {
        ...{ do: 'add-staff', staff, name, roles: [role], link: `l_${staff}` as LinkId },
        ...{ hash: `hash-${staff}`, expires: begin + hour },
        circles: circles.slice(n * circlesPerFacilitator, (n + 1) * circlesPerFacilitator),
      },
      { now: begin },
    );
  for (const circle of circles) house.ask({ do: 'list-circle', circle }, { now: begin });
  addStaff(organiser, 'Sage', 'organiser', circles.length);
  const facilitators = Math.ceil(circles.length / circlesPerFacilitator);
  for (let n = 0; n < facilitators; n++) {
    addStaff(`o_seed${tagOf(n)}` as PersonId, `Facilitator ${n + 1}`, 'facilitator', n);
  }
  await flush();
  const standing = { organiser };
  const events: CopiedCommit[] = [];
  for (let n = 0; n <= size.meetings; n++) {
    const at = begin + n * 7 * 24 * hour;
    for (const circle of circles) {
      const what = n === 0 ? 'open-circle' : 'plan-meeting';
      const noted = { do: 'note-staff-act', what, about: { circle } } as const;
      const decided = houseDecider.decide(house.state, noted, {
        ...{ now: at, actor: organiser, standing, present: () => 'away', writes: true, seed: '' },
      });
      if ('refused' in decided) throw new Error(`The house refused a note: ${decided.refused}`);
      events.push({ at, events: decided.events });
    }
    for (const each of events.splice(0)) await writer.write(each);
    progress('weeks of the house record', n + 1, size.meetings + 1);
  }
  await writer.flush();
}

async function saveSnapshots(
  store: Store,
  codec: CommitCodec,
  circles: readonly CircleId[],
  progress: SeedProgress,
): Promise<void> {
  const faults: unknown[] = [];
  const ledgers = createLedgers({ store, codec, reportError: (fault) => void faults.push(fault) });
  try {
    await (await ledgers.house()).saveSnapshot(keptTail);
    for (const [at, circle] of circles.entries()) {
      const ledger = await ledgers.readCircle(circle);
      if (ledger.tailLength >= 2 * keptTail) await ledger.saveSnapshot(keptTail);
      if (at % 100 === 99 || at + 1 === circles.length)
        progress('snapshots', at + 1, circles.length);
    }
    if (faults.length > 0) throw faults[0];
  } finally {
    ledgers.close();
  }
}
