/** A circle that meets on Tuesdays, and the calls of an organiser about it. */
import type { CircleRhythmBody, MeetingBody, RhythmChangesBody } from '@holdspace/protocol';
import { expect } from 'vitest';
import { type HttpVisitor, startHttpFixture } from './http-fixture.ts';

/** From the first Tuesday after the fixture's Sunday, 1 March 2026. */
export const tuesdays = {
  ...{ every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin', from: '2026-03-03' },
};

export async function startRhythm(rhythm: object = tuesdays) {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const { id } = await organiser.openCircle({ start: undefined, rhythm, minutes: 75 });
  return { house, organiser, id, circle: callsOf(organiser, id) };
}

export const callsOf = (visitor: HttpVisitor, id: string) => ({
  path: `/api/circles/${id}`,
  async meetings(query = ''): Promise<MeetingBody[]> {
    const answer = await visitor.ask('GET', `/api/circles/${id}/meetings${query}`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  },
  async rhythm(): Promise<CircleRhythmBody> {
    return (await visitor.ask('GET', `/api/circles/${id}/rhythm`)).json();
  },
  async change(path: string, body: object = {}) {
    return visitor.ask('POST', `/api/circles/${id}/${path}`, body);
  },
  async set(rhythm: object, { dry = false, minutes = 75 } = {}): Promise<RhythmChangesBody> {
    const address = `/api/circles/${id}/rhythm${dry ? '?dry=true' : ''}`;
    const answer = await visitor.ask('PUT', address, { rhythm, minutes });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  },
  move: (meeting: string, body: object) =>
    visitor.ask('PATCH', `/api/circles/${id}/meetings/${meeting}`, body),
  cancel: (meeting: string, body?: object) =>
    visitor.ask('DELETE', `/api/circles/${id}/meetings/${meeting}`, body),
});

/** The date of a meeting in the zone of its circle. */
export const dateOf = ({ local }: MeetingBody): string | undefined => local?.slice(0, 10);
