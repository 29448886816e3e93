import { describe, expect, it } from 'vitest';
import { circleAddressIn, isCutLink, linkTokenIn } from '../src/link-token.ts';

const circleToken = 'p7k2m9qwertyzx3vbnm4h5gfds6a8cjekt'; // 34
const houseToken = '3vbnm4h5gfds6a8cjektp7k2m9'; // 26
const link = (token: string) => `https://circles.example/j#${token}`;

describe('CON-1 the token of a link is found', () => {
  it.each([
    ['as made', (url: string) => url],
    ['with a cut escape', (url: string) => `${url}%`],
    ['with half an escape', (url: string) => `${url}%E`],
    ['with half a character', (url: string) => `${url}%E0`],
    ['with the full stop of its sentence', (url: string) => `${url}.`],
    ['in brackets', (url: string) => `(${url})`],
    ['in angle brackets', (url: string) => `<${url}>`],
    ['in quotes', (url: string) => `“${url}”`],
    ['in quotes of a program', (url: string) => `"${url}",`],
    ['with a space', (url: string) => `${url}%20`],
    ['with a space without a break', (url: string) => `${url}\u00a0please`],
    ['with a zero-width space', (url: string) => `${url}%E2%80%8B`],
    ['with a zero-width space inside', (url: string) => url.replace('m4h', 'm\u200b4h')],
    ['with a soft hyphen inside', (url: string) => url.replace('m4h', 'm\u00ad4h')],
    ['with a mark of direction', (url: string) => `\u2068${url}\u2069`],
    ['in capitals', (url: string) => url.toUpperCase()],
    ['with the number sign encoded', (url: string) => url.replace('#', '%23')],
    ['with the number sign encoded twice', (url: string) => url.replace('#', '%2523')],
    ['with the number sign as an entity', (url: string) => url.replace('#', '&#35;')],
    ['with what trackers add in front', (url: string) => url.replace('#', '?fbclid=abc#')],
    ['with what trackers add behind', (url: string) => `${url}?utm_source=x&fbclid=Iw`],
    ['in markdown', (url: string) => `[**${url}**](${url})`],
    ['in markdown with underscores', (url: string) => `_${url}_`],
    ['in a list', (url: string) => `- ${url}\n- another`],
    ['with words around', (url: string) => `Hi! Here it is: ${url} and please come.`],
    ['with words glued on by a line break', (url: string) => `${url}\nSee you`],
    [
      'wrapped by a scanner of links',
      (url: string) =>
        `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02%7Cx&reserved=0`,
    ],
    [
      'wrapped twice',
      (url: string) =>
        `https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${encodeURIComponent(url)}`)}`,
    ],
    ['as quoted-printable', (url: string) => url.replace('#', '=23')],
    [
      'in full-width letters',
      (url: string) =>
        url.replace(/[a-z0-9]/g, (each) =>
          String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0),
        ),
    ],
    ['alone', (url: string) => url.slice(url.indexOf('#') + 1)],
    [
      'alone, in a sentence',
      (url: string) => `the code is ${url.slice(url.indexOf('#') + 1)}, see you`,
    ],
  ])('%s', (_how, garbled) => {
    for (const token of [circleToken, houseToken]) {
      expect(linkTokenIn(garbled(link(token)))).toBe(token);
    }
  });

  it('wherever a line is broken', () => {
    for (const token of [circleToken, houseToken]) {
      for (let at = 1; at < token.length; at++) {
        for (const between of ['\n', '\r\n', '=\r\n', '\n> ', ' ', '-\n']) {
          const broken = `${link(token.slice(0, at))}${between}${token.slice(at)}`;
          expect(linkTokenIn(broken), JSON.stringify([at, between])).toBe(token);
          expect(linkTokenIn(`${broken}\nSee you on Tuesday`)).toBe(token);
        }
      }
    }
  });

  it('reads letters that a person takes for others', () => {
    const token = `0${circleToken.slice(1, -1)}1`;
    expect(linkTokenIn(link(`O${circleToken.slice(1, -1)}l`))).toBe(token);
  });

  it('of a house also when an ordinary word of eight letters follows', () => {
    expect(linkTokenIn(`${link(houseToken)} thanksssss`)).toBe(houseToken);
    expect(linkTokenIn(`${link(houseToken)}\ngreatest`)).toBe(houseToken);
  });
});

describe('CON-1 an incomplete link', () => {
  it('is distinguished from one that lost a part', () => {
    for (const text of [
      '',
      'hello',
      'https://circles.example/',
      'a whole sentence of words',
      '#',
    ]) {
      expect(linkTokenIn(text), text).toBeNull();
      expect(isCutLink(text), text).toBe(false);
    }
    for (const text of [link(circleToken.slice(0, 20)), link(''), 'https://circles.example/j']) {
      expect(linkTokenIn(text), text).toBeNull();
      expect(isCutLink(text), text).toBe(true);
    }
  });

  it('the address of a circle is no token', () => {
    const address = `https://circles.example/c/${houseToken}`;
    expect(linkTokenIn(address)).toBeNull();
    expect(circleAddressIn(`<${address}>`)).toBe(houseToken);
    expect(circleAddressIn(link(circleToken))).toBeNull();
  });
});
