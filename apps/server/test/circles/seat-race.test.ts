/**
 * Fifty members race for one seat on three nodes of one store (RHY-6). `SEAT_RACES` says how often;
 * a few times by default.
 */
import type { CircleId, MeetingId, PersonId } from '@holdspace/core';
import { ownSeatIn } from '@holdspace/core';
import { expect, it } from 'vitest';
import { chooseSeat, seatPlanOf } from '../../src/circles/seat-choice.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { newId, newSessionId } from '../../src/security/tokens.ts';
import { meetingOf, weeklyCircle } from '../http/place-fixture.ts';

const races = Number(process.env['SEAT_RACES'] ?? 3);
const racers = 50;
const meeting: MeetingId = meetingOf(1);

it(`RHY-6 ${racers} race for one seat on three nodes: one has it, ${races} times`, async () => {
  const secret = 'a secret of all nodes, long enough for them';
  const { fixture, id, ledger } = await weeklyCircle(1, { HOLDSPACE_SECRET: secret });
  const people = await addMembers(ledger);
  const nodes = [fixture, await fixture.anotherNode(), await fixture.anotherNode()];
  const ledgers = await Promise.all(
    nodes.map(({ app }) => app.httpContext.ledgers.circle(id as CircleId)),
  );
  const of = (n: number) => ledgers[n % ledgers.length] ?? ledger;
  const choose = (member: PersonId, n: number, wanted: boolean) =>
    chooseSeat(of(n), { meeting, member, wanted, begun: false });
  for (let race = 0; race < races; race++) {
    await Promise.all(people.map((member, n) => choose(member, n, false)));
    const answers = await Promise.all(people.map((member, n) => choose(member, n + race, true)));
    expect(answers.filter((answer) => 'refused' in answer)).toEqual([]);
    await Promise.all(ledgers.map((each) => each.catchUp()));
    const seated = ledgers.map((each) =>
      people.filter((member) => ownSeatIn(seatPlanOf(each, meeting), member) === 'seat'),
    );
    expect(seated[0]).toHaveLength(1);
    // All nodes name the same one, and the others wait in one order.
    expect(new Set(seated.map(([winner]) => winner)).size).toBe(1);
    const waiting = ledgers.map((each) => seatPlanOf(each, meeting)?.waiting.join());
    expect(new Set(waiting).size).toBe(1);
    expect(seatPlanOf(of(0), meeting)?.waiting).toHaveLength(racers - 1);
  }
}, 600_000);

type Ledger = Awaited<ReturnType<typeof weeklyCircle>>['ledger'];

async function addMembers(ledger: Ledger): Promise<readonly PersonId[]> {
  const people = Array.from({ length: racers }, () => newId<PersonId>('p'));
  for (const [n, fresh] of people.entries()) {
    const hash = `hash ${n}`;
    const expires = Number.MAX_SAFE_INTEGER;
    const link = {
      link: newId<never>('l'),
      hash,
      role: 'participant',
      label: '',
      uses: 1,
    } as const;
    await ledger.handle({ do: 'invite', ...link, expires }, systemContext);
    const session = { session: newSessionId(), until: expires, mark: null };
    const by = { hash, browser: null, signedIn: null, excluded: false, replaces: null };
    const redeemed = { do: 'redeem', ...by, fresh, name: `Member ${n}`, session } as const;
    await ledger.handle({ ...redeemed, code: `code ${n}`, unlimited: true }, systemContext);
  }
  return people;
}
