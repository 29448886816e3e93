/**
 * The access table of staff, walked over HTTP: every act with every role and kind of key, in an own
 * circle and in another one, with a fresh proof and with one of six minutes ago. What the table says
 * (`packages/core/test/house/access.md`) is what the routes answer (STF-1, STF-4, STF-6).
 */
import {
  type CircleId,
  channelOfKind,
  type KeyScope,
  keyScopes,
  type LinkId,
  type PersonId,
  type StaffActName,
  type StaffIdentity,
  type StaffRole,
  staffActs,
  staffRefusal,
  staffRoles,
} from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { newId, newSessionId } from '../../src/security/tokens.ts';
import { errorBody, HttpVisitor } from './http-fixture.ts';
import { startStaffFixture } from './staff-fixture.ts';

const hour = 3_600_000;
type Fixture = Awaited<ReturnType<typeof startHouse>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Walk {
  readonly method: Method;
  /** As in the OpenAPI description, below `/api`. */
  readonly route: string;
  /** What stands for the parameters beside the circle. */
  readonly params?: (fixture: Fixture, asker: Asker) => Promise<Record<string, string>>;
  readonly body?: object | ((fixture: Fixture) => object);
}

/** Somebody who asks, made anew for each cell. */
interface Asker {
  readonly identity: StaffIdentity;
  readonly visitor: HttpVisitor;
}

const firstMeeting = async ({ app, own }: Fixture) => {
  const { state } = await app.ledgers.circle(own);
  return { meeting: state.meetings[0]?.meeting ?? '' };
};
const unknown = async () => ({
  ...{ link: 'l_1', person: 'p_1', thread: 't_1', report: 'r_1' },
  ...{ proposal: 'x_1', meeting: 'g_1' },
});
const targetOf =
  (...roles: StaffRole[]) =>
  async (fixture: Fixture) => ({ id: (await addMember(fixture, roles)).staff });
const start = { start: '2027-03-08T19:00:00Z', minutes: 60 };
const rhythm = {
  rhythm: { every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin', from: '2027-03-02' },
};

/** One request for each act; one without does not compile. */
const walks: Readonly<Record<StaffActName, Walk>> = {
  'list-circles': { method: 'GET', route: '/circles' },
  'read-circle': { method: 'GET', route: '/circles/{circle}' },
  'read-card': { method: 'GET', route: '/circles/{circle}/card' },
  'read-circle-record': { method: 'GET', route: '/circles/{circle}/record' },
  'read-desk': { method: 'GET', route: '/circles/{circle}/desk' },
  'read-house-record': { method: 'GET', route: '/house/record' },
  'export-house-record': { method: 'GET', route: '/house/record?format=csv' },
  'list-staff': { method: 'GET', route: '/house/staff' },
  'list-keys': { method: 'GET', route: '/house/keys' },
  'enter-circle': { method: 'POST', route: '/circles/{circle}/enter', body: { agreed: true } },
  'read-kits': { method: 'GET', route: '/kits' },
  'save-kit': { method: 'GET', route: '/circles/{circle}/kit' },
  'open-circle': { method: 'POST', route: '/circles', body: { name: 'x', ...start } },
  'make-link': { method: 'POST', route: '/circles/{circle}/links', body: { role: 'participant' } },
  'revoke-link': { method: 'DELETE', route: '/circles/{circle}/links/{link}', params: unknown },
  'plan-meeting': { method: 'POST', route: '/circles/{circle}/meetings', body: start },
  'move-meeting': {
    ...{ method: 'PATCH', route: '/circles/{circle}/meetings/{meeting}' },
    ...{ params: unknown, body: { minutes: 30 } },
  },
  'cancel-meeting': {
    ...{ method: 'DELETE', route: '/circles/{circle}/meetings/{meeting}' },
    ...{ params: unknown, body: { note: 'Ice on the roads.' } },
  },
  'preview-rhythm': { method: 'POST', route: '/rhythm/preview', body: rhythm },
  'set-rhythm': { method: 'PUT', route: '/circles/{circle}/rhythm', body: rhythm },
  'end-rhythm': { method: 'DELETE', route: '/circles/{circle}/rhythm' },
  'pause-circle': { method: 'POST', route: '/circles/{circle}/pause', body: {} },
  'resume-circle': { method: 'POST', route: '/circles/{circle}/resume', body: {} },
  'end-circle': { method: 'POST', route: '/circles/{circle}/end', body: {} },
  'change-circle': { method: 'PATCH', route: '/circles/{circle}', body: { name: 'x' } },
  'settle-proposal': {
    ...{ method: 'POST', route: '/circles/{circle}/proposals/{proposal}/adopt' },
    ...{ params: unknown, body: {} },
  },
  'name-stand-in': {
    ...{ method: 'POST', route: '/circles/{circle}/people/{person}/stand-in' },
    ...{ params: unknown, body: { standIn: true } },
  },
  'lift-exclusion': {
    ...{ method: 'DELETE', route: '/circles/{circle}/people/{person}/exclusion', params: unknown },
  },
  'remove-facilitator': {
    ...{ method: 'POST', route: '/circles/{circle}/people/{person}/remove-facilitator' },
    ...{ params: unknown, body: {} },
  },
  'see-thread': {
    ...{ method: 'POST', route: '/circles/{circle}/desk/threads/{thread}/see' },
    ...{ params: unknown, body: {} },
  },
  'answer-thread': {
    ...{ method: 'POST', route: '/circles/{circle}/desk/threads/{thread}/answers' },
    ...{ params: unknown, body: { text: 'x' } },
  },
  'close-thread': {
    ...{ method: 'POST', route: '/circles/{circle}/desk/threads/{thread}/close' },
    ...{ params: unknown, body: {} },
  },
  'set-report': {
    ...{ method: 'POST', route: '/circles/{circle}/desk/reports/{report}' },
    ...{ params: unknown, body: { state: 'seen' } },
  },
  'add-staff': {
    ...{ method: 'POST', route: '/house/staff', body: { name: 'x', roles: ['on-call'] } },
  },
  'make-organiser': {
    ...{ method: 'POST', route: '/house/staff', body: { name: 'x', roles: ['organiser'] } },
  },
  'change-staff': {
    ...{ method: 'PATCH', route: '/house/staff/{id}', params: targetOf('on-call') },
    body: { name: 'x' },
  },
  'end-organiser-role': {
    ...{ method: 'PATCH', route: '/house/staff/{id}', params: targetOf('organiser') },
    body: { roles: ['on-call'] },
  },
  'make-staff-link': {
    ...{ method: 'POST', route: '/house/staff/{id}/link', params: targetOf('on-call'), body: {} },
  },
  'remove-staff': { method: 'DELETE', route: '/house/staff/{id}', params: targetOf('on-call') },
  'remove-passkey-of-other': {
    ...{ method: 'DELETE', route: '/house/staff/{id}/passkeys/{passkey}' },
    async params(fixture) {
      const { staff, passkey } = await addMember(fixture, ['on-call']);
      return { id: staff, passkey };
    },
  },
  'order-on-call': {
    ...{ method: 'PUT', route: '/house/on-call' },
    body: ({ house }) => ({ order: [...house.state.onCall] }),
  },
  'make-key': { method: 'POST', route: '/house/keys', body: {} },
  'revoke-key': {
    ...{ method: 'DELETE', route: '/house/keys/{id}' },
    params: async (fixture) => ({ id: (await addKey(fixture, 'read')).key }),
  },
  'read-channels': { method: 'GET', route: '/house/channels' },
  'set-up-channel': { method: 'POST', route: '/house/channels', body: { kind: 'push' } },
  'remove-channel': {
    ...{ method: 'DELETE', route: '/house/channels/{id}' },
    params: async (fixture) => ({ id: await emailChannel(fixture) }),
  },
  'test-channel': {
    ...{ method: 'POST', route: '/house/channels/{id}/test', body: {} },
    params: async (fixture) => ({ id: await emailChannel(fixture) }),
  },
  'read-inbox': { method: 'GET', route: '/inbox' },
  'take-alert': { method: 'POST', route: '/inbox/seen', body: {} },
  // By who has nothing to do with the meeting: http/debrief-routes.test.ts has those who do.
  debrief: { method: 'GET', route: '/house/me/debriefs' },
  'call-off-meeting': {
    ...{ method: 'POST', route: '/circles/{circle}/meetings/{meeting}/call-off' },
    ...{ params: firstMeeting, body: { how: 'postpone' } },
  },
  'answer-cover': {
    ...{ method: 'PUT', route: '/circles/{circle}/meetings/{meeting}/cover' },
    ...{ params: firstMeeting, body: { answer: 'cant' } },
  },
  'make-own-feed': { method: 'POST', route: '/circles/{circle}/feed', body: {} },
  'read-own': { method: 'GET', route: '/house/me' },
  'change-own': { method: 'PATCH', route: '/house/me', body: { name: 'x' } },
  'sign-out-own': {
    ...{ method: 'DELETE', route: '/house/me/sessions/{session}' },
    params: async (_, { identity }) => ({ session: identity.session ?? 's_1' }),
  },
};

/** Further requests of the same acts, which the table above walks by another one. */
const sameAct: readonly string[] = [
  // One alert, which its own test raises: http/inbox-routes.test.ts.
  'GET /inbox/{alert}',
  'POST /inbox/{alert}/take',
  'DELETE /inbox/{alert}/take',
  'POST /circles/{circle}/proposals/{proposal}/lay-aside',
  'POST /kits/preview',
  'GET /circles/{circle}/people',
  'GET /circles/{circle}/rhythm',
  'GET /circles/{circle}/meetings',
  'DELETE /circles/{circle}/feed',
  'GET /circles/{circle}/meetings/{meeting}/appointment.ics',
  'GET /house/organisers',
  'DELETE /house/organisers/{id}',
  'POST /house/sign-out-everywhere',
  // A person's own passkeys and proof: http/passkeys.test.ts.
  'POST /house/me/passkeys/options',
  'POST /house/me/passkeys',
  'PATCH /house/me/passkeys/{passkey}',
  'DELETE /house/me/passkeys/{passkey}',
  'POST /house/me/proof/options',
  'POST /house/me/proof',
  // By what one is alerted oneself: read-own and change-own; another one's address: change-staff.
  'GET /house/me/channels',
  'POST /house/me/push',
  'DELETE /house/me/push',
  'DELETE /house/me/push/{device}',
  'PUT /house/me/email',
  'DELETE /house/me/email',
  'PUT /house/staff/{id}/email',
  'DELETE /house/staff/{id}/email',
  // What one carries oneself: read-own and change-own.
  'GET /house/me/meetings',
  'GET /house/me/carrying',
  'PUT /house/me/carrying',
  'DELETE /circles/{circle}/meetings/{meeting}/cover',
  'GET /circles/{circle}/meetings/{meeting}/debrief',
  'PUT /circles/{circle}/meetings/{meeting}/debrief',
  'POST /circles/{circle}/meetings/{meeting}/debrief/entries',
  'DELETE /circles/{circle}/meetings/{meeting}/debrief/entries',
];
/** Members ask for these, by their session in the circle. */
const ofMembers: readonly string[] = [
  'GET /circles/{circle}/sessions',
  'POST /circles/{circle}/return-code',
  'POST /circles/{circle}/sign-out-everywhere',
  'POST /circles/{circle}/become-staff',
  'GET /circles/{circle}/agreements',
  'POST /circles/{circle}/agree',
  'POST /circles/{circle}/intention',
  'GET /circles/{circle}/place',
  'PUT /circles/{circle}/meetings/{meeting}/seat',
  'POST /circles/{circle}/leave-for-good',
  'GET /circles/{circle}/proposals',
  'POST /circles/{circle}/proposals',
  'PUT /circles/{circle}/proposals/{proposal}/answer',
  'DELETE /circles/{circle}/proposals/{proposal}',
];

async function startHouse() {
  const { house: fixture, organiser } = await startStaffFixture();
  const [own, other] = [await organiser.openCircle(), await organiser.openCircle()];
  const house = await fixture.app.ledgers.house();
  return { ...fixture, house, own: own.id as CircleId, other: other.id as CircleId };
}

async function addMember({ house, own, clock }: Fixture, roles: readonly StaffRole[]) {
  const [staff, session, passkey] = [newId<PersonId>('o'), newSessionId(), newId<string>('y')];
  const [hash, expires] = [newId<string>('h'), clock.now + hour];
  const link = { link: newId<LinkId>('l'), hash, expires };
  const added = { staff, name: 'Ben', roles, circles: [own], ...link };
  await house.handle({ do: 'add-staff', ...added }, systemContext);
  const begun = { session, until: clock.now + 1e9, mark: null };
  const sign = {
    do: 'sign-in',
    hash,
    staff,
    browser: null,
    session: begun,
    replaces: null,
  } as const;
  await house.handle(sign, systemContext);
  await house.handle(
    {
      ...{ do: 'add-passkey', staff, session, passkey, credential: passkey, publicKey: 'key' },
      ...{ counter: 0, transports: [], name: 'Phone', challenge: { id: passkey, until: expires } },
    },
    systemContext,
  );
  return { staff, session, passkey };
}

async function addKey({ house, clock }: Fixture, scope: KeyScope) {
  const [key, staff] = [newId<string>('k'), newId<PersonId>('o')];
  const until = clock.now + hour;
  await house.handle({ do: 'make-key', key, staff, scope, until }, systemContext);
  return { key, staff, until };
}

async function emailChannel({ house }: Fixture): Promise<string> {
  const channel = newId<string>('ch');
  await house.handle({ do: 'set-up-channel', channel, kind: 'email' }, systemContext);
  return channelOfKind(house.state, 'email') ?? channel;
}

/** With a proof of just now; it grows old with the clock. */
async function memberAsker(fixture: Fixture, role: StaffRole): Promise<Asker> {
  const { cookies } = fixture.app.httpContext;
  const { staff, session } = await addMember(fixture, [role]);
  const visitor = new HttpVisitor(fixture.app);
  const { name, value } = cookies.write({ ...cookies.createSignIn(), organiser: session });
  visitor.jar.set(name, value);
  return { identity: { person: staff, session, key: null }, visitor };
}

async function keyAsker(fixture: Fixture, scope: KeyScope): Promise<Asker> {
  const { key, staff, until } = await addKey(fixture, scope);
  const visitor = new HttpVisitor(fixture.app);
  const token = fixture.app.httpContext.cookies.apiKey(key, staff, until);
  visitor.headers = { authorization: `Bearer ${token}` };
  return { identity: { person: staff, session: null, key }, visitor };
}

async function request(fixture: Fixture, asker: Asker, walk: Walk, circle: CircleId) {
  const given: Record<string, string> = { circle, ...(await walk.params?.(fixture, asker)) };
  const path = walk.route.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '');
  const body = typeof walk.body === 'function' ? walk.body(fixture) : walk.body;
  return asker.visitor.ask(walk.method, `/api${path}`, body);
}

type WalkOutcome = 'passes' | 'not-here' | 'needs-proof';

/**
 * What the route says. What is noted stands in the record once it passed, so that `not-here` of what
 * does not exist is told apart from `not-here` of who may not ask.
 */
async function outcomeOf(
  fixture: Fixture,
  asker: Asker,
  { act, circle }: { readonly act: StaffActName; readonly circle: CircleId },
): Promise<WalkOutcome> {
  const answer = await request(fixture, asker, walks[act], circle);
  const { person } = asker.identity;
  const entries = await fixture.app.httpContext.houseRecord.page({
    ...{ by: person, what: act, limit: 10, order: 'oldest' },
  });
  if (entries.length > 0) return 'passes';
  const { statusCode } = answer;
  if (statusCode !== 403 && statusCode !== 404) {
    expect([statusCode, act], answer.body).not.toEqual([400, act]);
    return 'passes';
  }
  const { code } = errorBody(answer);
  if (code === 'proof-needed') return 'needs-proof';
  // A key that reads is told why it can't change anything.
  const isReader = asker.identity.key !== null && staffActs[act].scope === 'organise';
  expect([statusCode, code]).toEqual(isReader ? [403, 'read-only'] : [404, 'not-here']);
  return 'not-here';
}

interface Column {
  readonly name: string;
  readonly asker: (fixture: Fixture) => Promise<Asker>;
}

const late =
  (role: StaffRole) =>
  async (fixture: Fixture): Promise<Asker> => {
    const asker = await memberAsker(fixture, role);
    fixture.clock.now += 6 * 60_000;
    return asker;
  };
const columns: readonly Column[] = [
  ...staffRoles.map((role) => ({ name: role, asker: (each: Fixture) => memberAsker(each, role) })),
  ...staffRoles.map((role) => ({ name: `${role}, 6 min later`, asker: late(role) })),
  ...keyScopes.map((scope) => ({
    ...{ name: `key: ${scope}`, asker: (each: Fixture) => keyAsker(each, scope) },
  })),
];
const acts = Object.keys(walks) as StaffActName[];

describe('the access table over HTTP', () => {
  it.each(acts)('STF-4 %s is answered as each cell of the table says', async (act) => {
    const fixture = await startHouse();
    const cells: Record<string, WalkOutcome> = {};
    const expected: Record<string, WalkOutcome> = {};
    for (const { name, asker: make } of columns) {
      for (const where of ['own', 'other'] as const) {
        const asker = await make(fixture);
        const cell = `${name}, ${where} circle`;
        const asked = { act, circle: fixture[where] };
        const { state } = fixture.house;
        expected[cell] = staffRefusal(state, asker.identity, asked, fixture.clock.now) ?? 'passes';
        cells[cell] = await outcomeOf(fixture, asker, asked);
      }
    }
    expect(cells).toEqual(expected);
  });

  it('STF-4 walks every act, and knows every route about the house and its circles', async () => {
    expect([...acts].sort()).toEqual(Object.keys(staffActs).sort());
    const { app } = await startHouse();
    const answer = await new HttpVisitor(app).ask('GET', '/api/openapi.json');
    const { paths } = answer.json<{ paths: Record<string, Record<string, unknown>> }>();
    const described = Object.entries(paths)
      .filter(([path]) => /^\/api\/(house|circles|inbox|kits|rhythm)(\/|$)/.test(path))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(
          (method) => `${method.toUpperCase()} ${path.slice('/api'.length)}`,
        ),
      );
    const walked = Object.values(walks).map(
      ({ method, route }) => `${method} ${route.split('?')[0]}`,
    );
    const known = new Set([...walked, ...sameAct, ...ofMembers]);
    expect(described.filter((each) => !known.has(each))).toEqual([]);
    expect([...known].filter((each) => !described.includes(each))).toEqual([]);
  });
});
