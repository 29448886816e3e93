/**
 * A house with secrets, and everybody who might be told of one: members, facilitators, organisers,
 * on call, programs, calendars and strangers, each with every route that the description lists.
 */
import type { MeetingBody } from '@holdspace/protocol';
import { HttpVisitor, redeemedBody } from '../http/http-fixture.ts';
import { visitorIn, type World } from './two-worlds.ts';

export const hour = 3_600_000;
/** A Sunday, two days before the first meeting. */
export const beginning = Date.parse('2026-03-01T18:00:00Z');
const firstStart = '2026-03-03T18:00:00Z';

/** Members of *Tuesdays* in the order in which they joined; it has two seats. */
export const memberNames = ['Zoe', 'Eve', 'Ada', 'Ben', 'Flo'] as const;
export type MemberName = (typeof memberNames)[number];
/** Staff who look after both circles; Rowan came into *Tuesdays* and carries its meetings. */
export const carerNames = ['Rowan', 'Eli', 'Fay', 'Gus'] as const;
export type CarerName = (typeof carerNames)[number];

export interface HousePerson {
  readonly id: string;
  readonly visitor: HttpVisitor;
}

export interface SecretHouse {
  readonly tuesdays: string;
  /** Nobody leads it. */
  readonly unled: string;
  /** Of *Tuesdays*, in order; the last is the first one of the other circle. */
  readonly meetings: readonly [string, string, string, string];
  readonly members: Readonly<Record<MemberName, HousePerson>>;
  readonly carers: Readonly<Record<CarerName, HousePerson>>;
  /** Files of calendar feeds, of Zoe and of Rowan. */
  readonly feeds: readonly string[];
  /** Everybody but the members and carers above. */
  readonly others: Readonly<Record<string, HttpVisitor>>;
}

/** What an organiser does before anybody has a secret. */
class HouseMaker {
  readonly #app: World['app'];
  readonly organiser: HttpVisitor;

  constructor({ app }: World) {
    this.#app = app;
    this.organiser = new HttpVisitor(app);
  }

  visitor(): HttpVisitor {
    return new HttpVisitor(this.#app);
  }

  /** All meetings exist from the start, so that none is planned meanwhile. */
  circle(name: string, carers: number) {
    return this.organiser.openCircle({
      ...{ name, start: undefined, settings: { seats: 2, carers, admit: 'everyone' } },
      rhythm: {
        ...{ every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin' },
        ...{ from: '2026-03-01', count: 6 },
      },
    });
  }

  async member(name: string, link: string): Promise<HousePerson> {
    const visitor = this.visitor();
    return { visitor, id: redeemedBody(await visitor.join(link, name)).member };
  }

  async staff(
    name: string,
    roles: readonly string[],
    circles: readonly string[],
  ): Promise<HousePerson> {
    const added = await this.organiser.ask('POST', '/api/house/staff', { name, roles, circles });
    const { id, link } = added.json<{ id: string; link: string }>();
    const visitor = this.visitor();
    await visitor.redeem(link);
    return { id, visitor };
  }

  async program(scope: string): Promise<HttpVisitor> {
    const made = await this.organiser.ask('POST', '/api/house/keys', { scope });
    const program = this.visitor();
    program.headers = { authorization: `Bearer ${made.json<{ key: string }>().key}` };
    return program;
  }

  /** From the first Tuesday on, in order. */
  async meetings(circle: string): Promise<readonly string[]> {
    const listed = await this.organiser.ask('GET', `/api/circles/${circle}/meetings`);
    const later = listed.json<MeetingBody[]>().filter(({ start }) => start >= firstStart);
    return later.map(({ id }) => id);
  }
}

/** The name of the file of somebody's calendar. */
async function feedOf({ visitor }: HousePerson, circle: string): Promise<string> {
  const made = await visitor.ask('POST', `/api/circles/${circle}/feed`, {});
  return made.json<{ url: string }>().url.split('/').at(-1) ?? '';
}

/** One after the other, since members have seats in the order in which they joined. */
async function eachNamed<Name extends string>(
  names: readonly Name[],
  make: (name: Name) => Promise<HousePerson>,
): Promise<Record<Name, HousePerson>> {
  const made: [Name, HousePerson][] = [];
  for (const name of names) made.push([name, await make(name)]);
  return Object.fromEntries(made) as Record<Name, HousePerson>;
}

export async function prepareHouse(
  base: World,
  organiserLink: () => Promise<string>,
): Promise<SecretHouse> {
  const maker = new HouseMaker(base);
  await maker.organiser.redeem(await organiserLink());
  const tuesdays = await maker.circle('Tuesdays', 3);
  const unled = await maker.circle('Without anybody who leads it', 1);
  const both = [tuesdays.id, unled.id];
  const { invitation, facilitatorLink } = tuesdays;
  const members = await eachNamed(memberNames, (name) => maker.member(name, invitation.url));
  const carers = await eachNamed(carerNames, (name) => maker.staff(name, ['facilitator'], both));
  await carers.Rowan.visitor.ask('POST', `/api/circles/${tuesdays.id}/enter`, { agreed: true });
  const others = {
    'a guest who facilitates': (await maker.member('Sage', facilitatorLink.url)).visitor,
    'a facilitator of another circle': (await maker.staff('Kim', ['facilitator'], [])).visitor,
    'on call': (await maker.staff('Pat', ['on-call'], both)).visitor,
    'a key that reads': await maker.program('read'),
    'a key that organises': await maker.program('organise'),
    'an organiser': maker.organiser,
    'a stranger': maker.visitor(),
  };
  const feeds = [await feedOf(members.Zoe, tuesdays.id), await feedOf(carers.Rowan, tuesdays.id)];
  const [first = '', second = '', third = ''] = await maker.meetings(tuesdays.id);
  const [uncovered = ''] = await maker.meetings(unled.id);
  return {
    ...{ tuesdays: tuesdays.id, unled: unled.id, feeds, members, carers, others },
    meetings: [first, second, third, uncovered],
  };
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const changing: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

interface WalkedRoute {
  readonly method: Method;
  /** As in the description. */
  readonly route: string;
  readonly body: object | undefined;
}

async function describedRoutes({ app }: World): Promise<readonly WalkedRoute[]> {
  const described = await new HttpVisitor(app).ask('GET', '/api/openapi.json');
  interface Call {
    readonly requestBody?: { readonly content: Record<string, { readonly example?: object }> };
  }
  const { paths } = described.json<{ paths: Record<string, Record<string, Call>> }>();
  return Object.entries(paths).flatMap(([route, calls]) =>
    Object.entries(calls).map(([method, { requestBody }]): WalkedRoute => {
      const example = requestBody?.content['application/json']?.example;
      const body = method === 'get' || method === 'delete' ? example : (example ?? {});
      return { method: method.toUpperCase() as Method, route, body };
    }),
  );
}

/** Readings that the parameters of a path do not reach. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '/api/house/me/meetings': ['?show=mine', '?show=offers'],
  '/api/house/record': ['?format=json', '?format=csv', '?order=oldest'],
};
/** Every path of a route, over all that its parameters can name here. */
function pathsOf(route: string, ids: Readonly<Record<string, readonly string[]>>): string[] {
  let paths = [route];
  for (const [placeholder, name = ''] of route.matchAll(/\{(\w+)\}/g)) {
    const own = name === 'id' && route.startsWith('/api/inbox') ? ids['alert'] : ids[name];
    const values = own && own.length > 0 ? own : ['nothing'];
    paths = paths.flatMap((path) => values.map((value) => path.replace(placeholder, value)));
  }
  return paths.flatMap((path) => [path, ...(queries[path] ?? []).map((query) => path + query)]);
}

const idsOf = (house: SecretHouse, alerts: readonly string[]) => ({
  circle: [house.tuesdays, house.unled],
  meeting: house.meetings,
  person: [house.members.Ada.id, house.members.Ben.id],
  member: [house.members.Ada.id, house.members.Ben.id],
  id: [house.carers.Fay.id, house.carers.Gus.id],
  alert: alerts,
  file: house.feeds,
});

/** Headers that say how long something took, or when it is. */
const momentary = new Set(['date', 'server-timing', 'x-server-time', 'holdspace-time']);

async function answerTo(
  rename: (text: string) => string,
  visitor: HttpVisitor,
  { method, body }: WalkedRoute,
  path: string,
): Promise<string> {
  const answer = await visitor.ask(method, path, method === 'GET' ? undefined : body);
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !momentary.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  // A fault has another reference each time.
  const text = answer.body.replace(/"reference":"\w+"/g, '');
  return rename([answer.statusCode, ...headers, text].join('\n'));
}

/**
 * What a person in this world is answered on every route. `reads`: by those that change nothing,
 * for every circle, meeting and person that a path can name. Else by the others, as the examples
 * of the description ask them, for the first of each; these are asked last of all.
 */
export async function answersTo(
  world: World,
  of: HttpVisitor,
  house: SecretHouse,
  reads: boolean,
): Promise<ReadonlyMap<string, string>> {
  const visitor = visitorIn(world, of);
  const { state } = await world.app.ledgers.house();
  const ids = idsOf(house, [...state.alerts.keys()]);
  const answers = new Map<string, string>();
  const rename = world.renaming();
  for (const walked of await describedRoutes(world)) {
    if (changing.includes(walked.method) === reads) continue;
    // Nothing is sent to another machine.
    if (!reads && /channels|\/push|\/email/.test(walked.route)) continue;
    const paths = pathsOf(walked.route, ids);
    for (const path of reads ? paths : paths.slice(0, 1)) {
      answers.set(`${walked.method} ${path}`, await answerTo(rename, visitor, walked, path));
    }
  }
  return answers;
}
