/**
 * A circle with its members and a meeting that is about to begin, as commands of its ledgers. Names
 * that begin with F facilitate.
 */
import type {
  CircleId,
  CircleSettings,
  LinkId,
  MeetingId,
  Millis,
  PersonId,
  Role,
  SessionId,
} from '@holdspace/core';
import { defaultSettings } from '@holdspace/core';
import { expect } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import type { Ledgers } from '../../src/ledger/ledgers.ts';

export const circleId = 'c_tuesday' as CircleId;

export interface SeedOptions {
  /** Durations in milliseconds. */
  readonly settings?: Partial<CircleSettings>;
  readonly people?: readonly string[];
}

/** Does nothing where the circle is already. */
export async function seedCircle(
  ledgers: Ledgers,
  id: CircleId,
  { settings = {}, people = ['Fern', 'Ben', 'Cleo', 'Dov'] }: SeedOptions = {},
): Promise<void> {
  const circle = await ledgers.circle(id);
  if (circle.version > 0) return;
  const house = await ledgers.house();
  await house.handle({ do: 'list-circle', circle: id }, systemContext);
  await circle.handle(
    {
      do: 'open',
      circle: id,
      name: 'Tuesday evening',
      purpose: '',
      agreements: [],
      settings: { ...defaultSettings, admit: 'everyone', ...settings },
    },
    systemContext,
  );
  for (const name of people) await addMember(ledgers, id, name);
  const start = ledgers.store.now() + 60_000;
  await planMeetingInCircle(ledgers, id, `m_${id}`, start);
}

export async function planMeetingInCircle(
  ledgers: Ledgers,
  id: CircleId,
  meeting: string,
  start: Millis,
) {
  const circle = await ledgers.circle(id);
  const times = { start, end: start + 3_600_000 };
  const planned = { do: 'schedule', meeting: meeting as MeetingId, ...times } as const;
  expect(await circle.handle(planned, systemContext)).toEqual({ ok: true });
}

/** The session that a person came in by. */
export const sessionOf = (who: string) => `s_${who}` as SessionId;

export const member = (name: string) => name.toLowerCase() as PersonId;

async function addMember(ledgers: Ledgers, id: CircleId, name: string): Promise<void> {
  const circle = await ledgers.circle(id);
  const role: Role = name.startsWith('F') ? 'facilitator' : 'participant';
  const link = (kind: string) => ({
    link: `l_${kind}_${name}` as LinkId,
    hash: `${kind}-${name}`,
    expires: ledgers.store.now() + 1e9,
  });
  await circle.handle({ do: 'invite', role, label: '', uses: 1, ...link('in') }, systemContext);
  await circle.handle(
    {
      do: 'redeem',
      hash: `in-${name}`,
      browser: null,
      signedIn: null,
      fresh: member(name),
      name,
      session: { session: sessionOf(member(name)), until: ledgers.store.now() + 1e12, mark: null },
      code: `code-${name}`,
      replaces: null,
    },
    systemContext,
  );
}
