/** Routes of organisers: opening circles, inviting people. */
import type { LinkId, MeetingId, Millis, PersonId } from '@holdspace/core';
import { circlesSeenBy, nextSlotFrom } from '@holdspace/core';
import type { CirclePerson } from '@holdspace/protocol';
import {
  circleDetail,
  circlePageQuery,
  circlePerson,
  circleSummary,
  createdLink,
  newCircleRequest,
  newLinkRequest,
  openedCircleResponse,
  organiserActBody,
  recordPageQuery,
  searchedPageQuery,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PlanChange } from '../circles/circle-planning.ts';
import { zoneRules } from '../circles/zone-rules.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { pageOfList, pageOfRecord } from '../lists/list-page.ts';
import { deriveCircleId, deriveId, newCircleId, newId } from '../security/tokens.ts';
import { openingFromKit } from './circle-opening.ts';
import {
  baseUrl,
  createLink,
  deriveLink,
  type HttpContext,
  linkLifetimes,
  linkUrl,
} from './http-context.ts';
import { expectOk, fieldError, withoutUndefined } from './http-errors.ts';
import { kitBodyLimit } from './kit-routes.ts';
import { sendListPage } from './list-pages.ts';
import type { StaffRequest } from './request-authenticator.ts';
import { toCircleDetail, toCirclePeople } from './response-dtos.ts';
import { readRhythm } from './rhythm-dtos.ts';

const idSchema = z.string().min(1).max(64);
const minute = 60_000;

type LinkRequest = z.output<typeof newLinkRequest>;

/**
 * The meetings of a new circle: this one, or those of a rhythm. Throws an error for both, and for
 * none.
 */
function wantedMeetings(
  { start: written, rhythm }: Pick<z.output<typeof newCircleRequest>, 'start' | 'rhythm'>,
  { meeting, minutes }: { readonly meeting: MeetingId; readonly minutes: number },
  now: Millis,
): { readonly plan: PlanChange; readonly firstEnd: Millis } {
  if (written !== undefined && rhythm !== undefined) {
    throw fieldError({ rhythm: 'Give a start or a rhythm, not both.' });
  }
  if (rhythm !== undefined) {
    const rule = readRhythm(rhythm, now);
    const first = nextSlotFrom(rule, zoneRules, now)?.start ?? now;
    return { plan: { do: 'set-rhythm', rule, minutes }, firstEnd: first + minutes * minute };
  }
  if (written === undefined) {
    throw fieldError({
      start: 'Say when the first meeting is (start), or when all its meetings are (rhythm).',
    });
  }
  const start = Date.parse(written);
  const end = start + minutes * minute;
  return { plan: { do: 'schedule', meeting, start, end }, firstEnd: end };
}

export const organiserRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, circleListing, keys, kits, ledgers, planning, settings } = context;

    const makeLink = async (
      ledger: CircleLedger,
      { asking }: StaffRequest,
      request: LinkRequest & { readonly expiresAt?: number },
      base: string,
    ) => {
      const { role, label, uses, member } = request;
      const { circle } = ledger.state;
      const { token, kept } =
        circle !== null && request.id !== undefined
          ? deriveLink(keys.links, circle, request.id)
          : createLink(circle ?? undefined);
      const usual = role === 'facilitator' ? linkLifetimes.facilitator : linkLifetimes.invitation;
      const expires = request.expiresAt ?? ledgers.store.now() + (request.expires ?? usual);
      // RHY-8: unless it was said until when.
      const lasts = role === 'participant' && request.expires === undefined;
      const lasting = lasts ? ({ lasting: true } as const) : {};
      const answer = await ledger.handle(
        member === undefined
          ? { do: 'invite', ...kept, role, label, uses, expires, ...lasting }
          : { do: 'renew', ...kept, member: member as PersonId, label, expires },
        asking,
      );
      if ('refused' in answer && answer.refused === 'unknown-person') {
        throw fieldError({ member: 'No one in this circle has this id.' });
      }
      if ('refused' in answer && answer.refused === 'not-yours') {
        const isStaff = ledger.state.members.get(member as PersonId)?.staff !== undefined;
        throw fieldError({
          member: isStaff
            ? 'This facilitator is one of the staff. Make them a sign-in link under People.'
            : 'Only facilitators get a new sign-in link. Participants come back with their return code.',
        });
      }
      expectOk(answer);
      return { id: kept.link, url: linkUrl(base, token) };
    };

    fastify.get(
      '/circles',
      {
        schema: {
          summary: 'All circles, page by page; for a facilitator, those they look after.',
          querystring: circlePageQuery,
          response: { 200: z.array(circleSummary) },
        },
      },
      async (request, reply) => {
        const { house, identity } = await authenticator.staff(request, 'list-circles');
        const { ids, ...page } = request.query;
        const seen = circlesSeenBy(house.state, identity);
        const asked = ids ? seen.filter((circle) => ids.includes(circle)) : seen;
        return sendListPage(request, reply, () => circleListing.page(asked, page));
      },
    );

    fastify.post(
      '/circles',
      {
        bodyLimit: kitBodyLimit,
        schema: {
          summary:
            'Opens a circle with its first meeting or its rhythm, a facilitator link and an invitation. With a kit, what is left out is that of the kit.',
          body: newCircleRequest,
          response: { 201: openedCircleResponse },
        },
      },
      async (request, reply) => {
        // A kit or a rhythm that cannot be used opens nothing and is no act of the record.
        await authenticator.staff(request, 'read-kits');
        const { id, name } = request.body;
        const { minutes, rhythm: _, ...opening } = openingFromKit(kits, request.body);
        // A retry finds what its first try opened: every id comes from the id of the request.
        const circle = id === undefined ? newCircleId() : deriveCircleId(keys.links, id);
        const meeting =
          id === undefined ? newId<MeetingId>('g') : deriveId<MeetingId>('g', keys.links, id);
        const wanted = wantedMeetings(request.body, { meeting, minutes }, ledgers.store.now());
        const organiser = await authenticator.staff(request, 'open-circle', { circle });
        // Listed before it is opened: a listed circle that was never opened is not shown.
        expectOk(await organiser.house.handle({ do: 'list-circle', circle }, organiser.asking));
        const ledger = await ledgers.circle(circle);
        expectOk(await ledger.handle({ do: 'open', circle, name, ...opening }, organiser.asking));
        expectOk(await planning.change(ledger, wanted.plan, organiser.asking));
        const base = baseUrl(settings, request);
        const now = ledgers.store.now();
        const link = (role: LinkRequest['role'], label: string, uses: number, life: number) => {
          const expiresAt = Math.max(now + life, wanted.firstEnd);
          const own = id === undefined ? {} : { id: `${id} ${role}` };
          return makeLink(ledger, organiser, { ...own, role, label, uses, expiresAt }, base);
        };
        const facilitatorLink = await link(
          'facilitator',
          'Facilitator',
          1,
          linkLifetimes.facilitator,
        );
        const invitation = await link('participant', 'Invitation', 30, linkLifetimes.invitation);
        return reply.code(201).send({ id: circle, facilitatorLink, invitation });
      },
    );

    fastify.get(
      '/circles/:circle',
      {
        schema: {
          summary: 'One circle with its people and links.',
          params: z.object({ circle: idSchema }),
          response: { 200: circleDetail },
        },
      },
      async (request) => {
        const { circle } = await authenticator.circleStaff(
          request,
          'read-circle',
          request.params.circle,
        );
        return toCircleDetail(ledgers, circle);
      },
    );

    fastify.get(
      '/circles/:circle/people',
      {
        schema: {
          summary: 'The members of one circle, page by page, as they joined.',
          params: z.object({ circle: idSchema }),
          querystring: searchedPageQuery,
          response: { 200: z.array(circlePerson) },
        },
      },
      async (request, reply) => {
        const { circle } = await authenticator.circleStaff(
          request,
          'read-circle',
          request.params.circle,
        );
        const entry = {
          idOf: ({ id }: CirclePerson) => id,
          textsOf: ({ name, link }: CirclePerson) => [name, link],
        };
        return sendListPage(request, reply, () =>
          pageOfList(toCirclePeople(circle), request.query, entry),
        );
      },
    );

    fastify.get(
      '/circles/:circle/record',
      {
        schema: {
          summary:
            'What organisers did in a circle, page by page, oldest first unless it says otherwise: what, who, when, and about what.',
          params: z.object({ circle: idSchema }),
          querystring: recordPageQuery,
          response: { 200: z.array(organiserActBody).readonly() },
        },
      },
      async (request, reply) => {
        const { circle } = await authenticator.circleStaff(
          request,
          'read-circle-record',
          request.params.circle,
        );
        return sendListPage(request, reply, () => pageOfRecord(circle.state.acts, request.query));
      },
    );

    fastify.post(
      '/circles/:circle/links',
      {
        schema: {
          summary: 'Makes a link. Its address is shown this once.',
          params: z.object({ circle: idSchema }),
          body: newLinkRequest,
          response: { 201: createdLink },
        },
      },
      async (request, reply) => {
        const asked = await authenticator.circleStaff(
          request,
          'make-link',
          request.params.circle,
          withoutUndefined({ member: request.body.member }),
        );
        const made = await makeLink(asked.circle, asked, request.body, baseUrl(settings, request));
        return reply.code(201).send(made);
      },
    );

    fastify.delete(
      '/circles/:circle/links/:link',
      {
        schema: {
          summary: 'Takes a link back.',
          params: z.object({ circle: idSchema, link: idSchema }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const asked = await authenticator.circleStaff(
          request,
          'revoke-link',
          request.params.circle,
          { link: request.params.link },
        );
        const link = request.params.link as LinkId;
        expectOk(await asked.circle.handle({ do: 'revoke-link', link }, asked.asking));
        return reply.code(204).send(null);
      },
    );
  };
