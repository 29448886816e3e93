/**
 * Looking after a circle that is open: what it is called and how it is set, who may stand in
 * (FAC-3), and whose exclusion is lifted (VOI-1).
 */
import type {
  AgreementChangeKind,
  CircleCommand,
  CircleSettings,
  ClauseId,
  PersonId,
  WantedClause,
} from '@holdspace/core';
import { clauseEdits } from '@holdspace/core';
import {
  circleChanged,
  circleChanges,
  standInRequest,
  type wantedAgreements,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tellOpenMeetings } from '../circles/agreement-sync.ts';
import { tellSettings } from '../circles/settings-sync.ts';
import type { HttpContext } from './http-context.ts';
import { agreementsEditedError, expectOk, fieldError, withoutUndefined } from './http-errors.ts';
import { kitBodyLimit } from './kit-routes.ts';
import type { CircleStaffRequest } from './request-authenticator.ts';
import { isoTime } from './rhythm-dtos.ts';

const idSchema = z.string().min(1).max(64);

const toWantedClause = (wanted: z.output<typeof wantedAgreements>[number]): WantedClause => {
  if (typeof wanted === 'string') return { text: wanted };
  const { id, text, safety } = wanted;
  const mark = safety === undefined ? {} : { safety };
  return id === undefined ? { text, ...mark } : { id: id as ClauseId, text, ...mark };
};

/** Another organiser can change the agreements between our reading and our writing. */
const maxAttempts = 5;

/** `version`: the one that the organiser read; undefined: whatever stands is replaced. */
async function changeAgreements(
  { circle, asking }: CircleStaffRequest,
  wanted: readonly WantedClause[],
  kind: AgreementChangeKind | undefined,
  version: number | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const basedOn = version ?? circle.state.agreements.version;
    const clauses = clauseEdits(circle.state, circle.words, wanted);
    const answer = await circle.handle(
      { do: 'change-agreements', clauses, basedOn, ...(kind && { kind }) },
      asking,
    );
    const isStale = 'refused' in answer && answer.refused === 'stale';
    const isOvertaken = basedOn !== circle.state.agreements.version;
    if (isStale && version === undefined && isOvertaken && attempt < maxAttempts) continue;
    if (isStale) throw agreementsEditedError();
    if ('refused' in answer && answer.refused === 'bad-order') {
      throw fieldError({ agreements: 'One clause is in this list twice.' });
    }
    return expectOk(answer);
  }
}

export const circleSettingsRoutes =
  ({ authenticator, exclusions, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const runCommand = async ({ circle, asking }: CircleStaffRequest, command: CircleCommand) =>
      expectOk(await circle.handle(command, asking));

    fastify.patch(
      '/circles/:circle',
      {
        bodyLimit: kitBodyLimit,
        schema: {
          summary:
            'Changes name, purpose, agreements, settings or guide; what is left out stays. A change of the meaning of agreements asks every member again. Settings reach every meeting whose doors have not opened; where one keeps the old ones, the answer is 200 and names it.',
          params: z.object({ circle: idSchema }),
          body: circleChanges,
          response: { 200: circleChanged, 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'change-circle',
          request.params.circle,
        );
        const { settings, guide, agreements, agreementsChange, agreementsVersion, ...called } =
          request.body;
        if (agreements) {
          const wanted = agreements.map(toWantedClause);
          await changeAgreements(organised, wanted, agreementsChange, agreementsVersion);
          await tellOpenMeetings(ledgers, organised.circle);
        }
        await runCommand(organised, { do: 'rename', ...withoutUndefined(called) });
        if (settings) {
          const changed: Partial<CircleSettings> = withoutUndefined(settings);
          await runCommand(organised, { do: 'set-settings', settings: changed });
        }
        if (guide !== undefined) await runCommand(organised, { do: 'set-guide', guide });
        const kept = settings
          ? await tellSettings(ledgers, organised.circle, withoutUndefined(settings))
          : [];
        if (kept.length === 0) return reply.code(204).send(null);
        return {
          kept: kept.map(({ meeting: id, start }) => ({ id, start: isoTime(start) })),
        };
      },
    );

    fastify.post(
      '/circles/:circle/people/:person/stand-in',
      {
        schema: {
          summary: 'Names a member to stand in when no facilitator is there, or takes that back.',
          params: z.object({ circle: idSchema, person: idSchema }),
          body: standInRequest,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'name-stand-in',
          request.params.circle,
          { member: request.params.person },
        );
        const member = request.params.person as PersonId;
        await runCommand(organised, { do: 'name-stand-in', member, standIn: request.body.standIn });
        return reply.code(204).send(null);
      },
    );

    fastify.delete(
      '/circles/:circle/people/:person/exclusion',
      {
        schema: {
          summary: 'Lifts an exclusion, from the circle or from the whole organisation.',
          params: z.object({ circle: idSchema, person: idSchema }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'lift-exclusion',
          request.params.circle,
          { member: request.params.person },
        );
        const member = request.params.person as PersonId;
        const { state } = organised.circle;
        const ref = state.members.get(member)?.barred;
        // VOI-12: what was decided elsewhere is lifted there, and reaches every circle from there.
        const known = await exclusions.current();
        const excluded = ref && state.circle ? known.memberBehind(state.circle, ref) : null;
        if (excluded) {
          const circle = await ledgers.circle(excluded.circle);
          await runCommand(
            { ...organised, circle },
            { do: 'lift-exclusion', member: excluded.member },
          );
        }
        await runCommand(organised, { do: 'lift-exclusion', member });
        return reply.code(204).send(null);
      },
    );
  };
