/** The doors of people who are in already: who am I, my circle's card, my way back, signing out. */
import type { CircleId } from '@holdspace/core';
import { card, me } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { memberAsks } from '../asking.ts';
import { cardOf } from './cards.ts';
import { baseUrl, type Door, freshLink, linkLife, linkUrl } from './door.ts';
import { notHere } from './problems.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });

export const memberDoors =
  (door: Door): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authority, cookies, ledgers, settings } = door;

    fastify.get(
      '/me',
      { schema: { summary: 'Who this browser is signed in as.', response: { 200: me } } },
      async (request) => {
        const organiser = (await authority.organiserOrNull(request)) !== null;
        const named = cookies.membersFromCookies(request.headers.cookie);
        const found = await Promise.all(
          named.map(({ circle }) => authority.member(request, circle)),
        );
        const circles = found.flatMap((membership) => {
          if (!membership) return [];
          const { person, name, role } = membership.standing;
          return [{ circle: membership.circle.state.circle ?? '', member: person, role, name }];
        });
        return { organiser, circles };
      },
    );

    fastify.post(
      '/sign-out',
      {
        // The way out is never limited (PRV-9).
        config: { rateLimit: false },
        schema: {
          summary: 'Takes the cookies back: of one circle, or all.',
          body: z.strictObject({ circle: z.string().max(64).optional() }).optional(),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const only = request.body?.circle;
        for (const name of cookies.namesIn(request.headers.cookie, only)) {
          const { value, options } = cookies.gone(name);
          reply.setCookie(name, value, options);
        }
        // Whoever comes to this browser next is somebody else.
        for (const name of cookies.namesIn(request.headers.cookie, 'browser')) {
          const { value, options } = cookies.gone(name);
          reply.setCookie(name, value, options);
        }
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/circles/:circle/card',
      {
        schema: {
          summary: 'What a circle is, for its members and for organisers.',
          params: circleParams,
          response: { 200: card },
        },
      },
      async (request) => {
        const { circle } = request.params;
        const membership = await authority.member(request, circle);
        if (membership) return cardOf(door, membership.circle);
        await authority.organiser(request);
        const ledger = await authority.circle(circle);
        if (!ledger) throw notHere();
        return cardOf(door, ledger);
      },
    );

    fastify.post(
      '/circles/:circle/return-link',
      {
        schema: {
          summary: 'A new way back for oneself; the one before stops opening.',
          params: circleParams,
          body: z.strictObject({}).optional(),
          response: { 200: z.object({ returnLink: z.string() }) },
        },
      },
      async (request) => {
        const membership = await authority.member(request, request.params.circle);
        if (!membership) throw notHere();
        const { circle, standing } = membership;
        const { token, kept } = freshLink(circle.state.circle as CircleId);
        const expires = ledgers.store.now() + linkLife.return;
        const answer = await circle.handle(
          { do: 'make-return-link', member: standing.person, ...kept, expires },
          memberAsks(standing.person),
        );
        if ('refused' in answer) throw notHere();
        return { returnLink: linkUrl(baseUrl(settings, request), token) };
      },
    );
  };
