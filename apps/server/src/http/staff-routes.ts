/** Routes of organisers about the people who carry the circles (STF-1 to STF-4). */
import {
  type CircleId,
  type HouseStanding,
  houseSlots,
  type PersonId,
  type StaffMember,
  type StaffRole,
} from '@holdspace/core';
import type { StaffMemberBody } from '@holdspace/protocol';
import {
  createdLink,
  createdStaff,
  newStaffRequest,
  onCallOrder,
  searchedPageQuery,
  staffChanges,
  staffList,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CommandContext } from '../ledger/ledger-runtime.ts';
import type { HouseLedger } from '../ledger/ledgers.ts';
import { pageOfList } from '../lists/list-page.ts';
import { newId } from '../security/tokens.ts';
import { staffNameFrom } from './display-names.ts';
import { baseUrl, createLink, type HttpContext, linkLifetimes, linkUrl } from './http-context.ts';
import { expectOk, fieldError, lastOrganiserError, withoutUndefined } from './http-errors.ts';
import { sendListPage } from './list-pages.ts';

const idSchema = z.string().min(1).max(64);
const idParams = z.object({ id: idSchema });
const noContent = { 204: z.null() };

type StaffAct = {
  readonly house: HouseLedger;
  readonly asking: CommandContext<HouseStanding>;
};

export const staffRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, houseOutbox, ledgers, settings } = context;

    fastify.get(
      '/house/staff',
      {
        schema: {
          summary: 'Everybody of the staff, page by page, with roles, circles and passkeys.',
          querystring: searchedPageQuery,
          response: { 200: staffList },
        },
      },
      async (request, reply) => {
        const { house, identity } = await authenticator.staff(request, 'list-staff');
        const toBody = ([id, member]: readonly [PersonId, StaffMember]) => ({
          ...toStaffMember(house, id, member),
          you: id === identity.person,
        });
        return sendListPage(request, reply, () => {
          const { items, next } = pageOfList([...house.state.staff], request.query, {
            idOf: ([id]) => id,
            textsOf: ([id]) => [house.words.get(houseSlots.staffName(id)) ?? ''],
          });
          return { items: items.map(toBody), next };
        });
      },
    );

    fastify.post(
      '/house/staff',
      {
        schema: {
          summary: 'Adds somebody to the staff. The link of their first entry is shown this once.',
          body: newStaffRequest,
          response: { 201: createdStaff },
        },
      },
      async (request, reply) => {
        const { roles, circles } = request.body;
        const name = staffNameFrom(request.body.name);
        if (isOrganiserIn(roles)) await authenticator.staff(request, 'make-organiser');
        const { house, asking } = await authenticator.staff(request, 'add-staff');
        const staff = newId<PersonId>('o');
        const { token, kept } = createLink();
        const expires = ledgers.store.now() + linkLifetimes.staff;
        const added = { staff, name, roles, circles: circles as CircleId[], ...kept, expires };
        const answer = await house.handle({ do: 'add-staff', ...added }, asking);
        if ('refused' in answer && answer.refused === 'not-here') throw unknownCircleError();
        expectOk(answer);
        return reply
          .code(201)
          .send({ id: staff, link: linkUrl(baseUrl(settings, request), token) });
      },
    );

    fastify.patch(
      '/house/staff/:id',
      {
        schema: {
          summary: 'Changes name, roles or circles; what is left out stays.',
          params: idParams,
          body: staffChanges,
          response: noContent,
        },
      },
      async (request, reply) => {
        const { circles, name, ...changed } = request.body;
        const staff = request.params.id as PersonId;
        const { house, asking } = await authenticator.staff(request, 'change-staff');
        const before = house.state.staff.get(staff)?.roles ?? [];
        if (changed.roles && isOrganiserIn(before) !== isOrganiserIn(changed.roles)) {
          const act = isOrganiserIn(before) ? 'end-organiser-role' : 'make-organiser';
          await authenticator.staff(request, act);
        }
        const change = withoutUndefined({
          ...changed,
          name: name === undefined ? undefined : staffNameFrom(name),
          circles: circles as CircleId[] | undefined,
        });
        const answer = await house.handle({ do: 'change-staff', staff, ...change }, asking);
        if ('refused' in answer && answer.refused === 'not-yours') throw lastOrganiserError();
        if ('refused' in answer && answer.refused === 'not-here') throw unknownCircleError();
        expectOk(answer);
        await houseOutbox.delivered();
        return reply.code(204).send(null);
      },
    );

    fastify.delete(
      '/house/staff/:id',
      {
        schema: {
          summary: 'Removes somebody: sign-ins, passkeys, keys and links of theirs end at once.',
          params: idParams,
          response: noContent,
        },
      },
      async (request, reply) => {
        const act = await authenticator.staff(request, 'remove-staff');
        await removeStaff(context, act, request.params.id);
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/house/staff/:id/link',
      {
        schema: {
          summary: 'Makes a one-time link for first entry or recovery. It is shown this once.',
          params: idParams,
          body: z.strictObject({}).optional(),
          response: { 201: createdLink },
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.staff(request, 'make-staff-link');
        const { token, kept } = createLink();
        const staff = request.params.id as PersonId;
        const expires = ledgers.store.now() + linkLifetimes.staff;
        expectOk(await house.handle({ do: 'make-staff-link', staff, ...kept, expires }, asking));
        const url = linkUrl(baseUrl(settings, request), token);
        return reply.code(201).send({ id: kept.link, url });
      },
    );

    fastify.delete(
      '/house/staff/:id/passkeys/:passkey',
      {
        schema: {
          summary: 'Removes a passkey of somebody who lost it; sessions that it began end.',
          params: z.object({ id: idSchema, passkey: z.string().min(1).max(64) }),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.staff(request, 'remove-passkey-of-other');
        const { passkey } = request.params;
        const staff = request.params.id as PersonId;
        expectOk(await house.handle({ do: 'remove-passkey', staff, passkey }, asking));
        await houseOutbox.delivered();
        return reply.code(204).send(null);
      },
    );

    fastify.put(
      '/house/on-call',
      {
        schema: {
          summary: 'The order in which those on call are alerted; names each of them once.',
          body: onCallOrder,
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.staff(request, 'order-on-call');
        const order = request.body.order as PersonId[];
        const answer = await house.handle({ do: 'order-on-call', order }, asking);
        if ('refused' in answer && answer.refused === 'bad-order') {
          throw fieldError({ order: 'Name everyone who is on call, each once.' });
        }
        expectOk(answer);
        return reply.code(204).send(null);
      },
    );
  };

const isOrganiserIn = (roles: readonly StaffRole[]): boolean => roles.includes('organiser');

const unknownCircleError = () => fieldError({ circles: 'One of these circles doesn’t exist.' });

/** Rejects: the last organiser stays; the one answer for an unknown id. */
export async function removeStaff(
  { houseOutbox }: Pick<HttpContext, 'houseOutbox'>,
  { house, asking }: StaffAct,
  id: string,
): Promise<void> {
  const answer = await house.handle({ do: 'dismiss', staff: id as PersonId }, asking);
  if ('refused' in answer && answer.refused === 'not-yours') throw lastOrganiserError();
  expectOk(answer);
  await houseOutbox.delivered();
}

export function toStaffMember(
  { state, words }: HouseLedger,
  id: PersonId,
  { roles, circles, since, entered, passkeys }: StaffMember,
): Omit<StaffMemberBody, 'you'> {
  const place = state.onCall.indexOf(id);
  return {
    ...{ id, roles, since, entered, circles: [...circles] },
    name: words.get(houseSlots.staffName(id)) ?? '',
    onCall: place < 0 ? null : place,
    passkeys: [...passkeys].map(([passkey, each]) => ({
      id: passkey,
      name: words.get(houseSlots.passkeyName(passkey)) ?? '',
      since: each.since,
    })),
  };
}
