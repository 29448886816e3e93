/** A circle with an organiser and facilitators of the staff, over HTTP. */
import type { OwnMeeting, ProblemBody } from '@holdspace/protocol';
import { expect } from 'vitest';
import type { HttpVisitor } from './http-fixture.ts';
import { addStaff, startStaffFixture } from './staff-fixture.ts';

export const hour = 3_600_000;

export interface Carer {
  readonly id: string;
  readonly visitor: HttpVisitor;
}

export async function startCoverFixture(inHours = 100) {
  const { house, organiser } = await startStaffFixture();
  const start = new Date(house.clock.now + inHours * hour).toISOString();
  const { id: circle } = await organiser.openCircle({ start });
  const ledger = await house.app.ledgers.circle(circle as never);
  const meeting = ledger.state.meetings[0]?.meeting ?? '';
  const cover = `/api/circles/${circle}/meetings/${meeting}/cover`;

  /** Somebody who looks after the circle; with `enters` they came into it, and carry it. */
  const carer = async (name: string, enters = false, circles = [circle]): Promise<Carer> => {
    const added = await addStaff({ house, organiser }, ['facilitator'], circles);
    await added.visitor.ask('PATCH', '/api/house/me', { name });
    if (enters) {
      const entered = await added.visitor.ask('POST', `/api/circles/${circle}/enter`, {
        agreed: true,
      });
      expect(entered.statusCode, entered.body).toBe(200);
    }
    return added;
  };
  return {
    ...{ house, organiser, circle, ledger, meeting, start, cover, carer },
    say: ({ visitor }: Carer, answer: 'yes' | 'cant') => visitor.ask('PUT', cover, { answer }),
    takeBack: ({ visitor }: Carer) => visitor.ask('DELETE', cover),
    meetingsOf: async ({ visitor }: Carer, query = '') => {
      const answer = await visitor.ask('GET', `/api/house/me/meetings${query}`);
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<OwnMeeting[]>();
    },
  };
}

/** Code and status of an answer that says why not. */
export const refusalOf = (answer: { statusCode: number; json<T>(): T }) => {
  const { code, message } = answer.json<ProblemBody>();
  return { status: answer.statusCode, code, message };
};
