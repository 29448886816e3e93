/** The doors of people who are in already: who am I, and my circle's card. */
import { circleSlots } from '@holdspace/core';
import type { Me } from '@holdspace/protocol';
import { card, me } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hasEnded } from './authority.ts';
import { cardForMember, cardOf } from './cards.ts';
import type { Door } from './door.ts';
import { notHere } from './problems.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });

export const memberDoors =
  (door: Door): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authority } = door;

    fastify.get(
      '/me',
      { schema: { summary: 'Who this browser is signed in as.', response: { 200: me } } },
      async (request) => {
        const organiser = (await authority.organiserOrNull(request)) !== null;
        const found = await authority.sessions(request.headers.cookie);
        const ended: Me['ended'] = [];
        const circles: Me['circles'] = [];
        for (const each of found) {
          const circle = each.circle.state.circle ?? '';
          if (hasEnded(each)) ended.push({ circle, why: each.why });
          else {
            const { person, name, role } = each.standing;
            const circleName = each.circle.words.get(circleSlots.name) ?? '';
            circles.push({ circle, member: person, role, name, circleName });
          }
        }
        return { organiser, circles, ended };
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
        if (membership) return cardForMember(door, membership);
        await authority.organiser(request);
        const ledger = await authority.circle(circle);
        if (!ledger) throw notHere();
        return cardOf(door, ledger, 'organiser');
      },
    );
  };
