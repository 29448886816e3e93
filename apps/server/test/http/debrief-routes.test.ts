import {
  type CircleId,
  deskViewOf,
  type MeetingId,
  memberOfStaff,
  type PersonId,
  type Standing,
  standingOf,
} from '@holdspace/core';
import type { DebriefBody, OwnDebrief } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { meetingLedger } from '../../src/circles/meeting-ledgers.ts';
import { PersonalData } from '../../src/circles/personal-data.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { type Carer, hour, refusalOf, startCoverFixture } from './cover-fixture.ts';
import { addStaff } from './staff-fixture.ts';

/** A meeting with ada and ben as its facilitators, which is over; with a removal when it was hard. */
async function startAfterMeeting({ hard = true, before = -1 } = {}) {
  const fixture = await startCoverFixture(2);
  const { house, circle, ledger, meeting, carer } = fixture;
  const { ledgers } = house.app;
  const [ada, ben, cleo] = [
    await carer('Ada', true),
    await carer('Ben', true),
    await carer('Cleo', true),
  ];
  house.clock.now += 2 * hour - 60_000;
  const [planned] = ledger.state.meetings;
  if (!planned) throw new Error('The circle has no meeting.');
  const held = await meetingLedger(ledgers, ledger.state, planned);
  for (const each of [ada, ben]) {
    const member = memberOfStaff(ledger.state, each.id as never);
    if (member === null) throw new Error('They did not come into the circle.');
    const context = {
      ...{ actor: member, id: null, writes: true, present: () => 'here' as const },
      standing: () => standingOf(ledger.state, ledger.words, member),
    };
    const joined = await held.handle({ do: 'join', seat: 'sharer' } as never, context);
    expect(joined).toEqual({ ok: true });
  }
  house.clock.now += hour;
  await ledger.handle({ do: 'end-meeting', meeting: meeting as MeetingId }, systemContext);
  const desk = await ledgers.desk(circle as CircleId);
  const about = { receipt: 'x_1', person: 'p_1', kind: hard ? 'remove' : 'warn', by: 'p_2' };
  const removedAt = before < 0 ? house.clock.now - 60_000 : planned.start - before;
  const said = { reason: 'safety', note: 'x', names: { person: 'P', by: 'Q' } };
  await desk.handle(
    { do: 'file-receipt', ...about, ...said, at: removedAt } as never,
    systemContext,
  );
  house.clock.now += hour;
  const path = `/api/circles/${circle}/meetings/${meeting}/debrief`;
  return {
    ...{ ...fixture, ada, ben, cleo, desk, path },
    join: ({ visitor }: Carer, body: object = {}) => visitor.ask('PUT', path, body),
    write: ({ visitor }: Carer, text: string) => visitor.ask('POST', `${path}/entries`, { text }),
    read: ({ visitor }: Carer) => visitor.ask('GET', path),
    offers: async ({ visitor }: Carer) =>
      (await visitor.ask('GET', '/api/house/me/debriefs')).json<OwnDebrief[]>(),
  };
}

/** What the runtime of a circle does for one's own data; its sockets are not needed here. */
const personalDataOf = ({
  ledger,
  desk,
  house,
}: Pick<Awaited<ReturnType<typeof startAfterMeeting>>, 'ledger' | 'desk' | 'house'>) =>
  new PersonalData({
    ...{ ledgers: house.app.ledgers, circle: ledger, desk, barrier: { isPassed: true } as never },
    replica: {
      standingOf: (person: PersonId) => standingOf(ledger.state, ledger.words, person),
      deskViewOf: (standing: Standing) => deskViewOf(desk.state, desk.words, standing),
      intentionOf: () => null,
      agreedTextOf: () => null,
    } as never,
  });

describe('talking a hard meeting over', () => {
  it('CVR-5 is offered to those who carried it, after a removal, and to nobody after another meeting', async () => {
    const { ada, ben, cleo, offers, meeting, circle } = await startAfterMeeting();
    const offer = { id: meeting, circle, name: 'Tuesdays', joined: false, onCall: 'none' };
    for (const each of [ada, ben]) expect(await offers(each)).toMatchObject([offer]);
    expect(await offers(cleo)).toEqual([]);
    const calm = await startAfterMeeting({ hard: false });
    expect(await calm.offers(calm.ada)).toEqual([]);
    expect((await calm.join(calm.ada)).statusCode).toBe(404);
  });

  it('CVR-5 is offered too where the doors were opened early, and somebody was removed then', async () => {
    const early = await startAfterMeeting({ before: hour });
    expect(await early.offers(early.ada)).toMatchObject([{ id: early.meeting, joined: false }]);
    const otherDay = await startAfterMeeting({ before: 5 * hour });
    expect(await otherDay.offers(otherDay.ada)).toEqual([]);
  });

  it('CVR-5 is read by those alone who said yes, organisers neither', async () => {
    const { ada, ben, cleo, organiser, path, join, write, read } = await startAfterMeeting();
    expect((await write(ada, 'canary one')).statusCode).toBe(404);
    expect((await join(ada)).json<DebriefBody>()).toMatchObject({ joined: true, entries: [] });
    expect((await write(ada, 'canary one')).statusCode).toBe(200);
    expect((await read(ben)).statusCode).toBe(404);
    for (const method of ['GET', 'PUT'] as const) {
      expect(
        (await organiser.ask(method, path, method === 'PUT' ? {} : undefined)).statusCode,
      ).toBe(404);
    }
    for (const each of [cleo]) expect((await join(each)).statusCode).toBe(404);
    const said = (await join(ben)).json<DebriefBody>();
    expect(said.entries).toMatchObject([{ by: 'Ada', mine: false, text: 'canary one' }]);
    expect(said.people).toEqual(['Ada', 'Ben']);
    expect(refusalOf(await write(ben, ' '))).toMatchObject({ status: 400, code: 'empty' });
    expect((await write(ben, 'x'.repeat(8000))).statusCode).toBe(400);
    const desk = await organiser.ask('GET', path.replace(/\/meetings.*/, '/desk'));
    const record = await organiser.ask('GET', '/api/house/record');
    for (const answer of [desk, record]) {
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toContain('canary');
      expect(answer.body).not.toContain('debrief');
    }
  });

  it('CVR-5 can be with somebody on call, the first who says yes', async () => {
    const { ada, house, organiser, join, write, read, offers } = await startAfterMeeting();
    const onCall = await addStaff({ house, organiser }, ['on-call']);
    const second = await addStaff({ house, organiser }, ['on-call']);
    expect(await offers(onCall)).toEqual([]);
    expect((await join(onCall)).statusCode).toBe(404);
    await join(ada, { onCall: true });
    await write(ada, 'It was hard.');
    expect(await offers(onCall)).toMatchObject([{ asOnCall: true, joined: false, people: [] }]);
    expect((await read(onCall)).statusCode).toBe(404);
    const said = (await join(onCall)).json<DebriefBody>();
    expect(said.entries).toMatchObject([{ by: 'Ada', text: 'It was hard.' }]);
    expect(await offers(second)).toEqual([]);
    expect((await join(second)).statusCode).toBe(404);
    expect(await offers(ada)).toMatchObject([{ onCall: 'joined' }]);
    await organiser.ask('DELETE', `/api/house/staff/${onCall.id}`);
    expect((await read(onCall)).statusCode).toBe(404);
    expect(await offers(second)).toMatchObject([{ asOnCall: true }]);
  });

  it('PRV-4 who wrote there erases their own words, and those of others stay', async () => {
    const fixture = await startAfterMeeting();
    const { ada, ben, cleo, desk, join, write, read, path, house, organiser } = fixture;
    const onCall = await addStaff({ house, organiser }, ['on-call']);
    await join(ada, { onCall: true });
    await join(ben);
    await join(onCall);
    for (const [each, text] of [
      [ada, 'canary one'],
      [ben, 'canary two'],
      [onCall, 'three'],
    ] as const) {
      await write(each, text);
    }
    const erase = ({ visitor }: Carer) => visitor.ask('DELETE', `${path}/entries`);
    expect((await erase(cleo)).statusCode).toBe(404);
    const textsOf = (answer: { json<T>(): T }) =>
      answer.json<DebriefBody>().entries.map(({ text, mine }) => [text, mine]);
    expect(textsOf(await erase(onCall))).toEqual([
      ['canary one', false],
      ['canary two', false],
      ['', true],
    ]);
    expect((await erase(onCall)).statusCode).toBe(200);
    expect(textsOf(await erase(ben))).toEqual([
      ['canary one', false],
      ['', true],
      ['', false],
    ]);
    expect([...desk.words.values()]).not.toContain('canary two');
    expect([...desk.words.values()]).toContain('canary one');
    await write(ben, 'After all.');
    expect(textsOf(await read(ada)).at(-1)).toEqual(['After all.', false]);
  });

  it('PRV-4 PRV-11 is in the export of its writer alone, and goes with “erase mine” and “forget me”', async () => {
    const fixture = await startAfterMeeting();
    const { ada, ben, circle, desk, join, write, ledger } = fixture;
    for (const [each, text] of [
      [ada, 'canary one'],
      [ben, 'canary two'],
    ] as const) {
      await join(each);
      await write(each, text);
    }
    const data = personalDataOf(fixture);
    const memberOf = ({ id }: Carer) =>
      memberOfStaff(ledger.state, id as never) ?? ('' as PersonId);
    const exported = async (each: Carer) => {
      const answer = await data.export(memberOf(each));
      return 'mine' in answer ? answer.mine.debriefs?.map(({ text }) => text) : answer;
    };
    expect(await exported(ada)).toEqual(['canary one']);
    expect(await exported(ben)).toEqual(['canary two']);
    await data.erase(memberOf(ben), {
      id: null,
      actor: memberOf(ben),
      writes: true,
      present: () => 'here',
    });
    expect(await exported(ben)).toEqual([]);
    expect(await exported(ada)).toEqual(['canary one']);
    const left = await ada.visitor.ask('POST', `/api/circles/${circle}/leave-for-good`, {});
    expect(left.statusCode, left.body).toBe(204);
    expect([...desk.words.values()].join()).not.toContain('canary');
  });

  it('CVR-5 is erased with the desk, and the offer ends after a fortnight', async () => {
    const { ada, ben, house, desk, join, write, read, offers } = await startAfterMeeting();
    await join(ada);
    await write(ada, 'It was hard.');
    house.clock.now += 15 * 24 * hour;
    expect(await offers(ben)).toEqual([]);
    expect((await read(ada)).json<DebriefBody>().entries).toHaveLength(1);
    house.clock.now += 16 * 24 * hour;
    await desk.handle({ do: 'due', what: 'words-over' }, systemContext);
    expect([...desk.words.values()]).not.toContain('It was hard.');
    expect(await offers(ada)).toEqual([]);
    expect((await read(ada)).statusCode).toBe(404);
  });
});
