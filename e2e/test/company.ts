/**
 * Opens a circle without screens and adds members through the client library, so that one browser
 * sees a full circle within seconds.
 */
import {
  type Api,
  api,
  type CircleConnection,
  type CircleSnapshot,
  CookieJar,
  connect,
  linkTokenOf,
} from '@holdspace/client';
import { expect, type Page } from '@playwright/test';
import { circleName, type Links } from './doing.ts';
import type { Server } from './server.ts';

type NewCircleSettings = NonNullable<Parameters<Api['openCircle']>[0]['settings']>;
type MemberView = NonNullable<CircleSnapshot['view']>;
type MemberCommand = Parameters<CircleConnection['send']>[0];

export interface Circle extends Links {
  readonly id: string;
  readonly organiser: Api;
  /** The cookie that signs a browser in as the organiser. */
  readonly cookie: string;
}

/** The name and the purpose of a circle. */
const ordinary = { name: circleName, purpose: 'For people who look after somebody.' };

/** A participant without a screen: sends the commands of the test and polls its view for the result. */
export class Other {
  readonly name: string;
  readonly id: string;
  readonly #connection: CircleConnection;

  constructor(name: string, id: string, connection: CircleConnection) {
    this.name = name;
    this.id = id;
    this.#connection = connection;
  }

  get view(): MemberView | null {
    return this.#connection.getSnapshot().view;
  }

  /** Throws when the command was refused. */
  async act(command: MemberCommand): Promise<void> {
    const answer = await this.#connection.send(command);
    expect(answer, `${this.name}: ${command.do}`).toEqual({ ok: true });
  }

  async sees(what: (view: MemberView) => unknown): Promise<void> {
    await expect
      .poll(() => Boolean(this.view && what(this.view)), { message: this.name })
      .toBe(true);
  }

  /** The id of the person with this name, as soon as this view has them. */
  async idOf(name: string): Promise<MemberView['people'][number]['id']> {
    const found = () => this.view?.people.find((each) => each.name === name)?.id;
    await expect.poll(found, { message: `${this.name} sees ${name}` }).toBeDefined();
    const id = found();
    if (!id) throw new Error(`${name} is gone.`);
    return id;
  }

  drop(): void {
    this.#connection.drop();
  }
  reconnect(): void {
    this.#connection.reconnect();
  }
  close(): void {
    this.#connection.close();
  }
}

export class Company {
  readonly #server: Server;
  readonly #others: Other[] = [];

  constructor(server: Server) {
    this.#server = server;
  }

  /** A circle whose meeting begins now. */
  async circle(settings: NewCircleSettings = {}, minutes = 75, words = ordinary): Promise<Circle> {
    const jar = new CookieJar();
    const organiser = api({ url: this.#server.url, jar });
    await organiser.redeem({ token: linkTokenOf(this.#server.organiserLink) });
    const opened = await organiser.openCircle({
      ...words,
      minutes,
      start: new Date().toISOString(),
      settings,
    });
    const [facilitator, invitation] = [opened.facilitatorLink.url, opened.invitation.url];
    return { id: opened.id, organiser, cookie: jar.header, facilitator, invitation };
  }

  /** Redeems the link and enters; the settings of the circle decide whether they are let in. */
  async arrive(link: string, name: string, seat: 'sharer' | 'listener' = 'sharer'): Promise<Other> {
    const { url } = this.#server;
    const jar = new CookieJar();
    const door = api({ url, jar });
    const come = await door.redeem({ token: linkTokenOf(link), name, agreed: true });
    if (come.kind !== 'member') throw new Error('This link leads to no circle.');
    const other = new Other(
      name,
      come.member,
      connect({ url, circle: come.circle, cookie: jar.header }),
    );
    this.#others.push(other);
    await other.sees(({ mine }) => mine.can.join === true);
    await other.act({ do: 'join', seat });
    return other;
  }

  /** The organiser's own browser, at the page of the circle. */
  async visit(page: Page, { id, cookie }: Circle): Promise<void> {
    const cookies = cookie.split('; ').map((pair) => {
      const cut = pair.indexOf('=');
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: this.#server.url };
    });
    await page.context().addCookies(cookies);
    await page.goto(`/o/circles/${id}`);
  }

  goHome(): void {
    for (const other of this.#others) other.close();
  }
}
