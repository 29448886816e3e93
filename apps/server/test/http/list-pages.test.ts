/** Lists over HTTP: pages with the address of the next one, filters, and who sees what. */
import type { CirclePerson, CircleSummary, StaffList } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { staffContext, systemContext } from '../../src/ledger/command-context.ts';
import { startCoverFixture } from './cover-fixture.ts';
import { errorBody, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { addStaff, startStaffFixture } from './staff-fixture.ts';

const secret = 'a secret of this test, long enough for it';

/** Goes through all pages by their links. */
async function allPages<Item>(visitor: HttpVisitor, address: string): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let next: string | undefined = address; next !== undefined; ) {
    const response = await visitor.ask('GET', next);
    expect(response.statusCode).toBe(200);
    pages.push(response.json<Item[]>());
    next = /^<([^>]+)>; rel="next"$/.exec(String(response.headers.link ?? ''))?.[1];
    expect(pages.length).toBeLessThan(20);
  }
  return pages;
}

const names = (page: readonly { readonly name: string }[]) => page.map(({ name }) => name);

describe('GET /api/circles', () => {
  it('answers with pages, each with the address of the next', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    for (let n = 0; n < 7; n++) await organiser.openCircle({ name: `Circle ${n}` });
    const pages = await allPages<CircleSummary>(organiser, '/api/circles?limit=3');
    expect(pages.map(names)).toEqual([
      ['Circle 0', 'Circle 1', 'Circle 2'],
      ['Circle 3', 'Circle 4', 'Circle 5'],
      ['Circle 6'],
    ]);
    const whole = await organiser.ask('GET', '/api/circles');
    expect(whole.json()).toEqual(pages.flat());
    expect(whole.headers.link).toBeUndefined();
    const found = await allPages<CircleSummary>(organiser, '/api/circles?q=circle&limit=4');
    expect(found.map(({ length }) => length)).toEqual([4, 3]);
  });

  it('names what is wrong with a request for a page, and what would be right', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    await organiser.openCircle();
    for (const [query, field, sentence] of [
      ['limit=0', 'limit', 'At least 1.'],
      ['limit=501', 'limit', 'At most 500.'],
      ['limit=many', 'limit', 'Needs to be a whole number.'],
      ['limit=1.5', 'limit', 'Needs to be a whole number.'],
      ['order=name', 'order', 'One of: opened, meeting.'],
      ['before=x', 'before', 'There is no such field.'],
      [`q=${'x'.repeat(101)}`, 'q', 'At most 100 characters.'],
      ['after=nowhere', 'after', expect.stringContaining('from its beginning')],
      ['after=', 'after', expect.stringContaining('from its beginning')],
    ] as const) {
      const response = await organiser.ask('GET', `/api/circles?${query}`);
      expect([query, response.statusCode]).toEqual([query, 400]);
      expect(errorBody(response).fields).toEqual({ [field]: sentence });
    }
  });

  it('STF-6 has phase and counts of a meeting, and nothing of its people', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id } = await organiser.openCircle();
    const read = async () =>
      (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>()[0]?.meeting;
    expect(await read()).toMatchObject({ phase: 'scheduled', present: 0, waiting: 0 });
    const circle = await house.app.ledgers.circle(id as never);
    const [planned] = circle.state.meetings;
    if (!planned) throw new Error('no meeting is planned');
    const meeting = await house.app.ledgers.meeting(planned.meeting);
    house.clock.now = planned.start - 60_000;
    await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
    expect(await read()).toEqual({
      ...{ start: planned.start, end: planned.end, phase: 'doors', present: 0, waiting: 0 },
      ...{ covered: 0, wanted: 2 },
    });
  });

  it('CVR-1 has how many carry the next meeting, and how many it wants, with each answer', async () => {
    const { house, organiser, circle, carer, say, takeBack } = await startCoverFixture();
    const other = await house.anotherNode();
    const there = other.visitor();
    for (const [name, value] of organiser.jar) there.jar.set(name, value);
    const read = async () => {
      const [listed] = (await there.ask('GET', '/api/circles')).json<CircleSummary[]>();
      const shown = (await organiser.ask('GET', `/api/circles/${circle}`)).json<CircleSummary>();
      expect(listed?.meeting).toEqual(shown.meeting);
      return [listed?.meeting?.covered, listed?.meeting?.wanted];
    };
    expect(await read()).toEqual([0, 2]);
    const ada = await carer('Ada', true);
    expect(await read()).toEqual([1, 2]);
    const dov = await carer('Dov');
    await say(dov, 'yes');
    expect(await read()).toEqual([2, 2]);
    await say(ada, 'cant');
    await takeBack(dov);
    expect(await read()).toEqual([0, 2]);
    await organiser.ask('PATCH', `/api/circles/${circle}`, { settings: { carers: 1 } });
    expect(await read()).toEqual([0, 1]);
    await takeBack(ada);
    expect(await read()).toEqual([1, 1]);
    await organiser.ask('DELETE', `/api/house/staff/${ada.id}`);
    expect(await read()).toEqual([0, 1]);
  });

  it('CVR-1 says nothing of the cover of a meeting that is over', async () => {
    const { organiser, house, ledger, meeting } = await startCoverFixture(1);
    const { end } = ledger.state.meetings[0] ?? { end: 0 };
    house.clock.now = end + 1;
    await ledger.handle({ do: 'end-meeting', meeting: meeting as never }, systemContext);
    const [listed] = (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>();
    expect(listed?.meeting).toMatchObject({ end });
    expect(listed?.meeting).not.toHaveProperty('covered');
    expect(listed?.meeting).not.toHaveProperty('wanted');
  });

  it('STF-1 a facilitator pages through their own circles, and no cursor shows others', async () => {
    const fixture = await startStaffFixture();
    const { organiser } = fixture;
    const circles = [];
    for (let n = 0; n < 5; n++) {
      circles.push((await organiser.openCircle({ name: `Circle ${n}` })).id);
    }
    const own = circles.filter((_, n) => n % 2 === 0);
    const { visitor } = await addStaff(fixture, ['facilitator'], own);
    const pages = await allPages<CircleSummary>(visitor, '/api/circles?limit=2');
    expect(pages.flat().map(({ id }) => id)).toEqual(own);
    const foreign = await visitor.ask('GET', `/api/circles?after=${circles[1]}`);
    const nowhere = await visitor.ask('GET', '/api/circles?after=nowhere');
    expect([foreign.statusCode, foreign.body]).toEqual([400, nowhere.body]);
    expect((await visitor.ask('GET', '/api/circles?q=Circle+1')).json()).toEqual([]);
  });

  it('shows on every node what another one changed', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const organiser = await house.organiser();
    const { id } = await organiser.openCircle({ name: 'Before' });
    const other = await house.anotherNode();
    const there = other.visitor();
    for (const [name, value] of organiser.jar) there.jar.set(name, value);
    expect(names((await there.ask('GET', '/api/circles')).json())).toEqual(['Before']);
    await organiser.ask('PATCH', `/api/circles/${id}`, { name: 'After' });
    expect(names((await there.ask('GET', '/api/circles')).json())).toEqual(['After']);
    const opened = await organiser.openCircle({ name: 'New' });
    const read = (await there.ask('GET', '/api/circles?q=new')).json<CircleSummary[]>();
    expect(read.map((each) => each.id)).toEqual([opened.id]);
  });
});

describe('other lists', () => {
  it('the people of a circle come in pages, and are found by name or link', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id, facilitatorLink, invitation } = await organiser.openCircle();
    await house.visitor().join(facilitatorLink.url, 'Rowan');
    for (const name of ['Ada', 'Ben', 'Cleo']) await house.visitor().join(invitation.url, name);
    const address = `/api/circles/${id}/people`;
    const pages = await allPages<CirclePerson>(organiser, `${address}?limit=2`);
    expect(pages.map(names)).toEqual([
      ['Rowan', 'Ada'],
      ['Ben', 'Cleo'],
    ]);
    const found = await allPages<CirclePerson>(organiser, `${address}?q=INVIT&limit=2`);
    expect(found.map(names)).toEqual([['Ada', 'Ben'], ['Cleo']]);
    expect((await organiser.ask('GET', `${address}?after=p_x`)).statusCode).toBe(400);
    expect((await house.visitor().ask('GET', address)).statusCode).toBe(404);
  });

  it('the record of a circle comes in pages, in either order', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id } = await organiser.openCircle();
    const address = `/api/circles/${id}/record`;
    const whole = (await organiser.ask('GET', address)).json<{ what: string }[]>();
    expect(whole.length).toBeGreaterThan(2);
    for (const order of ['oldest', 'newest']) {
      const pages = await allPages(organiser, `${address}?limit=1&order=${order}`);
      const expected = order === 'oldest' ? whole : whole.toReversed();
      expect(pages).toEqual(expected.map((act) => [act]));
    }
    for (const after of ['x', '-1', '1.5', '9999', '']) {
      expect((await organiser.ask('GET', `${address}?after=${after}`)).statusCode).toBe(400);
    }
  });

  it('the staff come in pages, and are found by name; so are organisers and keys', async () => {
    const fixture = await startStaffFixture();
    const { organiser } = fixture;
    for (const name of ['Ben', 'Robin', 'Robin Two']) {
      const added = { name, roles: ['facilitator'], circles: [] };
      await organiser.ask('POST', '/api/house/staff', added);
    }
    const pages = await allPages<StaffList[number]>(organiser, '/api/house/staff?limit=2');
    expect(pages.map(({ length }) => length)).toEqual([2, 2]);
    const found = await allPages<StaffList[number]>(organiser, '/api/house/staff?q=robin&limit=1');
    expect(found.map(names)).toEqual([['Robin'], ['Robin Two']]);
    for (const list of ['organisers', 'keys']) {
      expect((await organiser.ask('GET', `/api/house/${list}?limit=1`)).statusCode).toBe(200);
      expect((await organiser.ask('GET', `/api/house/${list}?after=x`)).statusCode).toBe(400);
    }
  });

  it('STF-5 the house record is read from its end, block by block, in either order', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id: circle } = await organiser.openCircle();
    const ledger = await house.app.ledgers.house();
    const [staff] = ledger.state.staff.keys();
    if (!staff) throw new Error('there is no organiser');
    const note = { do: 'note-staff-act', what: 'plan-meeting', about: { circle } } as const;
    for (let n = 0; n < 2600; n++) {
      await ledger.handle(note, staffContext(ledger, staff));
    }
    type Entry = { seq: number };
    const address = '/api/house/record?limit=700';
    const newest = (await allPages<Entry>(organiser, `${address}&order=newest`)).flat();
    const oldest = (await allPages<Entry>(organiser, address)).flat();
    const seqs = oldest.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);
    // Each reading is an entry itself, so the later reading has more of them.
    expect(oldest.length).toBeGreaterThan(newest.length);
    const first = newest.at(-1)?.seq ?? 0;
    const upTo = newest[0]?.seq ?? 0;
    expect(newest.map(({ seq }) => seq).reverse()).toEqual(
      seqs.filter((seq) => seq >= first && seq <= upTo),
    );
    expect(first).toBe(seqs[0]);
  });
});
