/**
 * Calendar feeds (RHY-5): one secret address for each membership and for each of the staff. The
 * secret is in the path because calendars can send it nowhere else; it opens the feed alone.
 */
import { createHash } from 'node:crypto';
import {
  type CalendarFeed,
  type CircleId,
  circleSlots,
  type FeedTitle,
  facilitatesCircle,
  isExcluded,
  type MeetingId,
  meetingsInFeeds,
  memberOfFeed,
  type PersonId,
  staffOfFeed,
  standingOf,
} from '@holdspace/core';
import type { FeedBody } from '@holdspace/protocol';
import { appointmentQuery, feedBody, feedRequest } from '@holdspace/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Appointment, calendarFile, neutralTitles } from '../calendar/calendar-file.ts';
import { memberContext } from '../ledger/command-context.ts';
import type { CircleLedger, HouseLedger } from '../ledger/ledgers.ts';
import { deriveFeedSecret, hashToken, newId, tokenTarget } from '../security/tokens.ts';
import { baseUrl, type HttpContext } from './http-context.ts';
import { expectOk, HttpError, notHereError } from './http-errors.ts';
import type { Membership, StaffRequest } from './request-authenticator.ts';

const idSchema = z.string().min(1).max(64);
const circleParams = z.object({ circle: idSchema });
const noContent = { 204: z.null() };
const calendarType = 'text/calendar; charset=utf-8';
const calendarText = { content: { 'text/calendar': { schema: z.string() } } };
/** Calendars ask again after an hour or a day; a person who presses *refresh* gets what is new. */
const cacheControl = 'private, max-age=60';

/** RFC 9110: a list of tags; what compresses on the way makes them weak. */
const hasEtag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag;
  });

/** Also for an address that never was one: the answer does not show which of both it is. */
const feedGoneError = () =>
  new HttpError(404, {
    code: 'not-here',
    message:
      'There is no calendar at this address, or it was ended. The page of your circle has a new one for you.',
  });

/** A calendar, or 304 where the asker has it as it is. */
function sendCalendar(request: FastifyRequest, reply: FastifyReply, text: string) {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', cacheControl);
  if (hasEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(calendarType).send(text);
}

/** A feed before it is asked for: another id each time. */
const newFeed = (context: HttpContext, title: FeedTitle, circle?: CircleId): CalendarFeed => {
  const feed = newId<string>('f');
  return { feed, hash: hashToken(deriveFeedSecret(context.keys.links, feed, circle)), title };
};

/** The appointments of one circle. */
function appointmentsOf(
  { state, words }: CircleLedger,
  { title, base, now }: { readonly title: FeedTitle; readonly base: string; readonly now: number },
): Appointment[] {
  const name = words.get(circleSlots.name) ?? neutralTitles.appointment;
  return meetingsInFeeds(state, now).map((meeting) => ({
    meeting,
    title: title === 'real' ? name : neutralTitles.appointment,
    place: `${base}/c/${state.circle}`,
  }));
}

/** The circles whose meetings somebody of the staff carries. */
const circlesOfStaff = ({ state }: HouseLedger, staff: PersonId): CircleId[] => {
  const member = state.staff.get(staff);
  return member ? [...member.circles].filter((circle) => facilitatesCircle(member, circle)) : [];
};

export const feedRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    addOwnFeed(fastify, context);
    addAppointment(fastify, context);
    addCalendar(fastify, context);
  };

type FeedApp = Parameters<FastifyPluginAsyncZod>[0];

/** A member who is no staff has a feed of the membership; everybody else theirs as staff. */
async function feedOwner(
  { authenticator }: HttpContext,
  request: FastifyRequest,
  circle: string,
): Promise<
  | { readonly membership: Membership; readonly staff: null }
  | { readonly membership: null; readonly staff: StaffRequest }
> {
  const membership = await authenticator.member(request, circle);
  const isStaff = membership?.circle.state.members.get(membership.standing.person)?.staff;
  if (membership && !isStaff) return { membership, staff: null };
  const staff = await authenticator.circleStaff(request, 'make-own-feed', circle);
  return { membership: null, staff };
}

function addOwnFeed(fastify: FeedApp, context: HttpContext): void {
  const { keys, settings } = context;
  const address = (request: FastifyRequest, { feed, title }: CalendarFeed, circle?: CircleId) => ({
    url: `${baseUrl(settings, request)}/api/feed/${deriveFeedSecret(keys.links, feed, circle)}.ics`,
    title,
  });

  fastify.post(
    '/circles/:circle/feed',
    {
      schema: {
        summary:
          'The address of one’s own calendar feed; a new one where there is none. Again: the same address, with the title that is asked for. Staff have one for all circles that they lead.',
        params: circleParams,
        body: feedRequest.optional(),
        response: { 200: feedBody },
      },
    },
    async (request): Promise<FeedBody> => {
      const id = request.params.circle as CircleId;
      const owner = await feedOwner(context, request, id);
      if (owner.membership) {
        const { circle, standing } = owner.membership;
        const own = () => circle.state.members.get(standing.person)?.feed;
        const title = request.body?.title ?? own()?.title ?? 'neutral';
        const command = { do: 'make-feed', ...newFeed(context, title, id) } as const;
        expectOk(await circle.handle(command, memberContext(standing.person)));
        const made = own();
        if (!made) throw notHereError();
        return address(request, made, id);
      }
      const { house, identity, asking } = owner.staff;
      const own = () => house.state.staff.get(identity.person)?.feed;
      const title = request.body?.title ?? own()?.title ?? 'neutral';
      const fields = { staff: identity.person, ...newFeed(context, title) };
      expectOk(await house.handle({ do: 'make-staff-feed', ...fields }, asking));
      const made = own();
      if (!made) throw notHereError();
      return address(request, made);
    },
  );

  fastify.delete(
    '/circles/:circle/feed',
    {
      schema: {
        summary: 'Ends the address of one’s own calendar feed at once. The next one is another.',
        params: circleParams,
        response: noContent,
      },
    },
    async (request, reply) => {
      const owner = await feedOwner(context, request, request.params.circle);
      if (owner.membership) {
        const { circle, standing } = owner.membership;
        expectOk(await circle.handle({ do: 'revoke-feed' }, memberContext(standing.person)));
      } else {
        const { house, identity, asking } = owner.staff;
        const command = { do: 'revoke-staff-feed', staff: identity.person } as const;
        expectOk(await house.handle(command, asking));
      }
      return reply.code(204).send(null);
    },
  );
}

function addAppointment(fastify: FeedApp, context: HttpContext): void {
  const { authenticator, ledgers, settings } = context;
  fastify.get(
    '/circles/:circle/meetings/:meeting/appointment.ics',
    {
      schema: {
        summary: 'One meeting for one’s calendar, with an alarm 15 minutes before.',
        params: circleParams.extend({ meeting: idSchema }),
        querystring: appointmentQuery,
        response: { 200: calendarText, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { circle: id, meeting } = request.params;
      const membership = await authenticator.member(request, id);
      const { circle } =
        membership ?? (await authenticator.circleStaff(request, 'read-circle', id));
      const asked = {
        title: request.query.title,
        base: baseUrl(settings, request),
        now: ledgers.store.now(),
      };
      const found = appointmentsOf(circle, asked).filter(
        (each) => each.meeting.meeting === (meeting as MeetingId),
      );
      const [only] = found;
      if (!only) throw notHereError();
      void reply.header('content-disposition', 'attachment; filename="appointment.ics"');
      return sendCalendar(request, reply, calendarFile(only.title, found, { alarm: true }));
    },
  );
}

function addCalendar(fastify: FeedApp, context: HttpContext): void {
  const { authenticator, ledgers, settings } = context;
  const circleCalendar = async (prefix: string, hash: string, base: string) => {
    const circle = await authenticator.circleByPrefix(prefix);
    const member = circle && memberOfFeed(circle.state, hash);
    const title = member && circle.state.members.get(member)?.feed?.title;
    const now = ledgers.store.now();
    const standing = member && standingOf(circle.state, circle.words, member);
    // VOI-1: who is excluded is told nothing of the circle.
    if (!title || !standing || isExcluded(standing, now)) throw feedGoneError();
    const found = appointmentsOf(circle, { title, base, now });
    const name = title === 'real' ? circle.words.get(circleSlots.name) : undefined;
    return calendarFile(name ?? neutralTitles.calendar, found);
  };
  const staffCalendar = async (hash: string, base: string) => {
    const house = await ledgers.house();
    const staff = staffOfFeed(house.state, hash);
    const title = staff && house.state.staff.get(staff)?.feed?.title;
    if (!staff || !title) throw feedGoneError();
    const circles = await Promise.all(
      circlesOfStaff(house, staff).map((circle) => ledgers.circle(circle)),
    );
    const now = ledgers.store.now();
    const found = circles.flatMap((circle) => appointmentsOf(circle, { title, base, now }));
    return calendarFile(neutralTitles.calendar, found);
  };

  fastify.get(
    '/feed/:file',
    {
      schema: {
        summary: 'A calendar feed, by its secret address. It needs no sign-in.',
        params: z.object({ file: z.string().max(64) }),
        response: { 200: calendarText, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { file } = request.params;
      const secret = file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '';
      const target = tokenTarget(secret);
      if (target === null) throw feedGoneError();
      const base = baseUrl(settings, request);
      const hash = hashToken(secret);
      const text =
        target === 'house'
          ? await staffCalendar(hash, base)
          : await circleCalendar(target.prefix, hash, base);
      return sendCalendar(request, reply, text);
    },
  );
}
