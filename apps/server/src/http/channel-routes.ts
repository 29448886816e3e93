/** Routes of organisers about the ways by which staff are alerted (ALR-2, ALR-4). */
import {
  alertTargetsOf,
  type Channel,
  type ChannelKind,
  type ChannelSetup,
  channelOfKind,
  houseSlots,
  maxWebhooks,
  organisers,
  type PersonId,
  pushDevicesOf,
} from '@holdspace/core';
import type { ChannelBody, ChannelOverview, ChannelTestResult } from '@holdspace/protocol';
import {
  channelOverview,
  channelTestResult,
  createdChannel,
  newChannelRequest,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HouseLedger } from '../ledger/ledgers.ts';
import { channelDisclosures } from '../notifications/channel-disclosures.ts';
import { inboxUrl, type Notification } from '../notifications/notification.ts';
import type { OutboundHosts } from '../notifications/outbound-hosts.ts';
import { tryChannel } from '../notifications/try-channel.ts';
import { newWebhookSecret } from '../notifications/webhook-sender.ts';
import { newId } from '../security/tokens.ts';
import { baseUrl, type HttpContext } from './http-context.ts';
import { expectOk, fieldError, HttpError, notHereError } from './http-errors.ts';

type ChannelApp = Parameters<FastifyPluginAsyncZod>[0];

const idParams = z.object({ id: z.string().min(1).max(64) });

export const channelRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    addOverview(fastify, context);
    addSetup(fastify, context);
    addTest(fastify, context);
  };

function addOverview(fastify: ChannelApp, { authenticator, channels, ledgers }: HttpContext): void {
  fastify.get(
    '/house/channels',
    {
      schema: {
        summary: 'The ways by which staff are alerted, and who on call has one.',
        response: { 200: channelOverview },
      },
    },
    async (request): Promise<ChannelOverview> => {
      const { house } = await authenticator.staff(request, 'read-channels');
      const { state } = house;
      const now = ledgers.store.now();
      const reach = (id: PersonId) => ({
        id,
        devices: pushDevicesOf(state, id, now).length,
        email: state.staff.get(id)?.emailSince != null,
      });
      return {
        channels: [...state.channels].map(([id, each]) => toChannelBody(house, id, each)),
        problems: {
          push: channels.problemWith('push'),
          email: channels.problemWith('email'),
          webhook: channels.problemWith('webhook'),
        },
        learns: channelDisclosures,
        onCall: state.onCall.map(reach),
        organisers: organisers(state)
          .filter((id) => !state.onCall.includes(id))
          .map(reach),
      };
    },
  );
}

function addSetup(fastify: ChannelApp, { authenticator, channels }: HttpContext): void {
  fastify.post(
    '/house/channels',
    {
      schema: {
        summary:
          'Sets up a way by which staff are alerted. The secret of a webhook is shown this once.',
        body: newChannelRequest,
        response: { 201: createdChannel },
      },
    },
    async (request, reply) => {
      const { house, asking } = await authenticator.staff(request, 'set-up-channel');
      const { kind, url, name } = request.body;
      const problem = channels.problemWith(kind);
      if (problem !== null) throw channelUnavailableError(problem);
      const setup =
        kind === 'webhook'
          ? await webhookSetup(channels.hosts, house, { url, name })
          : plainSetup(kind, { url, name });
      const channel = newId('ch');
      const answer = await house.handle({ do: 'set-up-channel', channel, ...setup }, asking);
      if ('refused' in answer && answer.refused === 'full') throw tooManyWebhooksError();
      expectOk(answer);
      if (setup.kind === 'webhook' && channelCalling(house, setup.url) !== channel) {
        // Another request for the same address came first.
        await house.handle({ do: 'remove-channel', channel }, asking);
        throw knownUrlError();
      }
      // Push and e-mail are set up once: a repetition answers with the one that is there.
      const id = setup.kind === 'webhook' ? channel : channelOfKind(house.state, setup.kind);
      const secret = setup.kind === 'webhook' ? { secret: setup.secret } : {};
      return reply
        .code(201)
        .send({ id: id ?? channel, ...secret, learns: channelDisclosures[kind] });
    },
  );

  fastify.delete(
    '/house/channels/:id',
    {
      schema: {
        summary: 'Takes a channel away, with its address and secret.',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { house, asking } = await authenticator.staff(request, 'remove-channel');
      const channel = request.params.id;
      expectOk(await house.handle({ do: 'remove-channel', channel }, asking));
      return reply.code(204).send(null);
    },
  );
}

function addTest(fastify: ChannelApp, context: HttpContext): void {
  const { authenticator, channels, ledgers, settings } = context;
  fastify.post(
    '/house/channels/:id/test',
    {
      ...(settings.limits ? { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } } : {}),
      schema: {
        summary: 'Tries a channel now, to oneself, and says what came of it.',
        params: idParams,
        // A request without a body has null.
        body: z.strictObject({}).nullish(),
        response: { 200: channelTestResult },
      },
    },
    async (request): Promise<ChannelTestResult> => {
      const channel = request.params.id;
      // Nothing is noted about a channel that does not exist.
      const asked = await authenticator.staffOrNull(request);
      if (!asked?.house.state.channels.has(channel)) throw notHereError();
      const { house, identity } = await authenticator.staff(request, 'test-channel', { channel });
      const now = ledgers.store.now();
      const known = house.state.channels.get(channel);
      if (!known) throw notHereError();
      const targets = alertTargetsOf(house.state, identity.person, now);
      const own = targets.filter((each) => each.channel === channel);
      if (own.length === 0 && known.kind !== 'webhook') throw nothingToTryError(known.kind);
      const webhook = { channel, staff: null, device: null };
      const notification: Notification = {
        ...{ id: newId('test'), topic: 'test', at: now },
        url: inboxUrl(baseUrl(settings, request)),
      };
      const tried = known.kind === 'webhook' ? [webhook] : own;
      return tryChannel({ house, sender: channels.sender, channel, now }, tried, notification);
    },
  );
}

type GivenSetup = Pick<z.output<typeof newChannelRequest>, 'url' | 'name'>;

/** Rejects with a sentence for an address that cannot be called, or is set up already. */
async function webhookSetup(
  hosts: OutboundHosts,
  house: HouseLedger,
  { url: given, name = '' }: GivenSetup,
): Promise<ChannelSetup> {
  if (given === undefined) {
    throw fieldError({ url: 'A webhook needs an address: https://hooks.example.org/holdspace.' });
  }
  const fault = await hosts.problemOf(given);
  if (fault !== null) throw fieldError({ url: fault });
  const url = hosts.urlOf(given).href;
  if (channelCalling(house, url) !== null) throw knownUrlError();
  return { kind: 'webhook', url, name, secret: newWebhookSecret() };
}

/** The first channel with this address, in the order of the ledger, which is that of every node. */
const channelCalling = ({ state, words }: HouseLedger, url: string): string | null =>
  [...state.channels.keys()].find((each) => words.get(houseSlots.channelUrl(each)) === url) ?? null;

const knownUrlError = () =>
  fieldError({
    url: 'This address is set up already. If its secret is lost, take it away first.',
  });

function plainSetup(kind: 'push' | 'email', { url, name }: GivenSetup): ChannelSetup {
  const given = Object.entries({ url, name }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return { kind };
  const sentence = 'Only a webhook has this.';
  throw fieldError(Object.fromEntries(given.map(([field]) => [field, sentence])));
}

function toChannelBody(
  { words }: HouseLedger,
  id: string,
  { kind, since, tested }: Channel,
): ChannelBody {
  const url = URL.parse(words.get(houseSlots.channelUrl(id)) ?? '');
  const detail = words.get(houseSlots.channelTest(id)) ?? null;
  return {
    ...{ id, kind, since, host: url?.host ?? null },
    name: words.get(houseSlots.channelName(id)) ?? '',
    tested: tested && { ...tested, detail },
  };
}

const channelUnavailableError = (problem: string) =>
  new HttpError(409, { code: 'channel-unavailable', message: problem });

const tooManyWebhooksError = () =>
  new HttpError(409, {
    code: 'full',
    message: `There are ${maxWebhooks} webhooks already. Take one away first.`,
  });

const nothingToTryError = (kind: Exclude<ChannelKind, 'webhook'>) =>
  new HttpError(409, {
    code: 'nothing-to-try',
    message:
      kind === 'email'
        ? 'A test goes to your own e-mail address, and none of yours is known here. Add it first.'
        : 'A test goes to your own devices, and push is on at none of them. Turn it on at one first.',
  });
