/** The inbox of staff over Socket.IO, on several nodes (ALR-6, STF-3). */
import {
  api,
  CookieJar,
  connectInbox,
  type InboxConnection,
  linkTokenOf,
  staffApi,
} from '@holdspace/client';
import type { CircleId } from '@holdspace/core';
import { inboxNamespace, socketPath } from '@holdspace/protocol';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownTimeOf } from './own-time.ts';
import { eventually } from './realtime-fixture.ts';
import { type Browser, signOutDeadline, startThreeNodes, type ThreeNodes } from './three-nodes.ts';

const open = (nodes: ThreeNodes, node: number, jar: CookieJar): InboxConnection => {
  const url = nodes.urls[node] ?? '';
  const inbox = connectInbox({ url, cookie: jar.header, api: staffApi({ url, jar }) });
  onTestFinished(() => inbox.close());
  return inbox;
};

const isLive = (inbox: InboxConnection) => inbox.getSnapshot().status === 'live';
const kindsOf = (inbox: InboxConnection) =>
  inbox.getSnapshot().inbox?.alerts.map(({ kind, state }) => `${kind} ${state}`);

/** Somebody of the staff with a browser of their own. */
async function addStaff(nodes: ThreeNodes, roles: readonly string[]) {
  const url = nodes.urls[0] ?? '';
  const response = await fetch(`${url}/api/house/staff`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', origin: url },
      cookie: nodes.organiser.jar.header,
    },
    body: JSON.stringify({ name: 'Ben', roles, circles: [] }),
  });
  const { id, link } = (await response.json()) as { id: string; link: string };
  const jar = new CookieJar();
  await api({ url, jar }).redeem({ token: linkTokenOf(link) });
  return { id, jar };
}

const removeStaff = (nodes: ThreeNodes, by: Browser, id: string) => {
  const url = nodes.urls[0] ?? '';
  const headers = { origin: url, cookie: by.jar.header };
  return fetch(`${url}/api/house/staff/${id}`, { method: 'DELETE', headers });
};

/** What a circle would report. */
async function raise(nodes: ThreeNodes, thread: string): Promise<void> {
  const circle = nodes.opened.id as CircleId;
  await nodes.raise({ kind: 'help', circle, thread, since: 1 });
}

describe('the inbox, live', () => {
  it('ALR-6 is the same at every node, and current without being asked', async () => {
    const nodes = await startThreeNodes();
    const inboxes = nodes.urls.map((_, node) => open(nodes, node, nodes.organiser.jar));
    await eventually(() => inboxes.every(isLive));
    for (const inbox of inboxes) {
      expect(inbox.getSnapshot().inbox).toEqual({ alerts: [], counts: { open: 0, taken: 0 } });
    }
    await raise(nodes, 't_1');
    await eventually(() => inboxes.every((inbox) => kindsOf(inbox)?.[0] === 'help open'));
    const [first] = inboxes[0]!.getSnapshot().inbox!.alerts;
    await nodes.organiser.at(1).takeAlert(first!.id);
    await eventually(() => inboxes.every((inbox) => kindsOf(inbox)?.[0] === 'help taken'));
    expect(inboxes[2]!.getSnapshot().inbox?.counts).toEqual({ open: 0, taken: 1 });
  });

  it('ALR-6 has the first hundred, and the counts of all', async () => {
    const nodes = await startThreeNodes();
    const inbox = open(nodes, 2, nodes.organiser.jar);
    await eventually(() => isLive(inbox));
    for (let n = 0; n < 120; n++) await raise(nodes, `t_${n}`);
    await eventually(() => inbox.getSnapshot().inbox?.counts.open === 120);
    expect(inbox.getSnapshot().inbox?.alerts).toHaveLength(100);
    expect(await nodes.organiser.at(0).inbox({ peek: true })).toHaveLength(120);
  });

  it('STF-3 closes within a second on every node when its person is removed or signs out', async () => {
    const nodes = await startThreeNodes();
    const onCall = await addStaff(nodes, ['on-call']);
    const inboxes = nodes.urls.map((_, node) => open(nodes, node, onCall.jar));
    await eventually(() => inboxes.every(isLive));
    await raise(nodes, 't_1');
    await eventually(() => inboxes.every((inbox) => kindsOf(inbox)?.length === 1));
    expect((await removeStaff(nodes, nodes.organiser, onCall.id)).status).toBe(204);
    const areClosed = () => inboxes.every((each) => each.getSnapshot().status === 'signed-out');
    expect(await ownTimeOf(() => eventually(areClosed))).toBeLessThan(2 * signOutDeadline);
    expect(inboxes.map((each) => each.getSnapshot().inbox)).toEqual([null, null, null]);
    const own = open(nodes, 1, nodes.organiser.jar);
    await eventually(() => isLive(own));
    await nodes.organiser.at(0).signOut();
    await eventually(() => own.getSnapshot().status === 'signed-out');
  });

  it('ACC-2 STF-1 opens for nobody but staff, and takes nothing that a client sends', async () => {
    const nodes = await startThreeNodes();
    const member = new CookieJar();
    const url = nodes.urls[0] ?? '';
    await api({ url, jar: member }).redeem({
      ...{ token: linkTokenOf(nodes.opened.invitation.url), name: 'Ann', agreed: true },
    });
    for (const jar of [member, new CookieJar()]) {
      const inbox = open(nodes, 0, jar);
      await eventually(() => inbox.getSnapshot().status === 'signed-out');
    }
    const options = {
      ...{ path: socketPath, transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { cookie: nodes.organiser.jar.header, origin: url },
    };
    const socket = io(`${url}${inboxNamespace}`, options);
    onTestFinished(() => void socket.disconnect());
    await eventually(() => socket.connected);
    socket.emit('command', { do: 'take-alert' }, () => undefined);
    socket.emit('inbox', 'x'.repeat(1000));
    const foreign = io(`${url}${inboxNamespace}`, {
      ...options,
      extraHeaders: { ...options.extraHeaders, origin: 'https://elsewhere.example' },
    });
    onTestFinished(() => void foreign.disconnect());
    const refused = new Promise((resolve) => foreign.once('connect_error', resolve));
    await refused;
    expect(socket.connected).toBe(true);
  });

  it('ALR-6 goes over the connection of a circle too, and each of them ends alone', async () => {
    const nodes = await startThreeNodes();
    const url = nodes.urls[0] ?? '';
    const jar = nodes.organiser.jar;
    await api({ url, jar }).redeem({
      ...{ token: linkTokenOf(nodes.opened.invitation.url), name: 'Ola', agreed: true },
    });
    const { Manager } = await import('socket.io-client');
    const manager = new Manager(url, {
      ...{ path: socketPath, transports: ['websocket'], reconnection: false },
      extraHeaders: { cookie: jar.header, origin: url },
    });
    const hello = { protocol: 1, circle: nodes.opened.id, device: 'a device of a test' };
    const circle = manager.socket('/', { auth: hello });
    const inbox = manager.socket(inboxNamespace);
    onTestFinished(() => void manager._close());
    const came: string[] = [];
    circle.on('snapshot', () => came.push('snapshot'));
    inbox.on('inbox', () => came.push('inbox'));
    await eventually(() => came.includes('snapshot') && came.includes('inbox'));
    inbox.disconnect();
    await raise(nodes, 't_1');
    expect(circle.connected).toBe(true);
  });
});
