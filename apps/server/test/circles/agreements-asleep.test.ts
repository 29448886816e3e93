/** Agreements of a circle that sleeps and wakes in between (AGR-1, AGR-2). */
import type { ClauseEdit, MeetingId, PersonId } from '@holdspace/core';
import type { CommandAnswer, WireCommand } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { promised } from '../../src/ledger/command-reply.ts';
import { circleId, sessionOf } from '../realtime/seeded-circle.ts';
import { advance, onClock } from '../simulation/fake-clock.ts';
import {
  minute,
  prepareCircle,
  type SleepNode,
  startSleepNode,
  unsharedStore,
  useSleepClock,
} from './sleep-fixture.ts';

const canary = 'canary under the second';
let asked = 0;

async function ask(node: SleepNode, name: string, command: WireCommand): Promise<void> {
  const circle = await onClock(node.circles.circle(circleId));
  const device = `device-of-${name}`;
  const who = { person: name as PersonId, session: sessionOf(name), device };
  const answer = promised<CommandAnswer>((reply) =>
    circle.handle(who, `command-${++asked}`, command as never, () => false, reply),
  );
  expect(await onClock(answer)).toMatchObject({ ok: true });
}

/** Everybody leaves, and nobody is needed for a while. */
async function fallAsleep(node: SleepNode, leaves: readonly (() => void)[]): Promise<void> {
  for (const leave of leaves) leave();
  await advance(10_000);
  expect(node.circles.loaded.size).toBe(0);
}

it('AGR-1 AGR-2 LED-12 who agreed to version 1 gets nothing of version 2 from a circle that slept', async () => {
  useSleepClock();
  const store = unsharedStore();
  await prepareCircle(store, { doorsLead: 10 * minute });
  const node = await startSleepNode(store);
  const first = [await node.connect('fern'), await node.connect('ben')];
  await ask(node, 'fern', { do: 'join', seat: 'sharer' });
  await ask(node, 'ben', { do: 'join', seat: 'sharer' });
  await ask(node, 'fern', { do: 'begin' });
  await ask(node, 'ben', { do: 'say', text: 'under the first' });
  await fallAsleep(node, first);

  // Over HTTP, while nobody is there.
  const circle = await onClock(node.ledgers.circle(circleId));
  const { version, clauses } = circle.state.agreements;
  const edits: ClauseEdit[] = [...clauses.map(({ id }) => ({ id })), { text: 'A new clause' }];
  const change = { do: 'change-agreements', clauses: edits, basedOn: version } as const;
  expect(await onClock(circle.handle(change, systemContext))).toMatchObject({ ok: true });
  await fallAsleep(node, []);
  const meeting = await onClock(node.ledgers.meeting(`m_${circleId}` as MeetingId));
  expect(meeting.state.agreements.version).toBe(2);

  const second = await node.connect('fern');
  await ask(node, 'fern', { do: 'agree', version: 2 });
  await ask(node, 'fern', { do: 'say', text: canary });
  await fallAsleep(node, [second]);

  const known = node.sent.get('ben')?.length ?? 0;
  const third = await node.connect('ben');
  await advance(1000);
  const seen = () => (node.sent.get('ben') ?? []).slice(known).join();
  expect(seen()).toContain('under the first');
  expect(seen()).toContain('A new clause');
  expect(seen()).not.toContain(canary);
  await fallAsleep(node, [third]);

  // Asleep again, and what they agreed to is kept: version and time.
  const fourth = await node.connect('ben');
  await ask(node, 'ben', { do: 'agree', version: 2 });
  await advance(1000);
  expect(seen()).toContain(canary);
  await fallAsleep(node, [fourth]);
  const woken = await onClock(node.ledgers.circle(circleId));
  expect(woken.state.members.get('ben' as PersonId)?.agreed).toMatchObject({ version: 2 });
  expect(node.failures).toEqual([]);
});
