/** A good link opens whatever happened to it on its way, and nothing is spent in vain (CON-1). */
import type { CircleDetail } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import {
  errorBody,
  type HttpVisitor,
  lookedBody,
  redeemedBody,
  startHttpFixture,
  tokenOf,
} from './http-fixture.ts';

/** As a browser asks: a program sends no such header. */
const asBrowser = (visitor: HttpVisitor): HttpVisitor => {
  visitor.headers = { 'sec-fetch-site': 'same-origin' };
  return visitor;
};

describe('a browser that keeps no cookies', () => {
  it('CON-1 spends no one-use link, creates no person, and gets the reason', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const blocked = asBrowser(house.visitor());
    for (let press = 0; press < 3; press++) {
      blocked.jar.clear();
      const answer = await blocked.join(opened.facilitatorLink.url, 'North Star');
      expect(answer.statusCode).toBe(409);
      expect(errorBody(answer)).toMatchObject({ code: 'no-cookies' });
    }
    const detail = (await organiser.ask('GET', `/api/circles/${opened.id}`)).json<CircleDetail>();
    expect(detail.people).toEqual([]);
    expect(detail.links.find(({ role }) => role === 'facilitator')?.usesLeft).toBe(1);
    const other = asBrowser(house.visitor());
    await other.look(opened.facilitatorLink.url);
    const came = await other.join(opened.facilitatorLink.url, 'North Star');
    expect(redeemedBody(came)).toMatchObject({ role: 'facilitator' });
  });

  it('CON-1 spends no organiser link and uses no return code', async () => {
    const house = await startHttpFixture();
    const link = await house.link();
    const blocked = asBrowser(house.visitor());
    expect((await blocked.redeem(link)).statusCode).toBe(409);
    expect((await house.visitor().redeem(link)).statusCode).toBe(200);
    const opened = await (await house.organiser()).openCircle();
    const ada = house.visitor();
    const { returnCode } = redeemedBody(await ada.join(opened.invitation.url, 'Ada'));
    const again = asBrowser(house.visitor());
    const answer = await again.redeem(`#${returnCode}`);
    expect(errorBody(answer)).toMatchObject({ code: 'no-cookies' });
    const sessions = await ada.ask('GET', `/api/circles/${opened.id}/sessions`);
    expect(sessions.json()).toMatchObject({ notices: [] });
  });

  it('CON-1 that keeps them comes in by the same press, asked once more', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const browser = asBrowser(house.visitor());
    expect((await browser.join(opened.invitation.url, 'Ada')).statusCode).toBe(409);
    expect((await browser.join(opened.invitation.url, 'Ada')).statusCode).toBe(200);
  });

  it('CON-1 can be found out without any link', async () => {
    const house = await startHttpFixture();
    const visitor = asBrowser(house.visitor());
    expect((await visitor.ask('GET', '/api/cookie')).json()).toEqual({ kept: false });
    expect((await visitor.ask('GET', '/api/cookie')).json()).toEqual({ kept: true });
  });
});

describe('a link that was changed on its way', () => {
  it('CON-1 opens the same, looked at and redeemed by a program too', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const { url } = opened.invitation;
    const token = tokenOf(url);
    for (const changed of [
      `${token}.`,
      `<${token}>`,
      `${token.slice(0, 12)}\n${token.slice(12)}`,
      `${token}%E2%80%8B`,
      url.toUpperCase(),
      `Come to ${url}, please`,
    ]) {
      const visitor = house.visitor();
      const looked = await visitor.ask('POST', '/api/links/look', { token: changed });
      expect(lookedBody(looked), changed).toMatchObject({ kind: 'circle' });
    }
  });

  it('CON-1 a return code opens with the words of a message around it', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle();
    const { returnCode } = redeemedBody(await house.visitor().join(opened.invitation.url, 'Ada'));
    const [first = '', ...rest] = (returnCode ?? '').split(' ');
    for (const typed of [
      `my code: “${returnCode}”, xx`,
      encodeURIComponent(returnCode ?? ''),
      `**${returnCode}**`,
      `${first.slice(0, 2)}\u200b${first.slice(2)} ${rest.join('\u00ad ')}`,
      `> 1. ${first}\n> 2. ${rest.join('\n> ')}`,
    ]) {
      expect((await house.visitor().redeem(`#${typed}`)).statusCode, typed).toBe(200);
    }
  });
});

describe('limits at the door', () => {
  it('CON-1 say when to ask again, to a network and to a circle that many join', async () => {
    const house = await startHttpFixture({ HOLDSPACE_KNOCKS: '2' });
    const opened = await (await house.organiser()).openCircle();
    const visitor = house.visitor();
    let answer = await visitor.look(opened.invitation.url);
    for (let n = 0; n < 3; n++) answer = await visitor.look(opened.invitation.url);
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const crowded = await startHttpFixture();
    const other = await (await crowded.organiser()).openCircle();
    const answers = [];
    for (let n = 0; n < 26; n++)
      answers.push(await crowded.visitor().join(other.invitation.url, `P ${n} Q`));
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the card before a press', () => {
  it('LIM-1 WAY-2 says whether people come in by themselves', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    for (const [admit, byThemselves] of [
      ['everyone', true],
      ['members', false],
      ['facilitator', false],
    ] as const) {
      const opened = await organiser.openCircle({ settings: { admit } });
      const { card } = lookedBody(await house.visitor().look(opened.invitation.url));
      expect(card.entrance).toEqual({ byThemselves, isFull: false, isLocked: false });
    }
  });

  it('WAY-1 the circles of a browser are named to it', async () => {
    const house = await startHttpFixture();
    const opened = await (await house.organiser()).openCircle({ name: 'Evenings' });
    const ada = house.visitor();
    await ada.join(opened.invitation.url, 'Ada');
    const { circles } = (await ada.ask('GET', '/api/me')).json();
    expect(circles).toMatchObject([{ name: 'Ada', circleName: 'Evenings' }]);
  });
});
