/** Routes of members: their own membership, and the card of their circle. */
import { circleSlots, mayBecomeStaff } from '@holdspace/core';
import type { Me } from '@holdspace/protocol';
import { circleCardBody, me } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HttpContext } from './http-context.ts';
import { isEndedMembership, isOrganiserNow, type StaffRequest } from './request-authenticator.ts';
import { toCircleCard, toMemberCard } from './response-dtos.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });

export const memberRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator } = context;

    fastify.get(
      '/me',
      { schema: { summary: 'Who this browser is signed in as.', response: { 200: me } } },
      async (request) => {
        const staff = await authenticator.staffOrNull(request);
        const organiser = staff !== null && isOrganiserNow(staff);
        const found = await authenticator.sessions(request.headers.cookie);
        const ended: Me['ended'] = [];
        const circles: Me['circles'] = [];
        const becomeStaff: string[] = [];
        for (const each of found) {
          const circle = each.circle.state.circle ?? '';
          if (isEndedMembership(each)) ended.push({ circle, why: each.why });
          else {
            const { person, name, role } = each.standing;
            const circleName = each.circle.words.get(circleSlots.name) ?? '';
            circles.push({ circle, member: person, role, name, circleName });
            const member = each.circle.state.members.get(person);
            if (member && mayBecomeStaff(member)) becomeStaff.push(circle);
          }
        }
        return {
          ...{ organiser, ...(staff ? toOwnRoles(staff) : {}) },
          ...(becomeStaff.length > 0 ? { becomeStaff } : {}),
          ...{ circles, ended },
        };
      },
    );

    fastify.get(
      '/circles/:circle/card',
      {
        config: { compressed: true },
        schema: {
          summary: 'What a circle is, for its members and for organisers.',
          params: circleParams,
          response: { 200: circleCardBody },
        },
      },
      async (request) => {
        const { circle } = request.params;
        const membership = await authenticator.member(request, circle);
        if (membership) return toMemberCard(context, membership);
        const { circle: ledger } = await authenticator.circleStaff(request, 'read-card', circle);
        return toCircleCard(context, ledger, 'organiser');
      },
    );
  };

/** Nothing for a program with a key. */
const toOwnRoles = ({ house, identity: { person } }: StaffRequest): Pick<Me, 'staff'> => {
  const member = house.state.staff.get(person);
  return member ? { staff: { id: person, roles: member.roles } } : {};
};
