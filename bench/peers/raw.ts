/**
 * Raw `ws`: every message is encoded once and its one frame is handed to each member's
 * socket. It stores nothing and checks only the sign-in: the lowest cost that Node allows.
 */
import { createServer } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { benchSecret, listen, type PeerIdentity, verifyToken } from './sign-in.ts';

const secret = benchSecret();
const circles = new Map<string, Set<WebSocket & { readonly _socket?: TcpSocket }>>();
const server = createServer();
const sockets = new WebSocketServer({
  server,
  perMessageDeflate: false,
  maxPayload: 16 * 1024,
});

sockets.on('connection', (socket: WebSocket) => {
  let who: PeerIdentity | null = null;
  socket.on('error', () => socket.terminate());
  socket.on('close', () => who && circles.get(who.circle)?.delete(socket));
  socket.on('message', (data: RawData) => {
    const said = JSON.parse(String(data)) as { readonly token?: string; readonly text?: string };
    if (who) {
      if (said.text !== undefined) broadcast(who, said.text);
      return;
    }
    who = verifyToken(secret, said.token);
    if (!who) return socket.terminate();
    const members = circles.get(who.circle) ?? new Set();
    circles.set(who.circle, members.add(socket));
    socket.send('{"entered":true}');
  });
});

function broadcast({ circle, person }: PeerIdentity, text: string): void {
  const frame = frameOf(JSON.stringify({ said: { by: person, text, at: Date.now() } }));
  for (const { _socket } of circles.get(circle) ?? []) _socket?.write(frame);
}

/** One complete text message of less than 64 KiB. */
function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  if (head === 2) frame[1] = length;
  else {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, head);
  return frame;
}

listen(server);
