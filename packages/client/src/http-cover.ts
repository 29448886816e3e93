/** What carers ask over HTTP: their own meetings, their answers, their limits (CVR-2 to CVR-4). */
import type {
  CarryingRequest,
  OwnCarrying,
  OwnMeeting,
  OwnMeetingsQuery,
} from '@holdspace/protocol';
import { type ApiPage, askPage, queryOf } from './http-lists.ts';
import type { ApiOptions, RequestJson } from './http-request.ts';

const at = encodeURIComponent;
const coverOf = ({ circle, id }: Pick<OwnMeeting, 'circle' | 'id'>): string =>
  `/circles/${at(circle)}/meetings/${at(id)}/cover`;

export const coverApi = (options: ApiOptions, ask: RequestJson) => ({
  /** Of all circles that one looks after, the next first, a page at a time. */
  ownMeetings: (query: OwnMeetingsQuery = {}): Promise<ApiPage<OwnMeeting>> =>
    askPage(options, `/house/me/meetings${queryOf(query)}`),
  /** The first yes to a free place has it: `full` when somebody else was first. */
  answerCover: (meeting: Pick<OwnMeeting, 'circle' | 'id'>, answer: 'yes' | 'cant') =>
    ask<OwnMeeting>('PUT', coverOf(meeting), { answer }),
  /** `locked` for a yes within 24 hours of the start. */
  takeBackCover: (meeting: Pick<OwnMeeting, 'circle' | 'id'>) =>
    ask<OwnMeeting>('DELETE', coverOf(meeting)),
  ownCarrying: () => ask<OwnCarrying>('GET', '/house/me/carrying'),
  setCarrying: (body: CarryingRequest) => ask<OwnCarrying>('PUT', '/house/me/carrying', body),
});
