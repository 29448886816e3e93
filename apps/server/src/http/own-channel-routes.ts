/**
 * Routes about by what somebody of the staff is alerted (ALR-2): their own devices and e-mail
 * address, and the address of others for organisers.
 */
import { channelOfKind, houseSlots, type PersonId, pushDevicesOf } from '@holdspace/core';
import type { OwnChannels } from '@holdspace/protocol';
import {
  createdPushDevice,
  emailRequest,
  ownChannels,
  pushSubscription,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { arePushKeysValid, writePushSubscription } from '../notifications/push-subscription.ts';
import { newId } from '../security/tokens.ts';
import type { HttpContext } from './http-context.ts';
import { expectOk, fieldError, HttpError, notHereError } from './http-errors.ts';

type OwnChannelApp = Parameters<FastifyPluginAsyncZod>[0];

const noContent = { 204: z.null() };
const idSchema = z.string().min(1).max(64);

export const ownChannelRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    addOwnOverview(fastify, context);
    addPush(fastify, context);
    addEmail(fastify, context);
    addEmailOfOthers(fastify, context);
  };

function addOwnOverview(
  fastify: OwnChannelApp,
  { authenticator, channels, ledgers }: HttpContext,
): void {
  fastify.get(
    '/house/me/channels',
    {
      schema: {
        summary: 'By what one is alerted oneself: devices with push, and an e-mail address.',
        response: { 200: ownChannels },
      },
    },
    async (request): Promise<OwnChannels> => {
      const { house, identity } = await authenticator.staff(request, 'read-own');
      const { state, words } = house;
      const devices = pushDevicesOf(state, identity.person, ledgers.store.now());
      return {
        push: {
          on: channelOfKind(state, 'push') !== null,
          key: channels.pushKey,
          devices: devices.map(([session, { id, since }]) => ({
            ...{ id, since, current: session === identity.session },
            label: words.get(houseSlots.label(session)) ?? '',
          })),
        },
        email: {
          on: channelOfKind(state, 'email') !== null,
          address: words.get(houseSlots.email(identity.person)) ?? null,
        },
      };
    },
  );
}

function addPush(fastify: OwnChannelApp, { authenticator, channels, ledgers }: HttpContext): void {
  fastify.post(
    '/house/me/push',
    {
      schema: {
        summary: 'Turns web push on for this browser, until its session ends.',
        body: pushSubscription,
        response: { 201: createdPushDevice },
      },
    },
    async (request, reply) => {
      const { house, asking, identity } = await authenticator.staff(request, 'change-own');
      const { person: staff, session } = identity;
      if (session === null) throw notHereError();
      if (channelOfKind(house.state, 'push') === null) throw pushOffError();
      if (!arePushKeysValid(request.body.keys)) {
        throw fieldError({ keys: 'These are no keys of a push subscription.' });
      }
      // A browser gave it, and one sentence for every reason says nothing about this network.
      if ((await channels.hosts.problemOf(request.body.endpoint)) !== null) {
        throw fieldError({ endpoint: unreachablePushService });
      }
      const subscription = writePushSubscription(request.body);
      if (house.words.get(houseSlots.push(session)) !== subscription) {
        const command = { do: 'subscribe-push', staff, session, device: newId('d') } as const;
        expectOk(await house.handle({ ...command, subscription }, asking));
      }
      const device = house.state.pushDevices.get(session);
      if (!device) throw notHereError();
      return reply.code(201).send({ id: device.id });
    },
  );

  fastify.delete(
    '/house/me/push',
    { schema: { summary: 'Turns web push off for this browser.', response: noContent } },
    async (request, reply) => {
      const { house, asking, identity } = await authenticator.staff(request, 'change-own');
      const { person: staff, session } = identity;
      const device = session && house.state.pushDevices.get(session)?.id;
      if (device) expectOk(await house.handle({ do: 'unsubscribe-push', staff, device }, asking));
      return reply.code(204).send(null);
    },
  );

  fastify.delete(
    '/house/me/push/:device',
    {
      schema: {
        summary: 'Turns web push off for a device of one’s own; it stays signed in.',
        params: z.object({ device: idSchema }),
        response: noContent,
      },
    },
    async (request, reply) => {
      const { house, asking, identity } = await authenticator.staff(request, 'change-own');
      const { person: staff } = identity;
      const { device } = request.params;
      const own = pushDevicesOf(house.state, staff, ledgers.store.now());
      if (!own.some(([, { id }]) => id === device)) throw notHereError();
      expectOk(await house.handle({ do: 'unsubscribe-push', staff, device }, asking));
      return reply.code(204).send(null);
    },
  );
}

function addEmail(fastify: OwnChannelApp, { authenticator }: HttpContext): void {
  fastify.put(
    '/house/me/email',
    {
      schema: {
        summary: 'Sets the e-mail address by which one is alerted.',
        body: emailRequest,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { house, asking, identity } = await authenticator.staff(request, 'change-own');
      const { address } = request.body;
      expectOk(await house.handle({ do: 'set-email', staff: identity.person, address }, asking));
      return reply.code(204).send(null);
    },
  );

  fastify.delete(
    '/house/me/email',
    { schema: { summary: 'Takes one’s own e-mail address away.', response: noContent } },
    async (request, reply) => {
      const { house, asking, identity } = await authenticator.staff(request, 'change-own');
      const taken = { do: 'set-email', staff: identity.person, address: null } as const;
      expectOk(await house.handle(taken, asking));
      return reply.code(204).send(null);
    },
  );
}

function addEmailOfOthers(fastify: OwnChannelApp, { authenticator }: HttpContext): void {
  const params = z.object({ id: idSchema });
  fastify.put(
    '/house/staff/:id/email',
    {
      schema: {
        summary: 'Sets the e-mail address by which somebody of the staff is alerted.',
        params,
        body: emailRequest,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { house, asking } = await authenticator.staff(request, 'change-staff');
      const staff = request.params.id as PersonId;
      const { address } = request.body;
      expectOk(await house.handle({ do: 'set-email', staff, address }, asking));
      return reply.code(204).send(null);
    },
  );

  fastify.delete(
    '/house/staff/:id/email',
    {
      schema: {
        summary: 'Takes the e-mail address of somebody of the staff away.',
        params,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { house, asking } = await authenticator.staff(request, 'change-staff');
      const staff = request.params.id as PersonId;
      expectOk(await house.handle({ do: 'set-email', staff, address: null }, asking));
      return reply.code(204).send(null);
    },
  );
}

const unreachablePushService =
  'The push service of this browser can’t be reached from this server, or its address isn’t allowed.';

const pushOffError = () =>
  new HttpError(409, {
    code: 'push-off',
    message: 'Push is off here. An organiser turns it on in the settings.',
  });
