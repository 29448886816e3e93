/** 50 people say yes to one free place at once, on three nodes: one has it (CVR-2), 200 times. */
import type { CircleId, CoveredMeeting, LinkId, MeetingId, PersonId } from '@holdspace/core';
import { carersOf } from '@holdspace/core';
import { expect, it, onTestFinished } from 'vitest';
import { staffContext, systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { testCodec } from '../storage/sample-commits.ts';

const [people, rounds] = [50, 200];
const hour = 3_600_000;
const circle = 'tuesdays01' as CircleId;

it('CVR-2 of 50 racing yes on three nodes one has the place, 200 times', async () => {
  const store = createMemoryStore({ now: () => 1_000_000 });
  const failures: unknown[] = [];
  const nodes = Array.from({ length: 3 }, () =>
    createLedgers({ store, codec: testCodec, reportError: (error) => void failures.push(error) }),
  );
  onTestFinished(() => {
    for (const each of nodes) each.close();
  });
  const houses = await Promise.all(nodes.map((each) => each.house()));
  const [house] = houses;
  if (!house) throw new Error('There is no node.');
  await house.handle({ do: 'list-circle', circle }, systemContext);
  const staff = Array.from({ length: people }, (_, n) => `o_${n}` as PersonId);
  for (const [n, each] of staff.entries()) {
    const added = { staff: each, name: `Name ${n}`, roles: ['facilitator'] as const };
    const link = { link: `l_${n}` as LinkId, hash: `h_${n}`, expires: 9e9 };
    await house.handle({ do: 'add-staff', ...added, circles: [circle], ...link }, systemContext);
  }
  await Promise.all(houses.map((each) => each.catchUp()));
  const winners = new Map<PersonId, number>();
  for (let round = 0; round < rounds; round++) {
    // One after the other: who has one place can have the next too.
    const start = 1_000_000 + (100 + round) * 2 * hour;
    const asked: CoveredMeeting = {
      ...{ circle, meeting: `g_${round}` as MeetingId, start, end: start + hour },
      ...{ wanted: 1, regular: { staff: [], guests: [] } },
    };
    // Another one presses first each time, on another node.
    const inOrder = [...staff.slice(round % people), ...staff.slice(0, round % people)];
    const answers = await Promise.all(
      inOrder.map((each, n) => {
        const node = houses[(n + round) % houses.length] ?? house;
        return node.handle({ do: 'cover', staff: each, asked, own: [] }, staffContext(node, each));
      }),
    );
    const said = inOrder.filter((_, n) => 'ok' in (answers[n] ?? {}));
    const refused = answers.flatMap((each) => ('refused' in each ? [each.refused] : []));
    expect(said).toHaveLength(1);
    expect(refused).toEqual(Array.from({ length: people - 1 }, () => 'full'));
    await Promise.all(houses.map((each) => each.catchUp()));
    for (const each of houses) expect(carersOf(each.state, asked).yes).toEqual(said);
    const [winner] = said;
    if (winner) winners.set(winner, (winners.get(winner) ?? 0) + 1);
  }
  // Who is first is not always the same one.
  expect(winners.size).toBeGreaterThan(1);
  expect(failures).toEqual([]);
}, 120_000);
