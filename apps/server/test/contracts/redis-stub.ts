/**
 * A stub of a Redis Cluster with two nodes on loopback, for the contract with node-redis: one
 * node owns all slots, channels can be subscribed and moved. It speaks as much of RESP 3 as
 * node-redis needs for this and keeps no data.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const push = (kind: string, channel: string, count: number) =>
  `>3\r\n${bulk(kind)}${bulk(channel)}:${count}\r\n`;

class StubNode {
  readonly subscribed: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Map<Socket, Set<string>>();

  constructor(slots: () => string) {
    this.#server = createServer((socket) => {
      socket.setNoDelay(true);
      this.#sockets.set(socket, new Set());
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('data', (data) => {
        for (const command of commandsIn(String(data))) {
          socket.write(this.#answer(socket, command, slots));
        }
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #answer(socket: Socket, [name = '', ...args]: readonly string[], slots: () => string): string {
    const channels = this.#sockets.get(socket) ?? new Set();
    const [channel = ''] = args;
    switch (name.toUpperCase()) {
      case 'HELLO':
        return `%1\r\n${bulk('proto')}:3\r\n`;
      case 'CLUSTER':
        return slots();
      case 'SSUBSCRIBE':
        this.subscribed.push(channel);
        channels.add(channel);
        return push('ssubscribe', channel, channels.size);
      case 'CLIENT':
        return bulk(`id=1 sub=0 ssub=${channels.size} multi=-1`);
      default:
        return '+OK\r\n';
    }
  }

  /** Sends what a node sends when the slot of a channel leaves it. */
  release(channel: string): void {
    for (const [socket, channels] of this.#sockets) {
      if (channels.delete(channel)) socket.write(push('sunsubscribe', channel, channels.size));
    }
  }

  close(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
    this.#server.close();
  }
}

/** The commands in one chunk: arrays of bulk strings, none of them split over chunks here. */
function commandsIn(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  for (const line of text.split('\r\n')) {
    if (line.startsWith('*')) commands.push([]);
    else if (line !== '' && !line.startsWith('$')) commands.at(-1)?.push(line);
  }
  return commands;
}

export class RedisStub {
  readonly first: StubNode;
  readonly second: StubNode;
  /** The node that owns all slots; null when no node knows. */
  owner: StubNode | null;

  constructor() {
    const slots = () => {
      if (!this.owner) return '-CLUSTERDOWN the cluster is down\r\n';
      const node = `*3\r\n${bulk('127.0.0.1')}:${this.owner.port}\r\n${bulk('id')}`;
      return `*1\r\n*3\r\n:0\r\n:16383\r\n${node}`;
    };
    this.first = new StubNode(slots);
    this.second = new StubNode(slots);
    this.owner = this.first;
  }

  async listen(): Promise<void> {
    await Promise.all([this.first.listen(), this.second.listen()]);
  }

  close(): void {
    this.first.close();
    this.second.close();
  }
}
