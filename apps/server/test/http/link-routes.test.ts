import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CircleDetail, CreatedLink } from '@holdspace/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSupport } from '../../src/http/default-texts.ts';
import { cleanDisplayName } from '../../src/http/display-names.ts';
import { errorBody, lookedBody, redeemedBody, startHttpFixture, tokenOf } from './http-fixture.ts';

const organiserLinkLife = 25 * 3_600_000;

describe('coming in', () => {
  it('shows an organisation’s own sheet of support on the card', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdspace-links-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'support.json');
    const own = [{ name: 'Our helpline', detail: 'Day and night.', contact: 'tel:116123' }];
    writeFileSync(file, JSON.stringify(own));
    for (const [environment, shown] of [
      [{}, defaultSupport],
      [{ HOLDSPACE_SUPPORT_FILE: file }, own],
    ] as const) {
      const house = await startHttpFixture(environment);
      const opened = await (await house.organiser()).openCircle();
      const looked = lookedBody(await house.visitor().look(opened.invitation.url));
      expect(looked.card.support).toEqual(shown);
    }
  });

  it('shows the card before anything is used up, and lets in with a name and agreement', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle({ purpose: 'To be heard' });
    const guest = house.visitor();
    for (let i = 0; i < 3; i++) {
      const looked = lookedBody(await guest.look(opened.invitation.url));
      expect(looked).toMatchObject({ kind: 'circle', role: 'participant' });
      expect(looked.card).toMatchObject({ name: 'Tuesdays', purpose: 'To be heard' });
      expect(looked.card.agreements).toHaveLength(5);
      expect(looked.card.meeting).toMatchObject({ phase: 'scheduled' });
    }
    const missing = await guest.redeem(opened.invitation.url);
    expect(missing.statusCode).toBe(400);
    expect(Object.keys(errorBody(missing).fields ?? {})).toEqual(['name', 'agreed']);
    const redeemed = redeemedBody(await guest.join(opened.invitation.url, 'Cleo'));
    expect(redeemed).toMatchObject({ kind: 'member', circle: opened.id, role: 'participant' });
    const me = (await guest.ask('GET', '/api/me')).json();
    expect(me.circles).toEqual([
      {
        ...{ circle: opened.id, member: redeemed.member, role: 'participant', name: 'Cleo' },
        circleName: 'Tuesdays',
      },
    ]);
  });

  it('is the same membership when the same browser presses again', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const guest = house.visitor();
    const first = redeemedBody(await guest.join(opened.invitation.url, 'Cleo'));
    expect((await guest.look(opened.invitation.url)).json()).toEqual({ kind: 'return' });
    const second = redeemedBody(await guest.redeem(opened.invitation.url));
    expect(second.member).toBe(first.member);
    // Asked again because its answer may have been lost, the code is given once more.
    expect(second.returnCode).toBe(first.returnCode);
  });

  it('is one person when two presses of one browser race', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const guest = house.visitor();
    await guest.look(opened.invitation.url);
    const answers = await Promise.all(
      ['Cleo', 'Cleo', 'Cleo'].map((name) => guest.join(opened.invitation.url, name)),
    );
    expect(new Set(answers.map((answer) => redeemedBody(answer).member)).size).toBe(1);
    const detail = await organiser.ask('GET', `/api/circles/${opened.id}`);
    expect(detail.json<CircleDetail>().people).toHaveLength(1);
  });

  it('never lets in more than a link allows, with fifty at the door at once', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const body = { role: 'participant', uses: 7 };
    const link = (await organiser.ask('POST', `/api/circles/${opened.id}/links`, body)).json();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => house.visitor().join(link.url, `Guest ${n}`)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(7);
    const detail = await organiser.ask('GET', `/api/circles/${opened.id}`);
    expect(detail.json<CircleDetail>().people).toHaveLength(7);
  });
});

describe('names', () => {
  it('are shown without what cannot be seen', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const guest = house.visitor();
    await guest.join(opened.invitation.url, '\u202eAn\u200bna\u0000 e\u0301 ');
    expect((await guest.ask('GET', '/api/me')).json().circles[0].name).toBe('Anna é');
    for (const unseen of [
      '\u200b\u202e',
      '\u3164',
      '\u2800',
      '\u200d',
      '\u00ad',
      '\u0300',
      '\ufe0f',
    ]) {
      const answer = await house.visitor().join(opened.invitation.url, unseen);
      expect(Object.keys(errorBody(answer).fields ?? {}), unseen).toEqual(['name']);
    }
  });

  it('TXT-6 are kept whole in every script, and cover nobody else’s', () => {
    for (const name of ['נעמי', 'ن\u200cخ', '👩\u200d👩\u200d👧', 'Nguyễn', 'क्षि']) {
      expect(cleanDisplayName(name)).toBe(name.normalize('NFC'));
    }
    for (const name of ['สวัสดีที่นี่', 'مُحَمَّدٌ', 'ẹ\u0301kọ\u0301', 'बच्चों', 'שָׁלוֹם']) {
      expect(cleanDisplayName(name)).toBe(name.normalize('NFC'));
    }
    expect(cleanDisplayName(`Z${'\u0335'.repeat(50)}oe`)).toBe(`Z${'\u0335'.repeat(2)}oe`);
    expect(cleanDisplayName(`A${'\u0300\u0301\u0302'.repeat(20)}`)).toMatch(/^.\p{M}{0,2}$/u);
    expect(cleanDisplayName('\u061cAnn\u2028\ud800')).toBe('Ann\ufffd');
  });
});

describe('one kind answer', () => {
  it('for garbled, foreign, expired, used-up and revoked links, looked at and redeemed', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const other = await organiser.openCircle();
    const links = `/api/circles/${opened.id}/links`;
    const make = async (body: object) =>
      (await organiser.ask('POST', links, { role: 'participant', ...body })).json<CreatedLink>();

    const used = await make({ uses: 1 });
    await house.visitor().join(used.url, 'Dov');
    const revoked = await make({});
    await organiser.ask('DELETE', `${links}/${revoked.id}`);
    const expired = await make({ expires: '1s' });
    const usedHouseLink = await house.link();
    await house.visitor().redeem(usedHouseLink);
    house.clock.now += 1000;
    const own = tokenOf(opened.invitation.url);
    const foreign = tokenOf(other.invitation.url).slice(0, 8) + own.slice(8);
    const expiredHouseLink = await house.link();
    house.clock.now += organiserLinkLife;

    const dead = [used.url, revoked.url, expired.url, usedHouseLink, expiredHouseLink];
    const garbled = [
      'x',
      'ö'.repeat(34),
      '0'.repeat(26),
      own.slice(0, 33) + (own.endsWith('0') ? '1' : '0'),
      '__proto__',
      '',
      own.repeat(100),
      own + own,
    ];
    const answers = [];
    for (const token of [...dead.map(tokenOf), foreign, ...garbled]) {
      const guest = house.visitor();
      for (const answer of [await guest.look(token), await guest.join(token, 'Eli')]) {
        answers.push(`${answer.statusCode} ${answer.body}`);
        expect(Object.keys(answer.headers)).toContain('cache-control');
        expect(answer.cookies.filter(({ name }) => name !== 'hs')).toEqual([]);
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*link-not-open/);
  });
});

describe('one person in two circles', () => {
  it('PRV-3 is nobody that the two could be found to have in common', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const guest = house.visitor();
    const seen = [];
    for (const name of ['Cleo', 'Fern']) {
      const opened = await organiser.openCircle();
      await guest.join(opened.invitation.url, name);
      const reading = await house.app.ledgers.store.read(`circle:${opened.id}`, 0);
      const facts = reading.entries.flatMap(({ body }) => JSON.parse(body).facts);
      const { member } = facts.find(({ type }) => type === 'LinkUsed');
      const mark = reading.words.find(({ slot }) => slot.endsWith('.mark'))?.text ?? '';
      const card = (await guest.ask('GET', `/api/circles/${opened.id}/card`)).body;
      seen.push({
        member,
        mark,
        card,
        body: JSON.stringify(reading),
        facts: JSON.stringify(facts),
      });
    }
    const [first, second] = seen;
    expect(first?.member).not.toBe(second?.member);
    expect(first?.mark).not.toBe(second?.mark);
    const [, payload = ''] = guest.jar.get('hs')?.split('.') ?? [];
    const { b: browser } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    for (const [one, other] of [
      [first, second],
      [second, first],
    ]) {
      for (const mark of [other?.member, other?.mark, browser, payload]) {
        expect(one?.body).not.toContain(mark);
      }
      expect(one?.facts).not.toContain(one?.mark);
      expect(one?.card).not.toContain(other?.member);
    }
  });
});

describe('ways back', () => {
  it('PRV-7 the return code is the same membership on another device', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const phone = house.visitor();
    const first = redeemedBody(await phone.join(opened.invitation.url, 'Cleo'));
    const laptop = house.visitor();
    const code = first.returnCode ?? '';
    expect(code.split(' ')).toHaveLength(6);
    // PRV-8: nothing is said about anyone before the press.
    expect((await laptop.look(code)).json()).toEqual({ kind: 'return' });
    for (const device of [laptop, laptop, house.visitor()]) {
      expect(redeemedBody(await device.redeem(code)).member).toBe(first.member);
    }
  });

  it('KEY-3 a new return code takes the place of the one before', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const phone = house.visitor();
    const first = redeemedBody(await phone.join(opened.invitation.url, 'Cleo'));
    const asked = await phone.ask('POST', `/api/circles/${opened.id}/return-code`, {});
    const { returnCode } = asked.json();
    expect((await house.visitor().redeem(first.returnCode ?? '')).statusCode).toBe(404);
    expect(redeemedBody(await house.visitor().redeem(returnCode)).member).toBe(first.member);
  });

  it('a second one-time link renews the sign-in of a facilitator, as the same person', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const first = redeemedBody(await house.visitor().join(opened.facilitatorLink.url, 'Rowan'));
    expect(first.role).toBe('facilitator');
    const body = { role: 'facilitator', member: first.member };
    const made = await organiser.ask('POST', `/api/circles/${opened.id}/links`, body);
    const { url } = made.json<CreatedLink>();
    expect(redeemedBody(await house.visitor().redeem(url)).member).toBe(first.member);
    expect((await house.visitor().redeem(url)).statusCode).toBe(404);
  });

  it('signing out leaves nothing that could make the next one at this browser the same', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const guest = house.visitor();
    const first = redeemedBody(await guest.join(opened.invitation.url, 'Cleo'));
    expect((await guest.ask('POST', '/api/sign-out', {})).statusCode).toBe(204);
    expect(guest.jar.size).toBe(0);
    const next = redeemedBody(await guest.join(opened.invitation.url, 'Dov'));
    expect(next.member).not.toBe(first.member);
  });
});

describe('a raid at the door', () => {
  it('LIM-2 limits the newcomers by one link in a minute, with a plain message', async () => {
    const house = await startHttpFixture({ HOLDSPACE_KNOCKS: '1000', HOLDSPACE_REQUESTS: '1000' });
    const opened = await (await house.organiser()).openCircle();
    const come = (n: number) => house.visitor().join(opened.invitation.url, `Guest ${n}`);
    const answers = await Promise.all(Array.from({ length: 28 }, (_, n) => come(n)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(24);
    const [refused] = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused && errorBody(refused)).toMatchObject({ code: 'too-soon' });
    expect(refused && errorBody(refused).message).toContain('Many people are joining');
    house.clock.now += 61_000;
    expect((await come(28)).statusCode).toBe(200);
  });

  it('LIM-3 a link that was used up by nobody who came in opens again a day later', async () => {
    const house = await startHttpFixture({ HOLDSPACE_KNOCKS: '1000', HOLDSPACE_REQUESTS: '1000' });
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const path = `/api/circles/${opened.id}`;
    const made = (
      await organiser.ask('POST', `${path}/links`, { role: 'participant', uses: 3 })
    ).json();
    for (let n = 0; n < 3; n++) await house.visitor().join(made.url, `Guest ${n}`);
    const late = house.visitor();
    expect((await late.join(made.url, 'Late')).statusCode).toBe(404);
    house.clock.now += 24 * 3_600_000;
    const detail = (await organiser.ask('GET', path)).json() as CircleDetail;
    expect(detail.links.find(({ id }) => id === made.id)?.usesLeft).toBe(3);
    expect((await late.join(made.url, 'Late')).statusCode).toBe(200);
  });
});
