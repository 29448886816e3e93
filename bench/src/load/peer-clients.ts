/** The clients of the compared servers: raw `ws`, and Socket.IO with or without a store. */
import { tokenFor } from '../../peers/sign-in.ts';
import type { LoadCircle, LoadClientOptions, LoadPerson, OpenLoadClient } from './load-client.ts';
import { connect, openSocket, type SocketIo } from './websocket.ts';

/** Unique for each start, so that names do not repeat in a store. */
let made = 0;

function circlesOf(
  { urls, key }: LoadClientOptions,
  circles: number,
  people: number,
): LoadCircle[] {
  return Array.from({ length: circles }, () => {
    const id = `c${made++}`;
    const circle = { people: [] as LoadPerson[] } as { people: LoadPerson[] } & LoadCircle;
    for (let i = 0; i < people; i++) {
      const name = `p${i}`;
      circle.people.push({
        circle,
        name,
        url: urls[i % urls.length] as string,
        key: tokenFor(key, { circle: id, person: name }),
        ...{ socket: null, onDeliveries: null },
      });
    }
    const [host, speaker] = circle.people as [LoadPerson, LoadPerson];
    return Object.assign(circle, { host, speaker });
  });
}

const countDeliveries = (person: LoadPerson, around: LoadClientOptions, frame: Buffer) => {
  const count = around.meter.countFrame(frame);
  if (count > 0) person.onDeliveries?.(count);
  return count;
};

export const rawClient: OpenLoadClient = async (around) => {
  const enter = async (person: LoadPerson) => {
    const entered = Promise.withResolvers<void>();
    const socket = await openSocket(person, '/', {}, (frame) => {
      if (countDeliveries(person, around, frame) === 0) entered.resolve();
    });
    socket.send(JSON.stringify({ token: person.key }));
    await entered.promise;
  };
  return {
    prepare: async (circles, people) => circlesOf(around, circles, people),
    enter,
    reconnect: enter,
    say: (person, text) => person.socket?.send(JSON.stringify({ text })),
  };
};

const enteredFrame = Buffer.from('42["entered"');
/** Bytes at the end of a delivery that hold its position. */
const tailLength = 64;
const placeInFrame = /"place":"([\d-]+)"\}\]+$/;

export const roomsClient: OpenLoadClient = async (around) => {
  const lines = new WeakMap<LoadPerson, SocketIo>();
  /** The end of the last delivery; a frame itself is valid only while it is heard. */
  const tails = new WeakMap<LoadPerson, Buffer>();
  const come = async (person: LoadPerson, place?: string) => {
    const entered = Promise.withResolvers<void>();
    const tail = tails.get(person) ?? Buffer.alloc(tailLength);
    tails.set(person, tail);
    const hello = { token: person.key, ...(place !== undefined && { place }) };
    const line = await connect(person, hello, {}, (frame) => {
      if (countDeliveries(person, around, frame) > 0) {
        frame.copy(tail, 0, Math.max(0, frame.length - tailLength));
      }
      if (frame.subarray(0, enteredFrame.length).equals(enteredFrame)) entered.resolve();
    });
    lines.set(person, line);
    await entered.promise;
  };
  return {
    prepare: async (circles, people) => circlesOf(around, circles, people),
    enter: (person) => come(person),
    // Without a store messages have no position, and missed ones cannot be sent.
    reconnect: (person) => come(person, placeInFrame.exec(String(tails.get(person) ?? ''))?.[1]),
    say: (person, text) => void lines.get(person)?.ask('say', text),
  };
};
