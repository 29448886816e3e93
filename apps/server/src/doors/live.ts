/**
 * The two doors of a live connection where WebSocket is blocked (CON-4): the stream of changes,
 * and what a person asks. They belong to the protocol of docs/protocol.md, not to the interface.
 * No cookie is set here, so that nothing is written when an answer comes after the way out.
 */
import { maxPacket, nowHeader } from '@holdspace/protocol';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../gateway/admission.ts';
import { streamHeaders } from '../gateway/stream-line.ts';
import type { Streams } from '../gateway/streams.ts';
import type { Door } from './door.ts';
import { connectionRefused, wrongAddress } from './problems.ts';

export const streamRoute = '/api/circles/:circle/stream';
const commandsRoute = '/circles/:circle/commands';

/** Bytes around a packet. */
const envelope = 512;

interface Asked {
  Params: { circle: string };
}

export const liveDoors =
  (
    { settings, origins, ledgers }: Pick<Door, 'settings' | 'origins' | 'ledgers'>,
    streams: () => Streams | null,
  ): FastifyPluginAsync =>
  async (fastify) => {
    // Limited by person, as over a socket; behind one address there are whole circles.
    const live = {
      ...{ schema: { hide: true }, config: { rateLimit: false as const } },
      bodyLimit: maxPacket + envelope,
    };

    /** A browser always says where such a request comes from; so do our clients elsewhere. */
    const opened = ({ headers }: FastifyRequest): Streams => {
      if (!origins.allowsConnection(headers)) throw wrongAddress(settings.publicUrl);
      const there = streams();
      if (!there) throw new Refused('draining');
      return there;
    };

    fastify.setErrorHandler((error) => {
      throw error instanceof Refused ? connectionRefused(error.code) : error;
    });
    fastify.addHook('onSend', async (_request, reply) => {
      reply.header(nowHeader, String(ledgers.store.now()));
    });

    fastify.post<Asked>(streamRoute.slice('/api'.length), live, async (request, reply) => {
      const { circle } = request.params;
      const there = opened(request);
      const guest = await there.admit(request.headers, circle, request.body);
      await there.carry(guest, request.headers.cookie ?? '', begun(reply));
    });

    fastify.post<Asked>(commandsRoute, live, async (request) => {
      const { circle } = request.params;
      const isGone = () => request.raw.socket.destroyed;
      return opened(request).ask(request.headers, circle, request.body, isGone);
    });
  };

/** The head of a stream has been sent: from here on it is no answer of a route. */
function begun(reply: FastifyReply) {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { ...reply.getHeaders(), ...streamHeaders } as Record<string, string>);
  // A reader who waits for nothing is not slow: the small packets of a circle go at once.
  raw.socket?.setNoDelay(true);
  raw.flushHeaders();
  return raw;
}
