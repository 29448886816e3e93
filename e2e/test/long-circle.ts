/**
 * A circle that goes on for weeks, with its house: organiser, facilitators of the staff and members,
 * each with a cookie of their own, with a phone or without. Time goes on by restarts of the server.
 */
import {
  CookieJar,
  connect,
  linkTokenOf,
  memberApi,
  placeApi,
  type StaffApi,
  staffApi,
} from '@holdspace/client';
import type { PlaceBody } from '@holdspace/protocol';
import type { Browser, Page } from '@playwright/test';
import { Other } from './company.ts';
import { button, pressSteady } from './doing.ts';
import { expect, People, type Person } from './fixtures.ts';
import { PasskeyDevice, underLocalhost } from './passkey-device.ts';
import type { Server } from './server.ts';

export const zone = 'Europe/Berlin';
export const minute = 60_000;
export const day = 24 * 60 * minute;

/** Somebody with a cookie of their own, who needs no screen. */
export interface Visitor {
  readonly name: string;
  /** Of their membership; of a facilitator once they have entered. */
  readonly id: string;
  readonly jar: CookieJar;
}

export class LongCircle {
  readonly url: string;
  readonly people: People;
  readonly #server: Server;
  readonly #jar = new CookieJar();
  readonly organiser: StaffApi;
  /** Its id, once it is open. */
  circle = '';

  constructor(browser: Browser, server: Server) {
    this.#server = server;
    this.url = underLocalhost(server.url);
    this.people = new People(browser, { url: this.url });
    this.organiser = staffApi({ url: this.url, jar: this.#jar });
  }

  /** Ada on her phone, with a passkey. */
  async ada(): Promise<Page> {
    await this.organiser.redeem({ token: linkTokenOf(this.#server.organiserLink) });
    await this.organiser.renameOwnStaff('Ada');
    const { page } = await this.phone('Ada', this.#jar);
    await PasskeyDevice.behind(page);
    await page.goto('/o/me');
    await pressSteady(button(page, 'Make a passkey on this device'));
    await expect(page.getByText(/^made on /)).toBeVisible();
    return page;
  }

  /** A phone, signed in by the cookies of `jar`. */
  async phone(name: string, jar = new CookieJar()): Promise<Person> {
    const person = await this.people.arrive(name, 'phone', { timezoneId: zone });
    const cookies = jar.header
      .split('; ')
      .map((pair) => /^([^=]+)=(.*)$/.exec(pair))
      .flatMap((found) => (found ? [{ name: `${found[1]}`, value: `${found[2]}` }] : []))
      .map((cookie) => ({ ...cookie, url: this.url }));
    await person.page.context().addCookies(cookies);
    return person;
  }

  /** Of the staff, signed in; no circle is theirs yet. */
  async facilitator(name: string): Promise<Visitor> {
    const { link } = await this.organiser.addStaff({ name, roles: ['facilitator'] });
    const jar = new CookieJar();
    await staffApi({ url: this.url, jar }).redeem({ token: linkTokenOf(link) });
    return { name, id: '', jar };
  }

  /** Their first entry: from here on the meetings of the circle are theirs too. */
  async enters(facilitator: Visitor): Promise<Visitor> {
    const own = staffApi({ url: this.url, jar: facilitator.jar });
    const { member } = await own.enterCircle(this.circle, { agreed: true });
    return { ...facilitator, id: member };
  }

  /** Comes by the invitation, and enters no meeting yet. */
  async member(name: string, invitation: string): Promise<Visitor> {
    const jar = new CookieJar();
    const door = staffApi({ url: this.url, jar });
    const come = await door.redeem({ token: linkTokenOf(invitation), name, agreed: true });
    if (come.kind !== 'member') throw new Error('This link leads to no circle.');
    return { name, id: come.member, jar };
  }

  place({ jar }: Visitor): Promise<PlaceBody> {
    return placeApi({ url: this.url, jar }).place(this.circle);
  }

  /** Goes on to `ms` after the start of the next meeting that takes place. */
  async goOnTo(ms: number): Promise<void> {
    const { items } = await this.organiser.meetingPage(this.circle);
    const next = items.find(({ state }) => state === 'planned' || state === 'moved');
    if (!next) throw new Error('Nothing is planned.');
    await this.#server.letDaysPass((Date.parse(next.start) + ms - this.#server.now) / day);
  }

  /** Lets so many milliseconds pass. */
  goOn(ms: number): Promise<void> {
    return this.#server.letDaysPass(ms / day);
  }

  /** To the agreements as they are now. */
  async agrees({ jar }: Visitor): Promise<void> {
    const own = memberApi({ url: this.url, jar });
    const { version } = await own.agreements(this.circle);
    await own.agree(this.circle, version);
  }

  /** The meeting whose doors are open, from its begin to its end. */
  async meet(facilitators: readonly Visitor[], members: readonly Visitor[]): Promise<void> {
    const carers = facilitators.map((each) => this.#comesIn(each));
    const [lead] = carers;
    const others = members.map((each) => this.#comesIn(each));
    for (const each of [...carers, ...others]) {
      await each.sees(({ mine }) => mine.can.join === true);
      await each.act({ do: 'join', seat: 'sharer' });
    }
    await lead?.act({ do: 'admit', who: 'all' });
    await lead?.act({ do: 'begin' });
    await others[0]?.sees(({ phase }) => phase === 'opening');
    await lead?.act({ do: 'close' });
    for (const each of [...carers, ...others]) each.close();
  }

  #comesIn({ name, id, jar }: Visitor): Other {
    return new Other(name, id, connect({ url: this.url, circle: this.circle, cookie: jar.header }));
  }
}
