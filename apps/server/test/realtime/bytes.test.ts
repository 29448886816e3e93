/**
 * The bytes that one participant can make the server send to others have a bound, for every
 * command (LIM-4). `npm run bytes` writes the table of docs/bytes.md.
 */
import { writeFileSync } from 'node:fs';
import type { ClientCommand, ClientCommandName } from '@holdspace/core';
import { commandNamesFor, quotas } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { RateLimits } from '../../src/realtime/rate-limits.ts';
import { longText, measureTraffic } from './bytes.ts';
import { type BytesRow, bytesPage } from './bytes-table.ts';

/** Of one connection of another person, in any minute. */
const bound = 256 * 1024;
/** When a newcomer's messages wait for a facilitator, each one resets the facilitators' page. */
const boundWhereHeld = 1024 * 1024;

const minute = 60_000;

/**
 * How many of these the limits of the realtime server let through in a minute that begins rested.
 */
function mostInAMinute(command: ClientCommand): number {
  let now = 0;
  const limits = new RateLimits(true, () => now);
  let taken = 0;
  for (; now < minute; now += 50) {
    const may = () =>
      RateLimits.isQueued(command)
        ? limits.queueDelay('ben', command) === 0
        : limits.allowCommand('ben', command);
    while (may()) taken++;
  }
  return taken;
}

/** The desk's own quota, where it lets fewer through than the realtime server. */
function atDesk(name: ClientCommandName, text: number): number {
  if (!['ask-help', 'note', 'report', 'appeal'].includes(name)) return Number.POSITIVE_INFINITY;
  const quota = quotas.usual[name === 'ask-help' ? 'help' : 'words'];
  return Math.min(quota.perMinute, Math.floor(quota.bytesPerHour / Math.max(1, text)));
}

const rows: BytesRow[] = [];

async function measure(name: ClientCommandName, held = false): Promise<BytesRow> {
  const effect = await measureTraffic(name, held);
  const fields = effect.text > 0 ? { text: longText } : {};
  const limited = mostInAMinute({ do: name, ...fields } as ClientCommand);
  // Four in a minute wait for a facilitator, whatever else is let through; who is forgotten was
  // a member once.
  const once = name === 'forget-me' ? 1 : Number.POSITIVE_INFINITY;
  const accepted = held ? 4 : Math.min(limited, atDesk(name, effect.text), once);
  const row = { name: held ? `${name}, held` : name, accepted, ...effect };
  rows.push(row);
  return row;
}

describe('bytes that one participant makes the server send to others', () => {
  // `answer` is refused without a thread of one's own, and measured with the desk.
  const names = commandNamesFor('member').filter((name) => name !== 'answer');
  for (const name of names) {
    it(`LIM-4 ${name} stays within the bound, to a facilitator and to a participant`, async () => {
      const { facilitator, participant, accepted } = await measure(name);
      expect(accepted).toBeGreaterThan(0);
      expect(facilitator * accepted, `${facilitator} B × ${accepted}`).toBeLessThan(bound);
      expect(participant * accepted, `${participant} B × ${accepted}`).toBeLessThan(bound);
    });
  }

  for (const name of ['say', 'take-back', 'erase-mine'] as const) {
    it(`LIM-4 VOI-10 ${name} does too, where a newcomer’s words wait`, async () => {
      const { facilitator, participant, accepted } = await measure(name, true);
      expect(facilitator * accepted, `${facilitator} B`).toBeLessThan(boundWhereHeld);
      expect(participant * accepted).toBeLessThan(bound);
    });
  }

  it('LIM-4 short texts are bounded as long ones are', () => {
    const envelope = 400;
    expect(mostInAMinute({ do: 'say', text: 'x' }) * envelope).toBeLessThan(bound);
    expect(mostInAMinute({ do: 'say', text: longText })).toBeGreaterThan(5);
  });

  it('LIM-4 the table is written where it is asked for', () => {
    const file = process.env.HOLDSPACE_BYTES;
    if (file) writeFileSync(file, bytesPage(rows, { each: bound, held: boundWhereHeld }));
    expect(rows.length).toBeGreaterThan(0);
  });
});
