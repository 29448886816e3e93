/**
 * The door that links open: looking what one is, and coming in by it. Whatever is wrong with
 * a link, the answer is one and the same. Looking never uses a link up; only a press does
 * (threat 2: the scanners of mail and chat open every link they see).
 */
import type { PersonId, Role } from '@holdspace/core';
import { organiserBy, redeeming, standingOf } from '@holdspace/core';
import { linkToken, looked, redeem, redeemed } from '@holdspace/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { serverAsks } from '../asking.ts';
import type { CircleLedger } from '../ledgers.ts';
import { cardForMember, cardOf } from './cards.ts';
import type { Cookie } from './cookies.ts';
import { baseUrl, type Door, freshLink, linkLife, linkUrl } from './door.ts';
import { joinNamed, shownName } from './names.ts';
import { fieldProblem, linkDoesNotOpen, manyComeIn } from './problems.ts';
import { browserMark, hashToken, newId, placeOf } from './tokens.ts';

interface Knock {
  readonly hash: string;
  /** Marks this browser at this link alone; the cookie is set when it had none. */
  readonly browser: string;
  /** Somebody who came from this browser is excluded from the organisation (VOI-1). */
  readonly excluded: boolean;
}

export const linkDoors =
  (door: Door): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authority, cookies, exclusions, keys, ledgers, metrics, settings } = door;
    const knocks = settings.limits
      ? { rateLimit: { max: settings.knocksPerMinute, timeWindow: '1 minute' } }
      : {};

    const knock = async (
      token: string,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<Knock> => {
      const known = cookies.browserFromCookies(request.headers.cookie);
      const fresh = cookies.browser();
      if (known === null) give(reply, fresh);
      const browser = known ?? fresh.value;
      const at = (hash: string) => browserMark(keys.links, browser, hash);
      const excluded = (await exclusions.current()).binds(known ?? fresh.value);
      const hash = hashToken(token);
      return { hash, browser: at(hash), excluded };
    };
    const circleOf = async (token: string) => {
      const place = placeOf(token);
      return place === null || place === 'house' ? null : authority.circleBehind(place.door);
    };
    const signedInTo = (circle: CircleLedger, request: FastifyRequest): PersonId | null => {
      const id = circle.state.circle ?? '';
      return cookies.memberFromCookies(request.headers.cookie, id)?.member ?? null;
    };

    fastify.post(
      '/links/look',
      {
        config: knocks,
        schema: {
          summary: 'What a link opens. Does not use it up.',
          body: z.strictObject({ token: linkToken }),
          response: { 200: looked },
        },
      },
      async (request, reply) => {
        const { token } = request.body;
        const asked = await knock(token, request, reply);
        const now = ledgers.store.now();
        if (placeOf(token) === 'house') {
          const { state } = await ledgers.house();
          if (!organiserBy(state, { ...asked, now })) throw linkDoesNotOpen();
          return { kind: 'organiser' } as const;
        }
        const circle = await circleOf(token);
        const signedIn = circle && signedInTo(circle, request);
        const found = circle && redeeming(circle.state, { ...asked, signedIn }, now);
        if (!circle || !found) throw linkDoesNotOpen();
        const standing =
          found.member === null ? null : standingOf(circle.state, circle.words, found.member);
        return {
          kind: 'circle',
          role: roleIn(circle, found.member) ?? found.link.role,
          member: found.member === null ? null : { name: standing?.name ?? '' },
          card: standing
            ? await cardForMember(door, { circle, standing })
            : await cardOf(door, circle, 'invited'),
        } as const;
      },
    );

    fastify.post(
      '/links/redeem',
      {
        config: knocks,
        schema: {
          summary: 'Comes in by a link; signs this browser in.',
          body: redeem,
          response: { 200: redeemed },
        },
      },
      async (request, reply) => {
        const { token, sharedDevice } = request.body;
        const asked = await knock(token, request, reply);
        if (placeOf(token) === 'house') {
          const house = await ledgers.house();
          const signedIn = cookies.organiserFromCookies(request.headers.cookie);
          const staff =
            signedIn !== null && house.state.staff.has(signedIn) ? signedIn : newId<PersonId>('o');
          const answer = await house.handle({ do: 'sign-in', ...asked, staff }, serverAsks);
          const used = house.state.links.get(asked.hash)?.used;
          if ('refused' in answer || !used) throw linkDoesNotOpen();
          give(reply, cookies.organiser(used.staff, sharedDevice));
          metrics.redeemed.inc({ kind: 'organiser' });
          return { kind: 'organiser' } as const;
        }
        const circle = await circleOf(token);
        const id = circle?.state.circle;
        if (!circle || !id) throw linkDoesNotOpen();
        const redemption = { ...asked, signedIn: signedInTo(circle, request) };
        const now = ledgers.store.now();
        const before = redeeming(circle.state, redemption, now);
        if (!before) throw linkDoesNotOpen();
        const name = shownName(request.body.name ?? '');
        if (before.member === null) askForWhatIsMissing(name, request.body.agreed === true);
        const fresh = newId<PersonId>('p');
        const back = freshLink(id);
        const asks = {
          do: 'redeem',
          ...redemption,
          fresh,
          name,
          back: { ...back.kept, expires: now + linkLife.return },
          ...(settings.limits ? {} : ({ unlimited: true } as const)),
        } as const;
        const answer =
          before.member === null
            ? await joinNamed(circle, before.link.role, name, (joined) =>
                circle.handle({ ...asks, joined }, serverAsks),
              )
            : await circle.handle(asks, serverAsks);
        if ('refused' in answer) {
          throw answer.refused === 'too-soon' ? manyComeIn() : linkDoesNotOpen();
        }
        const isNew = circle.state.members.has(fresh);
        // Another press of this browser may have come in while this one waited.
        const member = isNew ? fresh : redeeming(circle.state, redemption, now)?.member;
        const role = roleIn(circle, member ?? null);
        if (!member || !role) throw linkDoesNotOpen();
        give(reply, cookies.member(id, member, sharedDevice));
        metrics.redeemed.inc({ kind: before.link.kind });
        const returnLink = isNew ? linkUrl(baseUrl(settings, request), back.token) : null;
        return { kind: 'member', circle: id, member, role, returnLink } as const;
      },
    );
  };

function askForWhatIsMissing(name: string, agreed: boolean): void {
  const fields: Record<string, string> = {};
  if (name === '') fields.name = 'Choose the name that people in the circle will see.';
  if (!agreed) fields.agreed = 'Please read what the circle agrees on, and agree.';
  if (Object.keys(fields).length > 0) throw fieldProblem(fields);
}

const roleIn = (circle: CircleLedger, member: PersonId | null): Role | undefined =>
  member === null ? undefined : circle.state.members.get(member)?.role;

const give = (reply: FastifyReply, { name, value, options }: Cookie) =>
  reply.setCookie(name, value, options);
