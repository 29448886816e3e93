import type { CircleDetail } from '@holdspace/protocol';
import { codeWords } from '@holdspace/protocol/code-words';
import { describe, expect, it } from 'vitest';
import {
  errorBody,
  type HttpFixture,
  type HttpVisitor,
  redeemedBody,
  startHttpFixture,
} from './http-fixture.ts';

const day = 24 * 3_600_000;

async function joined(environment: Record<string, string> = {}) {
  const house = await startHttpFixture(environment);
  const organiser = await house.organiser();
  const opened = await organiser.openCircle();
  const owner = house.visitor();
  const { member, returnCode } = redeemedBody(await owner.join(opened.invitation.url, 'Cleo'));
  return { house, organiser, opened, owner, member, code: returnCode ?? '', circle: opened.id };
}

/** Another person with the very same cookies. */
function copyOf(house: HttpFixture, visitor: HttpVisitor): HttpVisitor {
  const copy = house.visitor();
  for (const [name, value] of visitor.jar) copy.jar.set(name, value);
  return copy;
}

const isIn = async (visitor: HttpVisitor, circle: string) =>
  (await visitor.ask('GET', `/api/circles/${circle}/card`)).statusCode === 200;
const sessions = async (visitor: HttpVisitor, circle: string) =>
  (await visitor.ask('GET', `/api/circles/${circle}/sessions`)).json();
const press = (visitor: HttpVisitor, circle: string, what: string, body: object = {}) =>
  visitor.ask('POST', `/api/circles/${circle}/${what}`, body);

describe('signing out', () => {
  it('KEY-2 ends what a copied cookie opened, and nobody else’s', async () => {
    const { house, owner, circle, code } = await joined();
    const phone = house.visitor();
    await phone.redeem(code);
    const thief = copyOf(house, owner);
    expect(await isIn(thief, circle)).toBe(true);
    expect((await owner.ask('POST', '/api/sign-out', {})).statusCode).toBe(204);
    expect(owner.jar.size).toBe(0);
    expect([await isIn(thief, circle), await isIn(phone, circle)]).toEqual([false, true]);
    const again = await press(thief, circle, 'return-code');
    expect([again.statusCode, errorBody(again).code]).toEqual([401, 'signed-out']);
  });

  it('KEY-2 of one circle leaves the others, and leaves nothing that the next one here is', async () => {
    const { organiser, owner, circle, opened } = await joined();
    const other = await organiser.openCircle();
    await owner.join(other.invitation.url, 'Cleo');
    await owner.ask('POST', '/api/sign-out', { circle });
    expect([await isIn(owner, circle), await isIn(owner, other.id)]).toEqual([false, true]);
    // The link that stands in this browser's history brings nobody back.
    expect((await owner.look(opened.invitation.url)).json().kind).toBe('circle');
    redeemedBody(await owner.join(opened.invitation.url, 'Dov'));
    const detail = (await organiser.ask('GET', `/api/circles/${circle}`)).json<CircleDetail>();
    expect(detail.people.map(({ name }) => name)).toEqual(['Cleo', 'Dov']);
  });

  it('KEY-2 answers 204 whatever comes: strange bodies, no limit, no cookie, no store', async () => {
    const { house, owner } = await joined({ HOLDSPACE_REQUESTS: '8' });
    for (let n = 0; n < 12; n++) await house.visitor().ask('GET', '/api/me');
    expect((await house.visitor().ask('GET', '/api/me')).statusCode).toBe(429);
    for (const body of ['"x"', '[]', '{"circle":7}', '{"other":1}', '']) {
      const answer = await house.visitor().ask('POST', '/api/sign-out', body);
      expect(answer.statusCode, body).toBe(204);
    }
    const { store } = house.app.ledgers;
    const append = store.append;
    store.append = () => Promise.reject(new Error('gone'));
    expect((await owner.ask('POST', '/api/sign-out', {})).statusCode).toBe(204);
    expect(owner.jar.size).toBe(0);
    store.append = append;
  });

  it('KEY-2 everywhere ends all devices with the reason, and keeps the code', async () => {
    const { house, owner, circle, code } = await joined();
    const phone = house.visitor();
    await phone.redeem(code);
    expect((await press(phone, circle, 'sign-out-everywhere')).statusCode).toBe(204);
    expect([await isIn(owner, circle), await isIn(phone, circle)]).toEqual([false, false]);
    expect((await owner.ask('GET', '/api/me')).json().ended).toEqual([
      { circle, why: 'everywhere' },
    ]);
    expect(errorBody(await press(owner, circle, 'return-code')).message).toContain('all devices');
    redeemedBody(await owner.redeem(code));
    const { notices } = await sessions(owner, circle);
    expect(notices.map(({ what }: { what: string }) => what)).toEqual(['code-used', 'everywhere']);
  });

  it('KEY-2 happens by itself when the time of a session is over', async () => {
    const { house, owner, circle } = await joined();
    house.clock.now += 89 * day;
    expect(await isIn(owner, circle)).toBe(true);
    house.clock.now += 2 * day;
    expect(await isIn(owner, circle)).toBe(false);
  });

  it('KEY-2 by the way out ends the sessions too', async () => {
    const { house, owner, circle } = await joined();
    const thief = copyOf(house, owner);
    await owner.ask('GET', '/leave');
    await expect.poll(() => isIn(thief, circle)).toBe(false);
  });
});

describe('where one is signed in', () => {
  it('KEY-3 is shown to its person alone, in days, with what other devices did', async () => {
    const { house, owner, circle, code } = await joined();
    expect(await sessions(owner, circle)).toEqual({
      sessions: [{ since: Date.parse('2026-03-01'), by: 'join', current: true }],
      ...{ notices: [], hasCode: true, mayMakeCode: true },
    });
    const phone = house.visitor();
    await phone.redeem(code);
    expect(await sessions(owner, circle)).toMatchObject({
      sessions: [
        { by: 'join', current: true },
        { by: 'code', current: false },
      ],
      notices: [{ what: 'code-used', at: Date.parse('2026-03-01') }],
    });
    expect(await sessions(phone, circle)).toMatchObject({ notices: [], mayMakeCode: 'not-yours' });
    const stranger = await house.visitor().ask('GET', `/api/circles/${circle}/sessions`);
    expect([stranger.statusCode, errorBody(stranger).code]).toEqual([404, 'not-here']);
  });
});

describe('a return code', () => {
  it('KEY-3 opens however it is typed', async () => {
    const { house, code, member } = await joined();
    const words = code.split(' ');
    for (const typed of [
      code.toUpperCase(),
      words.join(', '),
      words.join('-'),
      words.join(''),
      words.map((word) => word.slice(0, 4)).join(' '),
      `  ${words.join('\n')}. `,
    ]) {
      expect(redeemedBody(await house.visitor().redeem(typed)).member, typed).toBe(member);
    }
  });

  it('KEY-3 gets one answer for whatever is wrong with it, in like time', async () => {
    const { house, code, circle, owner } = await joined();
    const words = code.split(' ');
    const other = (word = '') => codeWords[(codeWords.indexOf(word) + 1) % 1024] ?? '';
    const wrong = [
      [...words.slice(0, 5), other(words[5])].join(' '),
      [other(words[0]), ...words.slice(1)].join(' '),
      words.slice(0, 5).join(' '),
      [...words, words[0]].join(' '),
      [...words].reverse().join(' '),
      'oak',
    ];
    await press(owner, circle, 'return-code');
    const answers = new Set<string>();
    for (const each of [...wrong, code]) {
      const since = performance.now();
      const { statusCode, body } = await house.visitor().redeem(each);
      answers.add(`${statusCode} ${body}`);
      expect(performance.now() - since, each).toBeGreaterThan(290);
    }
    expect([...answers]).toEqual([expect.stringMatching(/^404 .*link-not-open/)]);
  });

  it('KEY-3 that is right opens at once while a person guesses at the same address', async () => {
    const { house, code, member } = await joined();
    const guesses = Array.from({ length: 40 }, (_, n) =>
      house.visitor().redeem(Array(6).fill(codeWords[n]).join(' ')),
    );
    expect(redeemedBody(await house.visitor().redeem(code)).member).toBe(member);
    const since = performance.now();
    for (const answer of await Promise.all(guesses)) expect(answer.statusCode).toBe(404);
    expect(performance.now() - since).toBeGreaterThan(1000);
  });

  it('KEY-3 is kept as a keyed hash alone', async () => {
    const { house, code, circle } = await joined();
    const body = JSON.stringify(await house.app.ledgers.store.read(`circle:${circle}`, 0));
    const kept = JSON.stringify(await house.app.ledgers.store.read('house', 0));
    for (const text of [body, kept]) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.split(' ').slice(1, 3).join(' '));
    }
  });

  it('KEY-3 is given again to a browser that asks again, and not later', async () => {
    const { house, owner, opened, code } = await joined();
    expect(redeemedBody(await owner.redeem(opened.invitation.url)).returnCode).toBe(code);
    house.clock.now += 16 * 60_000;
    expect(redeemedBody(await owner.redeem(opened.invitation.url)).returnCode).toBeNull();
  });

  it('KEY-3 made again is given again to the same press, whose answer was lost', async () => {
    const { house, owner, circle } = await joined();
    const [before, thief] = [copyOf(house, owner), copyOf(house, owner)];
    const id = 'a-press-of-one-intent';
    const first = (await press(owner, circle, 'return-code', { id })).json();
    const again = await press(before, circle, 'return-code', { id });
    expect(again.json()).toEqual(first);
    expect(await isIn(before, circle)).toBe(true);
    expect((await press(thief, circle, 'return-code', { id: `${id}-other` })).statusCode).toBe(401);
  });

  it('KEY-3 in a browser of another member replaces that member', async () => {
    const { house, opened, circle, code, member } = await joined();
    const dov = house.visitor();
    await dov.join(opened.invitation.url, 'Dov');
    const copy = copyOf(house, dov);
    expect(redeemedBody(await dov.redeem(code)).member).toBe(member);
    const { circles } = (await dov.ask('GET', '/api/me')).json();
    expect(circles).toMatchObject([{ member, name: 'Cleo' }]);
    expect(await isIn(copy, circle)).toBe(false);
  });
});

describe('a thief', () => {
  it('KEY-3 with the code locks nobody out, and is ended by its owner', async () => {
    const { house, owner, circle, code } = await joined();
    const thief = house.visitor();
    await thief.redeem(code);
    const refused = await press(thief, circle, 'return-code');
    expect([refused.statusCode, errorBody(refused).code]).toEqual([409, 'not-yours']);
    await press(thief, circle, 'sign-out-everywhere');
    await thief.redeem(code);
    expect((await press(thief, circle, 'return-code')).statusCode).toBe(409);
    // The first device, with the code, is the first device again.
    redeemedBody(await owner.redeem(code));
    const { returnCode } = (await press(owner, circle, 'return-code')).json();
    expect(await isIn(thief, circle)).toBe(false);
    expect((await thief.redeem(code)).statusCode).toBe(404);
    expect(await isIn(owner, circle)).toBe(true);
    redeemedBody(await house.visitor().redeem(returnCode));
  });

  it('KEY-3 with a copied cookie is out with the next code that its owner makes', async () => {
    const { house, owner, circle, code } = await joined();
    const thief = copyOf(house, owner);
    await press(owner, circle, 'return-code');
    expect(await isIn(thief, circle)).toBe(false);
    for (const what of ['return-code', 'sign-out-everywhere']) {
      expect((await press(thief, circle, what)).statusCode).toBe(401);
    }
    expect((await thief.redeem(code)).statusCode).toBe(404);
    expect(await isIn(owner, circle)).toBe(true);
  });

  it('KEY-6 among the organisers makes no sign-in of a participant', async () => {
    const { organiser, circle, member } = await joined();
    const body = { role: 'participant', member };
    const answer = await organiser.ask('POST', `/api/circles/${circle}/links`, body);
    expect([answer.statusCode, errorBody(answer).fields?.member]).toEqual([
      400,
      expect.stringContaining('facilitators'),
    ]);
  });
});

describe('taking back', () => {
  it('KEY-4 the role of a facilitator ends sessions, code and links, and says why', async () => {
    const { house, organiser, opened, circle } = await joined();
    const fern = house.visitor();
    const first = redeemedBody(await fern.join(opened.facilitatorLink.url, 'Fern'));
    const body = { role: 'facilitator', member: first.member };
    const renewal = (await organiser.ask('POST', `/api/circles/${circle}/links`, body)).json();
    const path = `/api/circles/${circle}/people/${first.member}/remove-facilitator`;
    expect((await fern.ask('POST', path, {})).statusCode).toBe(404);
    expect((await organiser.ask('POST', path, {})).statusCode).toBe(204);
    expect((await fern.ask('GET', '/api/me')).json()).toMatchObject({
      ...{ circles: [], ended: [{ circle, why: 'not-facilitator' }] },
    });
    expect(errorBody(await press(fern, circle, 'return-code')).message).toContain('facilitator');
    for (const way of [first.returnCode ?? '', renewal.url]) {
      expect((await house.visitor().redeem(way)).statusCode).toBe(404);
    }
    const detail = (await organiser.ask('GET', `/api/circles/${circle}`)).json<CircleDetail>();
    expect(detail.people.find(({ name }) => name === 'Fern')?.role).toBe('participant');
  });

  it('KEY-4 an organiser ends with cookies and keys; the last one stays', async () => {
    const house = await startHttpFixture();
    const [ada, ben] = [await house.organiser(), await house.organiser()];
    const key = (await ben.ask('POST', '/api/house/keys', {})).json();
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key.key}` };
    expect((await program.ask('GET', '/api/circles')).statusCode).toBe(200);
    const list = (await ada.ask('GET', '/api/house/organisers')).json();
    expect(list).toMatchObject([{ since: house.clock.now, you: true }, { you: false }]);
    expect((await ada.ask('DELETE', `/api/house/organisers/${list[1].id}`)).statusCode).toBe(204);
    for (const gone of [ben, program]) {
      expect((await gone.ask('GET', '/api/circles')).statusCode).toBe(404);
    }
    const last = await ada.ask('DELETE', `/api/house/organisers/${list[0].id}`);
    expect([last.statusCode, errorBody(last).code]).toEqual([409, 'not-yours']);
    expect((await ada.ask('DELETE', '/api/house/organisers/nobody')).statusCode).toBe(404);
  });

  it('KEY-4 a key is revoked, and an organiser signs out everywhere', async () => {
    const house = await startHttpFixture();
    const ada = await house.organiser();
    const { id, key } = (await ada.ask('POST', '/api/house/keys', {})).json();
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key}` };
    const [me] = (await ada.ask('GET', '/api/house/organisers')).json();
    expect((await ada.ask('GET', '/api/house/keys')).json()).toEqual([
      {
        ...{ id, since: house.clock.now, by: me.id, name: '', scope: 'organise' },
        until: house.clock.now + 90 * day,
      },
    ]);
    expect((await ada.ask('DELETE', `/api/house/keys/${id}`)).statusCode).toBe(204);
    expect((await program.ask('GET', '/api/circles')).statusCode).toBe(404);
    expect((await ada.ask('DELETE', `/api/house/keys/${id}`)).statusCode).toBe(404);
    const thief = copyOf(house, ada);
    expect((await ada.ask('POST', '/api/house/sign-out-everywhere', {})).statusCode).toBe(204);
    for (const each of [ada, thief]) {
      expect((await each.ask('GET', '/api/circles')).statusCode).toBe(404);
    }
  });
});
