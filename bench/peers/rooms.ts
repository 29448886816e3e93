/**
 * Socket.IO as its documentation shows it: a room for each circle, `io.to(room).emit` for each
 * message, an acknowledgement, and no store. With REDIS_URL it becomes the usual durable design:
 * the sharded Redis adapter, XADD before each broadcast, and missed messages read from the
 * stream after a reconnect.
 */
import { createServer } from 'node:http';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { benchSecret, listen, type PeerIdentity, verifyToken } from './sign-in.ts';

const secret = benchSecret();
const server = createServer();
const io = new Server(server, {
  serveClient: false,
  transports: ['websocket'],
  allowUpgrades: false,
  maxHttpBufferSize: 16 * 1024,
  perMessageDeflate: false,
  httpCompression: false,
});

interface RoomMessage {
  readonly by: string;
  readonly text: string;
  readonly at: number;
}
interface RoomStore {
  /** Resolves when the message is durable, with its position. */
  keep(circle: string, said: RoomMessage): Promise<string>;
  after(
    circle: string,
    place: string,
  ): Promise<readonly (RoomMessage & { readonly place: string })[]>;
}

async function openStore(url: string): Promise<RoomStore> {
  const commands = createClient({ url });
  const subscriber = commands.duplicate();
  for (const client of [commands, subscriber]) client.on('error', (error) => console.error(error));
  await Promise.all([commands.connect(), subscriber.connect()]);
  io.adapter(createShardedAdapter(commands, subscriber));
  return {
    keep: (circle, { by, text, at }) => commands.xAdd(circle, '*', { by, text, at: String(at) }),
    async after(circle, place) {
      const entries = (await commands.xRange(circle, `(${place}`, '+')) ?? [];
      return entries.map(({ id, message }) => ({
        by: String(message.by),
        text: String(message.text),
        at: Number(message.at),
        place: id,
      }));
    },
  };
}

const url = process.env.REDIS_URL;
const store = url ? await openStore(url) : null;

io.use((socket, next) => {
  const who = verifyToken(secret, socket.handshake.auth.token);
  if (!who) return next(new Error('not-here'));
  socket.data = who;
  next();
});

io.on('connection', async (socket) => {
  const { circle, person } = socket.data as PeerIdentity;
  socket.on('say', async (text: unknown, answer: unknown) => {
    if (typeof text !== 'string' || typeof answer !== 'function') return;
    const said: RoomMessage = { by: person, text, at: Date.now() };
    const place = await store?.keep(circle, said);
    io.to(circle).emit('said', place === undefined ? said : { ...said, place });
    answer({ ok: true });
  });
  await socket.join(circle);
  const { place } = socket.handshake.auth as { readonly place?: string };
  const missed = place === undefined ? [] : await store?.after(circle, place);
  socket.emit('entered', missed ?? []);
});

listen(server);
