/** The place page, seats and leaving for good over HTTP (RHY-6, RHY-7). */
import { type MeetingId, type PersonId, standingOf } from '@holdspace/core';
import type { CircleCardBody, SeatResponse } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, HttpVisitor, redeemedBody } from './http-fixture.ts';
import { hour, meetingOf, minute, PlaceMember, startOf, weeklyCircle } from './place-fixture.ts';

const seats = (answers: readonly SeatResponse[]) => answers.map(({ seat }) => seat);

describe('the place page', () => {
  it('RHY-7 has the next date, one’s seat and what comes after it, without entering', async () => {
    const { join, id } = await weeklyCircle();
    const ada = await join('Ada');
    const answer = await ada.place();
    expect(answer.headers['cache-control']).toBe('no-store');
    const place = await ada.placeBody();
    expect(place).toMatchObject({
      ...{ circle: id, name: 'Tuesdays', purpose: 'For carers', language: 'en' },
      ...{ zone: 'Europe/Berlin', state: 'open', viewer: 'member', seat: 'seat' },
      me: { member: ada.id, name: 'Ada', role: 'participant' },
      next: {
        ...{ id: meetingOf(1), start: '2026-03-03T18:00:00.000Z', local: '2026-03-03T19:00' },
        ...{ state: 'planned', doorsAt: '2026-03-03T17:50:00.000Z', open: false },
        ...{ inside: false, seat: 'seat', waitingPlace: null },
      },
      agreements: { version: 1, agreed: 1, changed: false },
      ...{ intention: null, feed: { exists: false, title: 'neutral' } },
    });
    expect(place.shelf[0]).toEqual(expect.objectContaining({ contact: 'tel:112' }));
    expect(place.coming).toHaveLength(6);
    expect(place.coming.map(({ local }) => local).slice(0, 5)).toEqual([
      ...['2026-03-01T19:30', '2026-03-10T19:00', '2026-03-17T19:00', '2026-03-24T19:00'],
      '2026-03-31T19:00',
    ]);
    expect(place).not.toHaveProperty('pausedUntil');
  });

  it('RHY-7 a return code leads to it on another device', async () => {
    const { fixture, invitation, id } = await weeklyCircle();
    const first = fixture.visitor();
    const { returnCode } = redeemedBody(await first.join(invitation, 'Ada'));
    const other = fixture.visitor();
    const back = redeemedBody(await other.redeem(returnCode ?? ''));
    expect((await new PlaceMember(other, back.circle, back.member).placeBody()).circle).toBe(id);
  });

  it('RHY-7 shows cancelled meetings with their sentence, also one before the next', async () => {
    const { join, ledger } = await weeklyCircle();
    const ada = await join('Ada');
    const [meeting, later] = [meetingOf(1), meetingOf(3)];
    await ledger.handle({ do: 'cancel-meeting', meeting, note: 'Ice' }, systemContext);
    await ledger.handle({ do: 'cancel-meeting', meeting: later, note: '' }, systemContext);
    const place = await ada.placeBody();
    expect(place.next).toMatchObject({ id: meetingOf(2), seat: 'seat' });
    const shown = place.coming.map(({ id, state, note, seat }) => [id, state, note, seat]);
    expect(shown).toContainEqual([meeting, 'cancelled', 'Ice', null]);
    expect(shown).toContainEqual([later, 'cancelled', undefined, null]);
  });

  it('RHY-7 tells of a move, a pause and the end', async () => {
    const { join, ledger } = await weeklyCircle();
    const ada = await join('Ada');
    const start = startOf(1) + hour;
    const meeting = meetingOf(1);
    await ledger.handle({ do: 'move-meeting', meeting, start, end: start + hour }, systemContext);
    expect((await ada.placeBody()).next).toMatchObject({
      ...{ id: meeting, state: 'moved', local: '2026-03-03T20:00' },
    });
    const until = startOf(3) - hour;
    await ledger.handle({ do: 'pause', until }, systemContext);
    const paused = await ada.placeBody();
    expect(paused).toMatchObject({
      ...{ state: 'paused', pausedUntil: new Date(until).toISOString() },
      next: { id: meetingOf(3), seat: 'seat' },
    });
    expect(paused.coming.map(({ id }) => id)).not.toContain(meetingOf(2));
    await ledger.handle({ do: 'resume' }, systemContext);
    const last = meetingOf(2);
    await ledger.handle({ do: 'end-circle', last, text: 'Thank you all' }, systemContext);
    const ending = await ada.placeBody();
    expect(ending).toMatchObject({ state: 'ending', closing: 'Thank you all' });
    expect(ending.coming.map(({ id }) => id)).not.toContain(meetingOf(3));
    await ledger.handle({ do: 'end-circle', last: null, text: 'Thank you all' }, systemContext);
    expect(await ada.placeBody()).toMatchObject({ state: 'ended', next: null, seat: null });
  });

  it('RHY-7 says that the doors are open to those who may go in', async () => {
    const { join, fixture, ledger } = await weeklyCircle();
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    await ada.place();
    fixture.clock.now = startOf(1) - 10 * minute;
    const { ledgers } = fixture.app.httpContext;
    const meeting = await ledgers.meeting(meetingOf(1));
    await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
    expect((await ada.placeBody()).next).toMatchObject({ open: true, state: 'running' });
    const exclusion = { do: 'exclude', until: null, everywhere: false } as const;
    await ledger.handle({ ...exclusion, member: ben.id as PersonId }, systemContext);
    const told = await ben.placeBody();
    expect(told).toMatchObject({ viewer: 'excluded', name: 'Tuesdays', purpose: '', next: null });
    expect(told).toMatchObject({ coming: [], seat: null, intention: null });
    expect(told.shelf.length).toBeGreaterThan(0);
    expect((await ben.choose(false)).statusCode).toBe(404);
  });

  it('PHA-5 who was in a meeting finds it until its aftercare is over', async () => {
    const { join, fixture, ledger } = await weeklyCircle();
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    await ada.place();
    fixture.clock.now = startOf(1) - 10 * minute;
    const { ledgers } = fixture.app.httpContext;
    const meeting = await ledgers.meeting(meetingOf(1));
    await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
    const actor = ada.id as PersonId;
    const standing = () => standingOf(ledger.state, ledger.words, actor);
    await meeting.handle({ do: 'join', seat: 'sharer' }, { ...systemContext, actor, standing });
    expect((await ada.placeBody()).next).toMatchObject({ inside: true, state: 'running' });
    expect((await ben.placeBody()).next).toMatchObject({ inside: false, open: true });
    fixture.clock.now = startOf(1) + 75 * minute;
    await meeting.handle({ do: 'due', what: 'end' }, systemContext);
    expect((await ada.placeBody()).next).toMatchObject({
      ...{ id: meetingOf(1), state: 'over', open: false, inside: true },
    });
    expect((await ben.placeBody()).next).toMatchObject({ id: meetingOf(2), inside: false });
  });

  it('AGR-2 says that the agreements changed, and gives nothing that was said since', async () => {
    const { join, organiser, id } = await weeklyCircle();
    const ada = await join('Ada');
    await organiser.ask('PATCH', `/api/circles/${id}`, { agreements: ['We rest on Sundays'] });
    const { agreements } = await ada.placeBody();
    expect(agreements).toEqual({ version: 2, agreed: 1, changed: true });
    // They keep their seat, and may say that they do not come.
    expect(await ada.seatAfter(false)).toMatchObject({ seat: 'not-this-time' });
    await ada.visitor.ask('POST', `/api/circles/${id}/agree`, { version: 2 });
    expect((await ada.placeBody()).agreements).toMatchObject({ agreed: 2, changed: false });
  });

  it('PHA-5 has the small thing from last time, for its own person alone', async () => {
    const { join, ledger } = await weeklyCircle();
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    const context = { ...systemContext, actor: ada.id as PersonId };
    await ledger.handle({ do: 'intend', text: 'Call my sister', meeting: null }, context);
    expect((await ada.placeBody()).intention).toEqual({ text: 'Call my sister', outcome: null });
    expect((await ben.place()).body).not.toContain('Call my sister');
  });

  it('RHY-7 is for members alone', async () => {
    const { fixture, organiser, id } = await weeklyCircle();
    const path = `/api/circles/${id}/place`;
    expect((await fixture.visitor().ask('GET', path)).statusCode).toBe(404);
    expect((await organiser.ask('GET', path)).statusCode).toBe(404);
    expect((await fixture.visitor().ask('GET', '/api/circles/unknown/place')).statusCode).toBe(404);
  });

  it('RHY-7 a circle without a rhythm has one too, without seats', async () => {
    const { fixture } = await weeklyCircle();
    const organiser = await fixture.organiser();
    const opened = await organiser.openCircle({ start: '2026-03-04T18:00:00Z' });
    const visitor = fixture.visitor();
    const { member } = redeemedBody(await visitor.join(opened.invitation.url, 'Ada'));
    const ada = new PlaceMember(visitor, opened.id, member);
    const place = await ada.placeBody();
    expect(place).toMatchObject({ zone: null, state: 'open', seat: null, coming: [] });
    expect(place.next).toMatchObject({ local: null, seat: null, state: 'planned' });
    const path = `/api/circles/${opened.id}/meetings/${place.next?.id}/seat`;
    const answer = await visitor.ask('PUT', path, { wanted: false });
    expect([answer.statusCode, errorBody(answer).code]).toEqual([409, 'no-seats']);
  });
});

describe('a seat over HTTP', () => {
  it('RHY-6 not this time moves the list up; taken back it is the last', async () => {
    const { join } = await weeklyCircle(2);
    const people = await Promise.all(['Ada', 'Ben', 'Cleo', 'Dov'].map(join));
    const [ada, , cleo, dov] = people as [PlaceMember, PlaceMember, PlaceMember, PlaceMember];
    expect((await dov.placeBody()).next).toMatchObject({ seat: 'waiting', waitingPlace: 2 });
    expect(await ada.seatAfter(false)).toEqual({ seat: 'not-this-time', waitingPlace: null });
    expect(await ada.seatAfter(false)).toEqual({ seat: 'not-this-time', waitingPlace: null });
    expect((await cleo.placeBody()).seat).toBe('seat');
    expect((await dov.placeBody()).next).toMatchObject({ seat: 'waiting', waitingPlace: 1 });
    expect(await ada.seatAfter(true)).toEqual({ seat: 'waiting', waitingPlace: 2 });
    expect(await ada.seatAfter(true)).toEqual({ seat: 'waiting', waitingPlace: 2 });
    // Another week has a list of its own.
    expect((await ada.placeBody()).coming[1]).toMatchObject({ seat: 'seat' });
    expect(await ada.seatAfter(true, 2)).toEqual({ seat: 'seat', waitingPlace: null });
  });

  it('RHY-6 LIM-1 an invited person hears that the seats are kept for others', async () => {
    const { join, fixture, invitation } = await weeklyCircle(2);
    const entrance = async () => {
      const answer = await fixture.visitor().look(invitation);
      return answer.json<{ card: CircleCardBody }>().card.entrance;
    };
    const ada = await join('Ada');
    await ada.place();
    fixture.clock.now = startOf(1) - 10 * minute;
    const meeting = await fixture.app.httpContext.ledgers.meeting(meetingOf(1));
    await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
    expect(await entrance()).toMatchObject({ isFull: false });
    const ben = await join('Ben');
    expect(await entrance()).toMatchObject({ isFull: true });
    await ben.leaveForGood();
    expect(await entrance()).toMatchObject({ isFull: false });
  });

  it('RHY-6 answers each wrong choice with what is right', async () => {
    const { join, fixture, ledger, id, facilitatorLink } = await weeklyCircle(2);
    const ada = await join('Ada');
    const problem = async (answer: ReturnType<PlaceMember['choose']>) => {
      const got = await answer;
      return [got.statusCode, errorBody(got).code];
    };
    const path = (meeting: string) => `/api/circles/${id}/meetings/${meeting}/seat`;
    const raw = (meeting: string, body: unknown) => ada.visitor.ask('PUT', path(meeting), body);
    expect(await problem(raw('m_unknown', { wanted: false }))).toEqual([404, 'not-here']);
    for (const body of [{}, { wanted: 'no' }, { wanted: false, who: 'p_1' }, []]) {
      expect(await problem(raw(meetingOf(1), body))).toEqual([400, 'invalid']);
    }
    const stranger = fixture.visitor();
    expect((await stranger.ask('PUT', path(meetingOf(1)), { wanted: false })).statusCode).toBe(404);
    const rowan = fixture.visitor();
    const { member } = redeemedBody(await rowan.join(facilitatorLink, 'Rowan'));
    const leads = new PlaceMember(rowan, id, member);
    expect(await problem(leads.choose(false))).toEqual([409, 'no-seats']);
    expect((await leads.placeBody()).seat).toBeNull();
    await ledger.handle({ do: 'cancel-meeting', meeting: meetingOf(2), note: '' }, systemContext);
    expect(await problem(ada.choose(false, 2))).toEqual([409, 'meeting-off']);
    fixture.clock.now = startOf(1) - 10 * minute;
    expect(await problem(ada.choose(false))).toEqual([409, 'doors-open']);
    expect((await ada.choose(true)).statusCode).toBe(200);
    await ledger.handle({ do: 'end-meeting', meeting: meetingOf(1) }, systemContext);
    expect(await problem(ada.choose(false))).toEqual([409, 'meeting-off']);
    await ada.visitor.ask('POST', '/api/sign-out', {});
    expect((await ada.choose(false)).statusCode).toBe(404);
  });

  it('RHY-6 many at once for one seat: one has it, whatever the node', async () => {
    const secret = 'a secret of both nodes, long enough for them';
    const environment = { HOLDSPACE_SECRET: secret };
    const { join, fixture, ledger, id } = await weeklyCircle(1, environment);
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, n) => join(`PlaceMember ${n}`)),
    );
    for (const each of people) await each.choose(false);
    const other = await fixture.anotherNode();
    const racing = people.map((each, n) => {
      const visitor = n % 2 === 0 ? each.visitor : new HttpVisitor(other.app);
      for (const [name, value] of each.visitor.jar) visitor.jar.set(name, value);
      return new PlaceMember(visitor, id, each.id).seatAfter(true);
    });
    const answers = await Promise.all(racing);
    expect(seats(answers).filter((seat) => seat === 'seat')).toHaveLength(1);
    await ledger.catchUp();
    const places = await Promise.all(people.map((each) => each.placeBody()));
    expect(places.filter(({ seat }) => seat === 'seat')).toHaveLength(1);
    const waiting = places.flatMap(({ next }) => next?.waitingPlace ?? []);
    expect(waiting.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, n) => n + 1));
  });
});

describe('leaving for good over HTTP', () => {
  it('PRV-11 forgets the member without entering, and the browser is signed out', async () => {
    const { join, fixture, ledger, invitation, id } = await weeklyCircle(1);
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    const context = { ...systemContext, actor: ada.id as PersonId };
    await ledger.handle({ do: 'intend', text: 'Call my sister', meeting: null }, context);
    expect((await ben.placeBody()).seat).toBe('waiting');
    expect((await ada.leaveForGood()).statusCode).toBe(204);
    expect(ledger.state.members.has(ada.id as PersonId)).toBe(false);
    expect(ledger.state.leaving.size).toBe(0);
    expect([...ledger.words.values()].join()).not.toMatch(/Ada|sister/);
    expect((await ada.place()).statusCode).toBe(404);
    expect(ada.visitor.jar.size).toBe(0);
    expect((await ben.placeBody()).seat).toBe('seat');
    // They can come back by an invitation, as somebody new.
    const again = redeemedBody(await fixture.visitor().join(invitation, 'Ada'));
    expect(again.circle).toBe(id);
    expect(again.member).not.toBe(ada.id);
  });

  it('PRV-11 keeps the other circles of the browser', async () => {
    const { join, fixture } = await weeklyCircle();
    const ada = await join('Ada');
    const organiser = await fixture.organiser();
    const opened = await organiser.openCircle({ start: '2026-03-04T18:00:00Z' });
    const there = redeemedBody(await ada.visitor.join(opened.invitation.url, 'Ada'));
    await ada.leaveForGood();
    expect(
      (await new PlaceMember(ada.visitor, there.circle, there.member).place()).statusCode,
    ).toBe(200);
  });

  it('PRV-11 also who is excluded, or has not agreed, may leave; twice says so', async () => {
    const { join, ledger, organiser, id } = await weeklyCircle();
    const [ada, ben] = [await join('Ada'), await join('Ben')];
    const cookie = new Map(ada.visitor.jar);
    const member = ada.id as PersonId;
    await ledger.handle({ do: 'exclude', member, until: null, everywhere: false }, systemContext);
    await organiser.ask('PATCH', `/api/circles/${id}`, { agreements: ['We rest on Sundays'] });
    expect((await ada.leaveForGood()).statusCode).toBe(204);
    expect((await ben.leaveForGood()).statusCode).toBe(204);
    expect(ledger.state.members.get(member)).toMatchObject({ forgotten: true });
    for (const [name, value] of cookie) ada.visitor.jar.set(name, value);
    const again = await ada.leaveForGood();
    expect(again.statusCode).toBeLessThan(500);
    expect((await ben.leaveForGood()).statusCode).toBe(404);
  });

  it('PRV-11 needs the circle’s own page, and nothing beside it', async () => {
    const { join, id } = await weeklyCircle();
    const ada = await join('Ada');
    const path = `/api/circles/${id}/leave-for-good`;
    const elsewhere = { origin: 'https://elsewhere.example' };
    expect((await ada.visitor.ask('POST', path, {}, elsewhere)).statusCode).toBeGreaterThan(399);
    expect((await ada.visitor.ask('POST', path, { who: 'p_1' })).statusCode).toBe(400);
    expect((await ada.place()).statusCode).toBe(200);
  });
});

it('RHY-6 the address of a seat names a meeting of the circle alone', async () => {
  const { join, fixture } = await weeklyCircle();
  const ada = await join('Ada');
  const organiser = await fixture.organiser();
  const opened = await organiser.openCircle({ start: '2026-03-04T18:00:00Z' });
  const { ledgers } = fixture.app.httpContext;
  const other = await ledgers.circle(opened.id as never);
  const foreign = other.state.meetings[0]?.meeting as MeetingId;
  const path = `/api/circles/${(await ada.placeBody()).circle}/meetings/${foreign}/seat`;
  expect((await ada.visitor.ask('PUT', path, { wanted: false })).statusCode).toBe(404);
});
