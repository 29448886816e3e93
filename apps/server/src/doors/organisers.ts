/** The doors of organisers: opening circles, inviting, planning meetings. */
import type { CircleSettings, LinkId, MeetingId, PersonId } from '@holdspace/core';
import { defaultSettings } from '@holdspace/core';
import {
  circleDetail,
  circleSummary,
  madeLink,
  newCircle,
  newLink,
  newMeeting,
  openedCircle,
  organiserAct,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CircleLedger } from '../ledgers.ts';
import { planMeeting } from '../meetings.ts';
import type { Organiser } from './authority.ts';
import { detailOf, summaryOf } from './cards.ts';
import { defaultAgreements } from './defaults.ts';
import { baseUrl, type Door, freshLink, linkLife, linkUrl } from './door.ts';
import { defined, expectOk, fieldProblem } from './problems.ts';
import { unlessSetAside } from './set-aside.ts';
import { newCircleId, newId } from './tokens.ts';

const id = z.string().min(1).max(64);
const minute = 60_000;

type LinkWish = z.output<typeof newLink>;

export const organiserDoors =
  (door: Door): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authority, ledgers, settings } = door;

    const makeLink = async (
      ledger: CircleLedger,
      { asking }: Organiser,
      wish: LinkWish & { readonly expiresAt?: number },
      base: string,
    ) => {
      const { token, kept } = freshLink(ledger.state.circle ?? undefined);
      const { role, label, uses, member } = wish;
      const usual = role === 'facilitator' ? linkLife.facilitator : linkLife.invitation;
      const expires = wish.expiresAt ?? ledgers.store.now() + (wish.expires ?? usual);
      const answer = await ledger.handle(
        member === undefined
          ? { do: 'invite', ...kept, role, label, uses, expires }
          : { do: 'renew', ...kept, member: member as PersonId, label, expires },
        asking,
      );
      if ('refused' in answer && answer.refused === 'unknown-person') {
        throw fieldProblem({ member: 'No one in this circle has this id.' });
      }
      if ('refused' in answer && answer.refused === 'not-yours') {
        throw fieldProblem({
          member:
            'Only facilitators get a new sign-in link. Participants come back with their return code.',
        });
      }
      expectOk(answer);
      return { id: kept.link, url: linkUrl(base, token) };
    };

    fastify.get(
      '/circles',
      { schema: { summary: 'All circles.', response: { 200: z.array(circleSummary) } } },
      async (request) => {
        const { house } = await authority.organiser(request);
        const summaries = [...house.state.circles].map(async (each) => {
          const circle = await ledgers.circle(each);
          // A circle whose opening was cut short by a crash has no ledger yet.
          return circle.state.circle === null ? null : summaryOf(ledgers, circle);
        });
        const shown = await Promise.all(summaries.map(unlessSetAside));
        return shown.filter((summary) => summary !== null);
      },
    );

    fastify.post(
      '/circles',
      {
        schema: {
          summary: 'Opens a circle with its first meeting, a facilitator link and an invitation.',
          body: newCircle,
          response: { 201: openedCircle },
        },
      },
      async (request, reply) => {
        const organiser = await authority.organiser(request);
        const { name, purpose, agreements = defaultAgreements, minutes } = request.body;
        const circle = newCircleId();
        const start = Date.parse(request.body.start);
        const end = start + minutes * minute;
        // Listed first: a listed circle that was never opened is shown to nobody.
        expectOk(await organiser.house.handle({ do: 'list-circle', circle }, organiser.asking));
        const ledger = await ledgers.circle(circle);
        const wished = defined(request.body.settings ?? {});
        const opened = { ...defaultSettings, ...wished } as CircleSettings;
        expectOk(
          await ledger.handle(
            { do: 'open', circle, name, purpose, agreements, settings: opened },
            organiser.asking,
          ),
        );
        const meeting = newId<MeetingId>('g');
        expectOk(await planMeeting(ledgers, ledger, organiser.asking, { meeting, start, end }));
        const base = baseUrl(settings, request);
        const now = ledgers.store.now();
        const link = (role: LinkWish['role'], label: string, uses: number, life: number) => {
          const expiresAt = Math.max(now + life, end);
          return makeLink(ledger, organiser, { role, label, uses, expiresAt }, base);
        };
        const facilitatorLink = await link('facilitator', 'Facilitator', 1, linkLife.facilitator);
        const invitation = await link('participant', 'Invitation', 30, linkLife.invitation);
        return reply.code(201).send({ id: circle, facilitatorLink, invitation });
      },
    );

    fastify.get(
      '/circles/:circle',
      {
        schema: {
          summary: 'One circle with its people and links.',
          params: z.object({ circle: id }),
          response: { 200: circleDetail },
        },
      },
      async (request) => {
        const { circle } = await authority.organised(request, request.params.circle);
        return detailOf(ledgers, circle);
      },
    );

    fastify.get(
      '/circles/:circle/record',
      {
        schema: {
          summary:
            'What organisers did in a circle, oldest first: what, who, when, and about what.',
          params: z.object({ circle: id }),
          response: { 200: z.array(organiserAct).readonly() },
        },
      },
      async (request) => {
        const { circle } = await authority.organised(request, request.params.circle);
        return circle.state.acts;
      },
    );

    fastify.post(
      '/circles/:circle/links',
      {
        schema: {
          summary: 'Makes a link. Its address is shown this once.',
          params: z.object({ circle: id }),
          body: newLink,
          response: { 201: madeLink },
        },
      },
      async (request, reply) => {
        const { organiser, circle } = await authority.organised(request, request.params.circle);
        const made = await makeLink(circle, organiser, request.body, baseUrl(settings, request));
        return reply.code(201).send(made);
      },
    );

    fastify.delete(
      '/circles/:circle/links/:link',
      {
        schema: {
          summary: 'Takes a link back.',
          params: z.object({ circle: id, link: id }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { organiser, circle } = await authority.organised(request, request.params.circle);
        const link = request.params.link as LinkId;
        expectOk(await circle.handle({ do: 'revoke-link', link }, organiser.asking));
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/meetings',
      {
        schema: {
          summary: 'Plans a meeting.',
          params: z.object({ circle: id }),
          body: newMeeting,
          response: { 201: z.object({ id: z.string() }) },
        },
      },
      async (request, reply) => {
        const { organiser, circle } = await authority.organised(request, request.params.circle);
        const meeting = newId<MeetingId>('g');
        const start = Date.parse(request.body.start);
        const end = start + request.body.minutes * minute;
        expectOk(await planMeeting(ledgers, circle, organiser.asking, { meeting, start, end }));
        return reply.code(201).send({ id: meeting });
      },
    );
  };
