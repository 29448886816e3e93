/**
 * WebSockets for the load generator, with the framing of Socket.IO written by hand: `40`
 * connects, `42` is an event, `43` an acknowledgement, `2` and `3` are ping and pong.
 */
import { type FrameSocket, openFrameSocket } from './frame-socket.ts';
import type { LoadPerson } from './load-client.ts';

const deadline = 30_000;

/** Resolves when it is open; every message goes to `heard` and is valid during that call only. */
export async function openSocket(
  person: LoadPerson,
  path: string,
  headers: Readonly<Record<string, string>>,
  heard: (frame: Buffer) => void,
): Promise<FrameSocket> {
  const { socket, opened } = openFrameSocket({ url: person.url, path, headers, heard });
  person.socket = socket;
  await opened;
  return socket;
}

/** Closes without a closing frame, as a network failure does. */
export function terminate(person: LoadPerson): void {
  person.socket?.terminate();
  person.socket = null;
}

export interface SocketIo {
  emit(text: string): void;
  /** The raw answer, for instance `[{"ok":true}]`. */
  ask(event: string, ...fields: readonly unknown[]): Promise<string>;
}

const byte = { open: 0x30, ping: 0x32, message: 0x34, connect: 0x30, event: 0x32, answer: 0x33 };

/** Connects and sends the hello; resolves when the server has confirmed the connection. */
export async function connect(
  person: LoadPerson,
  hello: object,
  headers: Readonly<Record<string, string>>,
  heard: (frame: Buffer) => void,
): Promise<SocketIo> {
  const answers = new Map<number, (answer: string) => void>();
  let asked = 0;
  let connected: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    connected = resolve;
    failed = reject;
  });
  const late = setTimeout(() => failed(new Error('A handshake took too long.')), deadline);
  const opening = openSocket(person, '/socket.io/?EIO=4&transport=websocket', headers, (frame) => {
    const [kind, what] = frame;
    if (kind === byte.open) socket?.send(`40${JSON.stringify(hello)}`);
    else if (kind === byte.ping) socket?.send('3');
    else if (kind !== byte.message) failed(new Error(`Unexpected: ${frame}`));
    else if (what === byte.event) heard(frame);
    else if (what === byte.answer) answered(String(frame));
    else if (what === byte.connect) connected();
    else failed(new Error(`Not let in: ${frame}`));
  });
  const { socket } = person;
  function answered(text: string): void {
    const begin = text.indexOf('[');
    const id = Number(text.slice(2, begin));
    answers.get(id)?.(text.slice(begin));
    answers.delete(id);
  }
  try {
    await Promise.all([opening, done]);
  } finally {
    clearTimeout(late);
  }
  return {
    emit: (text) => socket?.send(text),
    ask: (event, ...fields) =>
      new Promise((resolve) => {
        const id = asked++;
        answers.set(id, resolve);
        socket?.send(`42${id}${JSON.stringify([event, ...fields])}`);
      }),
  };
}
