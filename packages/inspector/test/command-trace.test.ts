/**
 * The trace of commands in development: one line per command, with ids, names of commands,
 * outcomes and durations, and never with words or names of people.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { fileURLToPath } from 'node:url';
import { api, CookieJar, connect, linkTokenOf } from '@holdspace/client';
import { NodeProcess } from '@holdspace/cluster';
import type { ClientCommandName, PersonId } from '@holdspace/core';
import { commandNames } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { type CommandTrace, commandTraceChannel, traceCommand } from '@holdspace/server/inspector';
import { sampleCommand } from '@holdspace/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { traceLine } from '../src/trace/trace-line.ts';

const preload = new URL('../src/trace/print-commands.ts', import.meta.url);
const personName = 'Wilhelmina Quill';
/** Stands in every field that carries text. */
const words = 'marmalade confession';
const secrets = /wilhelmina|quill|marmalade|confession/i;

const output: string[] = [];
let server: NodeProcess;

beforeAll(async () => {
  server = await NodeProcess.start({
    env: {
      NODE_OPTIONS: `--import=${preload.href}`,
      HOLDSPACE_LIMITS: 'off',
      HOLDSPACE_LOG: 'info',
    },
    onLine: (line) => output.push(line),
  });
});
afterAll(() => server.stop());

test('PRV-5 the trace of all commands contains no words and no names', async () => {
  const { connection, person } = await enterAsFacilitator(server);
  const answers = new Map<string, unknown>();
  // Those that end the meeting or the membership come last.
  const last: readonly ClientCommandName[] = ['close', 'leave', 'forget-me'];
  const names = commandNames.filter((name) => !last.includes(name));
  for (const name of [...names, ...last]) {
    answers.set(name, await connection.send(commandWithWords(name, person)));
  }
  connection.close();
  const traced = () =>
    output.filter((line) => line.includes(` person ${person}`)).map((line) => line.split(/ {2,}/));
  // The lines come on a way of their own; a command without an answer for long is sent again.
  await expect
    .poll(() => [...new Set(traced().map(([, name]) => name))].sort())
    .toEqual([...commandNames].sort());
  for (const [, name, outcome, duration, circle, meeting] of traced()) {
    expect([name, expectedOutcome(answers.get(name ?? ''))]).toEqual([name, outcome]);
    expect(duration).toMatch(/^[\d.]+ ms$/);
    expect(circle).toMatch(/^circle \S+$/);
    expect(meeting).toMatch(/^meeting \S+$/);
  }
  expect(output.filter((line) => secrets.test(line))).toEqual([]);
  // The commands carried the words: some of them were accepted.
  expect(answers.get('say')).toEqual({ ok: true });
  expect(answers.get('back-channel')).toEqual({ ok: true });
});

test('PRV-5 the trace shows no text that a client puts where a name or an id belongs', () => {
  const traces: CommandTrace[] = [];
  const hear = (trace: unknown) => traces.push(trace as CommandTrace);
  subscribe(commandTraceChannel, hear);
  const person = 'p_1' as PersonId;
  const origin = () => ({ circle: null, meeting: null, person, device: `device ${words}` });
  for (const input of [{ do: words }, { do: 'say', text: words }, words, null, { [words]: 1 }]) {
    traceCommand(input, origin)({ invalid: `text: ${words}` });
  }
  unsubscribe(commandTraceChannel, hear);
  expect(traces.map(({ command }) => command)).toEqual([null, 'say', null, null, null]);
  expect(traces.map(({ outcome }) => outcome)).toEqual(Array(5).fill('invalid'));
  expect(traces.map(traceLine).join('\n')).not.toMatch(secrets);
});

test('PRV-5 a server without a subscriber builds no record', () => {
  let read = 0;
  const origin = () => {
    read += 1;
    return { circle: null, meeting: null, person: 'p_1' as PersonId, device: 'd_12345678' };
  };
  traceCommand({ do: 'leave' }, origin)({ ok: true });
  expect(read).toBe(0);
  expect(fileURLToPath(preload)).toContain('packages/inspector');
});

async function enterAsFacilitator({ url, organiserLink }: NodeProcess) {
  const organiser = api({ url, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf(organiserLink) });
  const start = new Date(Date.now() + 60_000).toISOString();
  const { id, facilitatorLink } = await organiser.openCircle({
    name: words,
    purpose: words,
    start,
  });
  const jar = new CookieJar();
  const token = linkTokenOf(facilitatorLink.url);
  const entered = await api({ url, jar }).redeem({ token, name: personName, agreed: true });
  const person = entered.kind === 'member' ? entered.member : '';
  return { connection: connect({ url, circle: id, cookie: jar.header }), person };
}

/** A command of this name with all its fields; texts carry the words. */
function commandWithWords(name: ClientCommandName, person: string): WireCommand {
  const { written } = sampleCommand(name, 'all');
  const withWords = JSON.stringify(written)
    .replaceAll('"Good evening."', JSON.stringify(words))
    .replaceAll('"heard"', JSON.stringify(words))
    .replaceAll('"p_1"', JSON.stringify(person));
  return JSON.parse(withWords);
}

const expectedOutcome = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'refused' in answer
    ? String(answer.refused)
    : (Object.keys(answer ?? {})[0] ?? '');
