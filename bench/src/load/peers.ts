/** How the compared servers are spoken to: raw `ws`, and Socket.IO with or without a store. */
import { tokenFor } from '../../peers/sign-in.ts';
import { connect, open, type SocketIo } from './socket.ts';
import type { Around, Circle, OpenWire, Person } from './wire.ts';

/** Of one start: names never meet again, also not in a store. */
let made = 0;

function circlesOf({ urls, key }: Around, circles: number, people: number): Circle[] {
  return Array.from({ length: circles }, () => {
    const id = `c${made++}`;
    const circle = { people: [] as Person[] } as { people: Person[] } & Circle;
    for (let i = 0; i < people; i++) {
      const name = `p${i}`;
      circle.people.push({
        circle,
        name,
        url: urls[i % urls.length] as string,
        key: tokenFor(key, { circle: id, person: name }),
        ...{ socket: null, heard: null },
      });
    }
    const [host, speaker] = circle.people as [Person, Person];
    return Object.assign(circle, { host, speaker });
  });
}

const told = (person: Person, around: Around, frame: Buffer) => {
  const count = around.meter.hear(frame);
  if (count > 0) person.heard?.(count);
  return count;
};

export const rawWire: OpenWire = async (around) => {
  const enter = async (person: Person) => {
    const entered = Promise.withResolvers<void>();
    const socket = await open(person, '/', {}, (frame) => {
      if (told(person, around, frame) === 0) entered.resolve();
    });
    socket.send(JSON.stringify({ token: person.key }));
    await entered.promise;
  };
  return {
    prepare: async (circles, people) => circlesOf(around, circles, people),
    enter,
    comeBack: enter,
    say: (person, text) => person.socket?.send(JSON.stringify({ text })),
  };
};

const enteredFrame = Buffer.from('42["entered"');
const placeInFrame = /"place":"([\d-]+)"\}\]+$/;

export const roomsWire: OpenWire = async (around) => {
  const lines = new WeakMap<Person, SocketIo>();
  const last = new WeakMap<Person, Buffer>();
  const come = async (person: Person, place?: string) => {
    const entered = Promise.withResolvers<void>();
    const hello = { token: person.key, ...(place !== undefined && { place }) };
    const line = await connect(person, hello, {}, (frame) => {
      if (told(person, around, frame) > 0) last.set(person, frame);
      if (frame.subarray(0, enteredFrame.length).equals(enteredFrame)) entered.resolve();
    });
    lines.set(person, line);
    await entered.promise;
  };
  return {
    prepare: async (circles, people) => circlesOf(around, circles, people),
    enter: (person) => come(person),
    // Where nothing is kept nothing has a place, and nothing can be told of what was missed.
    comeBack: (person) => come(person, placeInFrame.exec(String(last.get(person) ?? ''))?.[1]),
    say: (person, text) => void lines.get(person)?.ask('say', text),
  };
};
