/**
 * A meeting that a rehearsal played is saved from its ledger, played again, and reaches the same
 * views. The server and the clients are real; ids and times are the only differences allowed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonId } from '@holdspace/core';
import { circleSlots } from '@holdspace/core';
import {
  isFormatErrors,
  parseRehearsal,
  playRehearsal,
  RehearsalEnvironment,
  type RehearsalResult,
  signInOrganiser,
} from '@holdspace/rehearsal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMeetings, loadHistory, type MeetingHistory } from '../src/history/meeting-history.ts';
import { viewAfter } from '../src/history/person-views.ts';
import { RehearsalKeys } from '../src/rehearsal/rehearsal-keys.ts';
import { saveRehearsal } from '../src/rehearsal/rehearsal-text.ts';
import { openSource } from '../src/source/ledger-source.ts';

let folder: string;
let environment: RehearsalEnvironment;
/** When the last play was over and its players closed their connections. */
let playedUntil = 0;
let host: Parameters<typeof playRehearsal>[1];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdspace-inspector-'));
  environment = await RehearsalEnvironment.start(
    { store: 'sqlite', nodes: 1 },
    { HOLDSPACE_DATA: folder },
  );
  const { urls, organiserLink, injectFault } = environment;
  host = { urls, injectFault, organiser: await signInOrganiser(urls[0] ?? '', organiserLink) };
}, 60_000);
afterAll(async () => {
  await environment.stop();
  await rm(folder, { recursive: true, force: true });
});

const named = process.env.INSPECTOR_FILES?.split(',');
const files = named ?? ['rnd-7-dropped-while-holding', 'voi-1-the-ladder', 'trn-5-soft-time'];

test.each(files)(
  '%s is saved from its ledger and reaches the same views again',
  { timeout: 120_000 },
  async (file) => {
    await play(`${file}.yaml`, await rehearsalText(file));
    const first = await newestHistory(true);
    const saved = saveRehearsal(first, first.moments.length);
    expect(saved.unexplained).toEqual([]);

    const { people } = await play('saved.yaml', saved.yaml);
    const second = await newestHistory(true);
    expect(second.meeting).not.toBe(first.meeting);
    const keys = new RehearsalKeys(second);
    for (const [i, person] of second.people.entries()) {
      const key = keys.of(person);
      const again = comparable(finalView(second, person), keys);
      // The views of both meetings by the projection of the core.
      const before = comparable(finalView(first, first.people[i]), new RehearsalKeys(first));
      expect([key, again]).toEqual([key, before]);
      // What the client of this person showed at the end is what the inspector shows.
      expect([key, comparable(people[key]?.view, keys)]).toEqual([key, again]);
    }
  },
);

test('PRV-5 a meeting saved without words has placeholders of the same length, and plays', {
  timeout: 120_000,
}, async () => {
  const file = 'rnd-13-reorder-and-insert';
  await play(`${file}.yaml`, await rehearsalText(file));
  const [withWords, without] = [await newestHistory(true), await newestHistory(false)];
  const texts = textsOf(withWords);
  expect(texts.length).toBeGreaterThan(4);
  const saved = saveRehearsal(without, without.moments.length);
  expect(saved.unexplained).toEqual([]);
  for (const text of texts) expect(saved.yaml).not.toMatch(new RegExp(`\\b${text}\\b`, 'i'));
  expect(textsOf(without).map(({ length }) => length)).toEqual(texts.map(({ length }) => length));
  await play('without-words.yaml', saved.yaml);
});

/** Names and what was said, of the whole meeting. */
const textsOf = ({ moments, people }: MeetingHistory): readonly string[] => {
  const last = moments.at(-1);
  const names = people.map((id) => last?.circle.words.get(circleSlots.memberName(id)) ?? '');
  const slots = [...(last?.words ?? [])].filter(([slot]) => /^(message|round)\./.test(slot));
  return [...names, ...slots.map(([, text]) => text)].filter((text) => text !== '');
};

const rehearsalText = (file: string) =>
  readFile(new URL(`../../../rehearsals/${file}.yaml`, import.meta.url), 'utf8');

function finalView(history: MeetingHistory, person: PersonId | undefined) {
  const end = history.moments.at(-1);
  return end && person ? viewAfter(end, person) : null;
}

/** Of the meeting that was planned last, up to the end of its play. */
async function newestHistory(withWords: boolean): Promise<MeetingHistory> {
  const source = openSource(folder, {});
  const meetings = await listMeetings(source);
  const histories = await Promise.all(
    meetings.map(({ meeting }) => loadHistory(source, meeting, withWords)),
  );
  const plannedAt = ({ moments }: MeetingHistory) => moments[0]?.at ?? 0;
  const [newest] = histories.sort((a, b) => plannedAt(b) - plannedAt(a));
  if (!newest) throw new Error('The server has no meeting.');
  const played = newest.moments.filter(({ at }) => at < playedUntil);
  return { ...newest, moments: played.slice(0, played.findLastIndex(isOfPlay) + 1) };
}

/** False for what the server decides when the players close their connections. */
const isOfPlay = ({ facts }: MeetingHistory['moments'][number]): boolean =>
  facts.some(({ type }) => !/^(LeadAway|Unattended|OfferedAway|TurnFrozen)$/.test(type));

async function play(name: string, text: string): Promise<RehearsalResult> {
  const rehearsal = parseRehearsal(name, text);
  if (isFormatErrors(rehearsal)) throw new Error(JSON.stringify(rehearsal, null, 1));
  const result = await playRehearsal(rehearsal, host);
  playedUntil = Date.now();
  expect(result.failure).toBeUndefined();
  expect(result.ok).toBe(true);
  return result;
}

const timesAndIds =
  /^(start|end|doorsAt|at|until|since|turn|message|id|after|round|heard|used|mutedUntil|here)$/;

/** Without times, random ids and presence, which no ledger has; people by their keys. */
function comparable(value: unknown, keys: RehearsalKeys): unknown {
  if (typeof value === 'string') return keys.of(value);
  if (Array.isArray(value)) return value.map((each) => comparable(each, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const isPerson = key === 'id' && 'role' in value;
      if (timesAndIds.test(key) && !isPerson) return [[key, each === null ? null : '…']];
      return [[keys.of(key), comparable(each, keys)]];
    }),
  );
}
