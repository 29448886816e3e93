/** The inbox of staff over HTTP: what needs somebody, and *I have it* (ALR-3, ALR-4, ALR-6). */
import { type AlertId, alertSeenBy } from '@holdspace/core';
import { alertDetail, inboxList, inboxQuery, seenAlertsRequest } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { systemContext } from '../ledger/command-context.ts';
import { alertDetailOf, inboxPage } from '../projection/inbox-view.ts';
import type { HttpContext } from './http-context.ts';
import {
  alertNotOpenError,
  alertNotYoursError,
  expectOk,
  fieldError,
  notHereError,
  withoutUndefined,
} from './http-errors.ts';
import type { StaffRequest } from './request-authenticator.ts';

const params = z.object({ alert: z.string().min(1).max(64) });
const noContent = { 204: z.null() };

/** ALR-4: they have opened these; a program has not. Only what they were given counts. */
async function markSeen(
  { house, identity }: StaffRequest,
  alerts: readonly AlertId[],
): Promise<void> {
  if (identity.key !== null) return;
  const staff = identity.person;
  const isNew = (id: AlertId) => house.state.alerts.get(id)?.given.get(staff)?.seen === null;
  const fresh = alerts.filter(isNew);
  if (fresh.length > 0) {
    expectOk(await house.handle({ do: 'see-alerts', staff, alerts: fresh }, systemContext));
  }
}

export const inboxRoutes =
  ({ authenticator }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/inbox',
      {
        schema: {
          summary:
            'What needs somebody, over all circles, the most harmful first. Asked with a cookie, what was given to its person counts as seen.',
          querystring: inboxQuery,
          response: { 200: inboxList },
        },
      },
      async (request) => {
        const found = await authenticator.staff(request, 'read-inbox');
        const { house, identity } = found;
        const { after: id, limit, peek } = request.query;
        const after = id === undefined ? undefined : alertSeenBy(house.state, identity, id);
        if (after === null) throw fieldError({ after: 'Please give the id of the last alert.' });
        const list = inboxPage(house, identity, withoutUndefined({ after, limit }));
        const opened = peek === 'true' ? [] : list.map((each) => each.id as AlertId);
        await markSeen(found, opened);
        return list;
      },
    );

    fastify.get(
      '/inbox/:alert',
      {
        schema: {
          summary: 'One alert: who was alerted when, and what each channel answered.',
          params,
          response: { 200: alertDetail },
        },
      },
      async (request) => {
        const found = await authenticator.staff(request, 'read-inbox');
        const { house, identity } = found;
        const { alert: id } = request.params;
        if (!alertSeenBy(house.state, identity, id)) throw notHereError();
        await markSeen(found, [id as AlertId]);
        const alert = alertSeenBy(house.state, identity, id);
        if (!alert) throw notHereError();
        return alertDetailOf(house, identity, alert);
      },
    );

    fastify.post(
      '/inbox/seen',
      {
        schema: {
          summary: 'Says that the author of the request has opened what they were given.',
          body: seenAlertsRequest.prefault({}),
          response: noContent,
        },
      },
      async (request, reply) => {
        const found = await authenticator.staff(request, 'take-alert');
        const all = [...found.house.state.alerts.keys()];
        await markSeen(found, (request.body.alerts as AlertId[] | undefined) ?? all);
        return reply.code(204).send(null);
      },
    );

    const decideOn = async (
      { house, asking }: StaffRequest,
      act: 'take-alert' | 'return-alert',
      alert: string,
    ) => {
      const answer = await house.handle({ do: act, alert: alert as AlertId }, asking);
      if (!('refused' in answer)) return;
      const { refused } = answer;
      if (refused === 'stale' || refused === 'closed') throw alertNotOpenError(refused);
      if (refused === 'not-yours') throw alertNotYoursError();
      expectOk(answer);
    };

    fastify.post(
      '/inbox/:alert/take',
      {
        schema: {
          summary: 'I have it: nobody else is alerted, and everybody alerted sees who has it.',
          params,
          response: noContent,
        },
      },
      async (request, reply) => {
        const found = await authenticator.staff(request, 'take-alert');
        await markSeen(found, [request.params.alert as AlertId]);
        await decideOn(found, 'take-alert', request.params.alert);
        return reply.code(204).send(null);
      },
    );

    fastify.delete(
      '/inbox/:alert/take',
      {
        schema: {
          summary: 'Gives it back: the next one is alerted at once.',
          params,
          response: noContent,
        },
      },
      async (request, reply) => {
        const found = await authenticator.staff(request, 'take-alert');
        await decideOn(found, 'return-alert', request.params.alert);
        return reply.code(204).send(null);
      },
    );
  };
