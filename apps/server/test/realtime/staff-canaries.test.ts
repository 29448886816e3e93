/**
 * A canary in every word of a meeting, its desk and its people, and every route and every packet
 * that staff get: what each of them may read of it, and nothing else (STF-6).
 */
import type { MessageId, PersonId } from '@holdspace/core';
import { inboxNamespace, socketPath, type WireCommand } from '@holdspace/protocol';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from './realtime-fixture.ts';
import { addStaff, type StaffOfNodes } from './staff-nodes.ts';
import { Browser, startThreeNodes, type ThreeNodes } from './three-nodes.ts';

/** What the word is of, in the word itself. */
const word = (of: string) => `canary-${of}`;

/** A meeting in which everything that can hold words holds one. */
async function meetWithCanaries({ urls, opened }: ThreeNodes) {
  const [fern, cleo] = [new Browser(urls), new Browser(urls)];
  const leader = await fern.joins(opened.facilitatorLink.url, word('leader'));
  const caller = await cleo.joins(opened.invitation.url, word('caller'));
  const [lead, member] = [fern.opens(0, opened.id), cleo.opens(1, opened.id)];
  await eventually(() => [lead, member].every((page) => page.getSnapshot().status === 'live'));
  const ask = async (page: typeof lead, command: WireCommand) =>
    expect(await page.send(command), command.do).toMatchObject({ ok: true });
  await ask(lead, { do: 'join', seat: 'sharer' });
  await ask(lead, { do: 'open-doors' });
  await ask(member, { do: 'join', seat: 'sharer' });
  await ask(lead, { do: 'begin' });
  await ask(member, { do: 'say', text: word('message') });
  await eventually(() => lead.getSnapshot().view?.timeline.length === 1);
  const message = lead.getSnapshot().view?.timeline[0]?.id as MessageId;
  await ask(lead, { do: 'start-round', prompt: word('prompt') });
  await ask(lead, { do: 'back-channel', text: word('back-channel') });
  await ask(member, { do: 'note', text: word('note') });
  await ask(member, { do: 'intend', text: word('intention') });
  await ask(member, { do: 'report', target: { message }, text: word('report') });
  await ask(member, {
    ...{ do: 'report', target: { who: leader.member as PersonId } },
    text: word('report-about-a-facilitator'),
  });
  await ask(member, { do: 'ask-help', kind: 'unsafe', text: word('call') });
  await eventually(() => (lead.getSnapshot().view?.desk?.threads.length ?? 0) > 1);
  const threads = lead.getSnapshot().view?.desk?.threads ?? [];
  const call = threads.find(({ kind }) => kind === 'help')?.id ?? '';
  for (const page of [lead, member]) page.close();
  return { person: caller.member, call };
}

/** Everything that the inbox sends, as it came. */
function listen({ urls }: ThreeNodes, node: number, browser: Browser): string[] {
  const url = urls[node] ?? '';
  const socket = io(`${url}${inboxNamespace}`, {
    ...{ path: socketPath, transports: ['websocket'], reconnection: false, forceNew: true },
    extraHeaders: { cookie: browser.jar.header, origin: url },
  });
  onTestFinished(() => void socket.disconnect());
  const received: string[] = [];
  socket.onAny((...packet: unknown[]) => void received.push(JSON.stringify(packet)));
  return received;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof methods)[number];
interface DescribedCall {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: object }>>;
  };
}
interface WalkedCall {
  readonly method: Method;
  readonly path: string;
  readonly body: object | undefined;
}

/** Every call of the description, with ids of what there is. */
async function callsOf(
  { organiser }: ThreeNodes,
  ids: Readonly<Record<string, string>>,
): Promise<WalkedCall[]> {
  const described = await (await organiser.ask(0, 'GET', '/openapi.json')).json();
  const { paths } = described as {
    paths: Record<string, Partial<Record<Method, DescribedCall>>>;
  };
  // What is read comes first: one of the others signs out.
  return methods.flatMap((method) =>
    Object.entries(paths).flatMap(([route, calls]) => {
      const call = calls[method];
      if (!call) return [];
      const own = { ...ids, id: route.startsWith('/api/inbox') ? ids['alert'] : ids['staff'] };
      const path = route
        .replace('/api', '')
        .replace(/\{(\w+)\}/g, (_, name: string) => own[name as keyof typeof own] ?? 'nothing');
      const body = call.requestBody?.content['application/json']?.example;
      return [{ method, path, body: method === 'get' ? undefined : (body ?? {}) }];
    }),
  );
}

/** Which of the words this person was given, by what they are of. */
async function wordsGiven(
  nodes: ThreeNodes,
  browser: Browser,
  calls: readonly WalkedCall[],
): Promise<string[]> {
  const received = listen(nodes, 2, browser);
  await eventually(() => received.length > 0);
  const page = browser.opens(2, nodes.opened.id);
  await eventually(() => page.getSnapshot().status === 'refused');
  const texts = [JSON.stringify(page.getSnapshot())];
  for (const { method, path, body } of calls) {
    const answer = await fetch(`${nodes.urls[1]}/api${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...{ cookie: browser.jar.header, origin: nodes.urls[1] ?? '' },
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    texts.push(await answer.text());
  }
  const all = [...texts, ...received].join();
  return [...new Set([...all.matchAll(/canary-([a-z-]+)/g)].map(([, of]) => of ?? ''))].sort();
}

async function startAlertedHouse() {
  const nodes = await startThreeNodes();
  const { opened, organiser } = nodes;
  const settings = { helpAlert: '200ms' };
  expect((await organiser.ask(0, 'PATCH', `/circles/${opened.id}`, { settings })).ok).toBe(true);
  const alerted = await addStaff(nodes, ['on-call'], []);
  const { person, call } = await meetWithCanaries(nodes);
  const openAlert = async () =>
    (await organiser.at(0).inbox({ peek: true })).find(({ kind }) => kind === 'unsafe')?.id ?? '';
  await vi.waitFor(async () => expect(await openAlert()).not.toBe(''), 20_000);
  const idle = await addStaff(nodes, ['on-call'], [opened.id]);
  const looksAfter = await addStaff(nodes, ['facilitator'], [opened.id]);
  const elsewhere = await addStaff(nodes, ['facilitator'], []);
  const alert = await openAlert();
  const planned = await organiser.ask(0, 'GET', `/circles/${opened.id}/meetings`);
  const [{ id: meeting }] = (await planned.json()) as [{ id: string }];
  const ids = (staff: StaffOfNodes) => ({
    ...{ circle: opened.id, meeting, person, member: person, thread: call },
    ...{ alert, staff: staff.id, date: '2027-03-02' },
  });
  return { nodes, alerted, idle, looksAfter, elsewhere, ids };
}

it('STF-6 staff get the words that are theirs on every route and in every packet, and no others', async () => {
  const { nodes, alerted, idle, looksAfter, elsewhere, ids } = await startAlertedHouse();
  const given = async ({ id, browser }: StaffOfNodes, isReading = false) => {
    const calls = await callsOf(nodes, ids({ id, browser }));
    expect(calls.length).toBeGreaterThan(60);
    const asked = calls.filter(({ method }) => method === 'get' || !isReading);
    return wordsGiven(nodes, browser, asked);
  };
  const table = {
    // What they would change, others of this test read.
    organiser: await given({ id: 'nobody', browser: nodes.organiser }, true),
    'on call, alerted': await given(alerted),
    'on call, not alerted': await given(idle),
    'facilitator of the circle': await given(looksAfter, true),
    'facilitator of another': await given(elsewhere),
  };
  expect(table).toEqual({
    organiser: ['call', 'caller', 'leader', 'report-about-a-facilitator'],
    'on call, alerted': ['call', 'caller'],
    'on call, not alerted': [],
    'facilitator of the circle': ['caller', 'leader'],
    'facilitator of another': [],
  });
});
