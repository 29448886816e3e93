/**
 * A meeting that a rehearsal played is saved from its ledger, played again, and reaches the same
 * views. The server and the clients are real; ids and times are the only differences allowed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonId } from '@holdspace/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFormatErrors, parseRehearsal } from '../../rehearsal/src/format/parse-rehearsal.ts';
import { RehearsalEnvironment } from '../../rehearsal/src/runner/environment.ts';
import { signInOrganiser } from '../../rehearsal/src/runner/host.ts';
import { playRehearsal } from '../../rehearsal/src/runner/play-rehearsal.ts';
import type { RehearsalResult } from '../../rehearsal/src/runner/result.ts';
import { listMeetings, loadHistory, type MeetingHistory } from '../src/history/meeting-history.ts';
import { viewAfter } from '../src/history/person-views.ts';
import { PersonKeys } from '../src/rehearsal/person-keys.ts';
import { saveRehearsal } from '../src/rehearsal/rehearsal-text.ts';
import { openSource } from '../src/source/ledger-source.ts';

let folder: string;
let environment: RehearsalEnvironment;
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

const files = process.env.INSPECTOR_FILES?.split(',') ?? [
  'rnd-7-dropped-while-holding',
  'voi-1-the-ladder',
];

test.each(files)(
  '%s is saved from its ledger and played again',
  { timeout: 240_000 },
  async (file) => {
    const original = new URL(`../../../rehearsals/${file}.yaml`, import.meta.url);
    await play(`${file}.yaml`, await readFile(original, 'utf8'));
    const first = await newestHistory();
    const saved = saveRehearsal(first, endOfPlay(first));
    expect(saved.unexplained).toEqual([]);

    const { people } = await play('saved.yaml', saved.yaml);
    const second = await newestHistory();
    expect(second.meeting).not.toBe(first.meeting);
    const keys = new PersonKeys(second);
    for (const [i, person] of second.people.entries()) {
      const key = keys.of(person);
      const again = comparable(finalView(second, person), keys);
      // The views of both meetings by the projection of the core.
      const before = comparable(finalView(first, first.people[i]), new PersonKeys(first));
      expect([key, again]).toEqual([key, before]);
      // What the client of this person showed at the end is what the inspector shows.
      expect([key, comparable(people[key]?.view, keys)]).toEqual([key, again]);
    }
  },
);

function finalView(history: MeetingHistory, person: PersonId | undefined) {
  const end = history.moments[endOfPlay(history) - 1];
  return end && person ? viewAfter(end, person) : null;
}

/** The last commit before the players closed their connections. */
function endOfPlay({ moments }: MeetingHistory): number {
  const closing = /^(LeadAway|Unattended|OfferedAway|TurnFrozen|WaitingAway|Confirmed)$/;
  const isClosing = ({ facts }: (typeof moments)[number]) =>
    facts.every(({ type }) => closing.test(type));
  return moments.findLast((moment) => !isClosing(moment))?.version ?? 0;
}

/** With words, of the meeting that was planned last. */
async function newestHistory(): Promise<MeetingHistory> {
  const source = openSource(folder, {});
  const meetings = await listMeetings(source);
  const histories = await Promise.all(
    meetings.map(({ meeting }) => loadHistory(source, meeting, true)),
  );
  const plannedAt = ({ moments }: MeetingHistory) => moments[0]?.at ?? 0;
  const [newest] = histories.sort((a, b) => plannedAt(b) - plannedAt(a));
  if (!newest) throw new Error('The server has no meeting.');
  return newest;
}

async function play(name: string, text: string): Promise<RehearsalResult> {
  const rehearsal = parseRehearsal(name, text);
  if (isFormatErrors(rehearsal)) throw new Error(JSON.stringify(rehearsal, null, 1));
  const result = await playRehearsal(rehearsal, host);
  expect(result.failure).toBeUndefined();
  expect(result.ok).toBe(true);
  return result;
}

const timesAndIds =
  /^(start|end|doorsAt|at|until|since|turn|message|id|after|round|heard|used|mutedUntil)$/;

/** Without times and ids drawn at random; people by their keys. */
function comparable(value: unknown, keys: PersonKeys): unknown {
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
