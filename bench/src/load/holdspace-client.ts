/**
 * The client of the Holdspace server, with the requests of a browser: an organiser opens circles
 * over HTTP, each person redeems a link and has their own cookie, and the socket sends its
 * hello, asks for a snapshot and enters. No part of the server is bypassed.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Api, api, CookieJar, linkTokenOf } from '@holdspace/client';
import {
  type LoadCircle,
  type LoadPerson,
  type OpenLoadClient,
  withConcurrency,
} from './load-client.ts';
import { numberAt } from './meter.ts';
import { connect, type SocketIo } from './websocket.ts';

/** The number of sharers; all others are listeners. */
const maxSeats = 30;
const maxUses = 200;
/** In milliseconds. */
const letInPatience = 60_000;

interface ConnectedPerson {
  readonly circle: string;
  readonly device: string;
  readonly line: SocketIo | null;
  /** The log of the last snapshot; '' before the first one. */
  readonly log: string;
}

const changes = Buffer.from('42["changes",{"at":');
const snapshot = /^42\["snapshot",\{"log":"([^"]*)","at":(\d+)/;
/** The first letter of the event. */
const [ofChanges, ofSnapshot] = [changes[4], 's'.charCodeAt(0)];

/** One organiser for the whole run of a server: the link can be used once. */
const organisers = new Map<string, Api>();

async function organiserBy(link: string, url: string): Promise<Api> {
  const known = organisers.get(link);
  if (known) return known;
  const jar = new CookieJar();
  await api({ url, jar }).redeem({ token: linkTokenOf(link) });
  // A restarted server has another address and the same people.
  const organiser = api({ url, jar });
  organisers.set(link, organiser);
  return organiser;
}

/** A node that has lost its store for a moment lets nobody in; a client comes again. */
async function untilLetIn<T>(connecting: () => Promise<T>): Promise<T> {
  const until = performance.now() + letInPatience;
  for (;;) {
    try {
      return await connecting();
    } catch (error) {
      if (!String(error).includes('"draining"') || performance.now() > until) throw error;
      await pause(500);
    }
  }
}

export const holdspaceClient: OpenLoadClient = async ({ urls, key, meter }) => {
  const [first = ''] = urls;
  const known = new Map<LoadPerson, ConnectedPerson>();
  /** Numbers of the last public change, apart from the rest: they change with each frame. */
  const had = new Map<LoadPerson, number>();

  function heard(person: LoadPerson, frame: Buffer): void {
    if (frame[4] === ofSnapshot) {
      const [, log = '', at = '0'] = snapshot.exec(frame.toString('latin1', 0, 200)) ?? [];
      known.set(person, { ...(known.get(person) as ConnectedPerson), log });
      had.set(person, Number(at));
    } else if (frame[4] === ofChanges) {
      had.set(person, numberAt(frame, changes.length));
    }
    const count = meter.countFrame(frame);
    if (count > 0) person.onDeliveries?.(count);
  }

  async function connected(person: LoadPerson): Promise<SocketIo> {
    const { circle, device, log } = known.get(person) as ConnectedPerson;
    const reads = { byItem: true, differences: true };
    const place = log && { log, at: had.get(person) };
    const hello = { protocol: 1, circle, device, ...reads, ...place };
    const headers = { cookie: person.key, origin: person.url };
    const line = await untilLetIn(() =>
      connect(person, hello, headers, (frame) => heard(person, frame)),
    );
    known.set(person, { ...(known.get(person) as ConnectedPerson), line });
    await line.ask('sync');
    return line;
  }

  async function command(line: SocketIo, fields: object): Promise<void> {
    const id = randomUUID();
    let answer = await line.ask('command', { id, ...fields });
    // A command with outcome `unknown` is sent again under the same id, as the client library does.
    while (answer === '[{"unknown":true}]') answer = await line.ask('command', { id, ...fields });
    if (answer !== '[{"ok":true}]') throw new Error(`${JSON.stringify(fields)}: ${answer}`);
  }

  async function openCircle(organiser: Api, people: number): Promise<LoadCircle> {
    const opened = await organiser.openCircle({
      name: 'A circle',
      start: new Date(Date.now() + 60 * 60_000).toISOString(),
      minutes: 75,
      // Everyone comes at once here, which is no raid.
      settings: { admit: 'everyone', seats: maxSeats, raidCount: maxUses, raidWindow: '1ms' },
    });
    const links = [opened.facilitatorLink.url];
    for (let left = people - 1; left > 0; left -= maxUses) {
      const invitation = { role: 'participant', uses: maxUses } as const;
      const { url } = await organiser.makeLink(opened.id, invitation);
      links.push(...Array.from({ length: Math.min(left, maxUses) }, () => url));
    }
    const circle = { people: [] as LoadPerson[] } as { people: LoadPerson[] } & LoadCircle;
    await withConcurrency(8, [...links.entries()], async ([i, link]) => {
      const jar = new CookieJar();
      const name = `Person ${i}`;
      await api({ url: first, jar }).redeem({ token: linkTokenOf(link), name, agreed: true });
      const url = urls[i % urls.length] as string;
      const person: LoadPerson = {
        circle,
        name,
        url,
        key: jar.header,
        socket: null,
        onDeliveries: null,
      };
      circle.people[i] = person;
      known.set(person, { circle: opened.id, device: randomUUID(), line: null, log: '' });
    });
    const [host, speaker] = circle.people as [LoadPerson, LoadPerson];
    return Object.assign(circle, { host, speaker });
  }

  return {
    async prepare(many, people) {
      const organiser = await organiserBy(key, first);
      const circles: LoadCircle[] = [];
      await withConcurrency(8, Array.from({ length: many }), async () => {
        circles.push(await openCircle(organiser, people));
      });
      return circles;
    },
    async enter(person) {
      const line = await connected(person);
      const { host, people } = person.circle;
      if (person === host) {
        await command(line, { do: 'open-doors' });
        await command(line, { do: 'begin' });
        return;
      }
      const seat = people.indexOf(person) <= maxSeats ? 'sharer' : 'listener';
      await command(line, { do: 'join', seat });
    },
    async reconnect(person) {
      await connected(person);
    },
    async close(host) {
      const line = known.get(host)?.line;
      if (line) await command(line, { do: 'close' });
    },
    say(person, text) {
      const line = known.get(person)?.line;
      if (!line) throw new Error('This person is not connected.');
      command(line, { do: 'say', text }).catch((error: unknown) => {
        // A refusal is an error here: figures of refused commands have no value.
        console.error(error);
        process.exit(1);
      });
    },
  };
};
