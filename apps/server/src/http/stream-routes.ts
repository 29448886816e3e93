/**
 * The two routes of a live connection when WebSocket is blocked (CON-4): the stream of changes,
 * and what a person asks. They belong to the protocol of docs/protocol.md, not to the interface.
 * No cookie is set here, so that nothing is written when an answer comes after the way out.
 */
import { maxPacketBytes, serverTimeHeader } from '@holdspace/protocol';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { ConnectionRefused } from '../realtime/connection-admission.ts';
import { streamHeaders } from '../realtime/stream-client-socket.ts';
import type { StreamServer } from '../realtime/stream-server.ts';
import type { HttpContext } from './http-context.ts';
import { connectionRefusedError, wrongAddressError } from './http-errors.ts';

export const streamPath = '/api/circles/:circle/stream';
const commandsPath = '/circles/:circle/commands';

/** Bytes around a packet. */
const envelopeBytes = 512;

interface CircleRoute {
  Params: { circle: string };
}

export const streamRoutes =
  (
    { settings, origins, ledgers }: Pick<HttpContext, 'settings' | 'origins' | 'ledgers'>,
    streams: () => StreamServer | null,
  ): FastifyPluginAsync =>
  async (fastify) => {
    // Limited by person, as over a socket; behind one address there are whole circles.
    const live = {
      ...{ schema: { hide: true }, config: { rateLimit: false as const } },
      bodyLimit: maxPacketBytes + envelopeBytes,
    };

    /** A browser always says where such a request comes from; so do our clients elsewhere. */
    const opened = ({ headers }: FastifyRequest): StreamServer => {
      if (!origins.allowsConnection(headers)) throw wrongAddressError(settings.publicUrl);
      const there = streams();
      if (!there) throw new ConnectionRefused('draining');
      return there;
    };

    fastify.setErrorHandler((error) => {
      throw error instanceof ConnectionRefused ? connectionRefusedError(error.code) : error;
    });
    fastify.addHook('onSend', async (_request, reply) => {
      reply.header(serverTimeHeader, String(ledgers.store.now()));
    });

    fastify.post<CircleRoute>(streamPath.slice('/api'.length), live, async (request, reply) => {
      const { circle } = request.params;
      const there = opened(request);
      const guest = await there.admit(request.headers, circle, request.body);
      await there.open(guest, request.headers.cookie ?? '', beginStream(reply));
    });

    fastify.post<CircleRoute>(commandsPath, live, async (request) => {
      const { circle } = request.params;
      const { socket } = request.raw;
      const client = {
        get connected() {
          return !socket.destroyed;
        },
      };
      return opened(request).handleRequest(request.headers, circle, request.body, client);
    });
  };

/** The head of a stream has been sent: from here on it is no answer of a route. */
function beginStream(reply: FastifyReply) {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { ...reply.getHeaders(), ...streamHeaders } as Record<string, string>);
  // A reader who waits for nothing is not slow: the small packets of a circle go at once.
  raw.socket?.setNoDelay(true);
  raw.flushHeaders();
  return raw;
}
