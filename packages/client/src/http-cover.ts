/** What carers ask over HTTP: their own meetings, their answers, their limits (CVR-2 to CVR-4). */
import type {
  CalledOff,
  CallOffRequest,
  CarryingRequest,
  DebriefBody,
  OwnCarrying,
  OwnDebrief,
  OwnMeeting,
  OwnMeetingsQuery,
} from '@holdspace/protocol';
import { type ApiPage, askPage, queryOf } from './http-lists.ts';
import type { ApiOptions, RequestJson } from './http-request.ts';

const at = encodeURIComponent;
type CoverSubject = Pick<OwnMeeting, 'circle' | 'id'>;
const meetingOf = ({ circle, id }: CoverSubject): string =>
  `/circles/${at(circle)}/meetings/${at(id)}`;
const coverOf = (meeting: CoverSubject): string => `${meetingOf(meeting)}/cover`;
const debriefOf = (meeting: CoverSubject): string => `${meetingOf(meeting)}/debrief`;

export const coverApi = (options: ApiOptions, ask: RequestJson) => ({
  /** Of all circles that one looks after, the next first, a page at a time. */
  ownMeetings: (query: OwnMeetingsQuery = {}): Promise<ApiPage<OwnMeeting>> =>
    askPage(options, `/house/me/meetings${queryOf(query)}`),
  /** The first yes to a free place has it: `full` when somebody else was first. */
  answerCover: (meeting: CoverSubject, answer: 'yes' | 'cant') =>
    ask<OwnMeeting>('PUT', coverOf(meeting), { answer }),
  /** `locked` for a yes within 24 hours of the start. */
  takeBackCover: (meeting: CoverSubject) => ask<OwnMeeting>('DELETE', coverOf(meeting)),
  /** Of a meeting that nobody carries, from three hours before its start on (CVR-4). */
  callOff: (meeting: CoverSubject, body: CallOffRequest) =>
    ask<CalledOff>('POST', `${meetingOf(meeting)}/call-off`, body),
  ownCarrying: () => ask<OwnCarrying>('GET', '/house/me/carrying'),
  /** Hard meetings to talk over (CVR-5). */
  ownDebriefs: () => ask<readonly OwnDebrief[]>('GET', '/house/me/debriefs'),
  debrief: (meeting: CoverSubject) => ask<DebriefBody>('GET', debriefOf(meeting)),
  /** Yes; with somebody on call too when it says so. */
  joinDebrief: (meeting: CoverSubject, onCall = false) =>
    ask<DebriefBody>('PUT', debriefOf(meeting), { onCall }),
  writeDebrief: (meeting: CoverSubject, text: string) =>
    ask<DebriefBody>('POST', `${debriefOf(meeting)}/entries`, { text }),
  /** What one wrote there oneself; that something was written stays. */
  eraseOwnDebrief: (meeting: CoverSubject) =>
    ask<DebriefBody>('DELETE', `${debriefOf(meeting)}/entries`),
  setCarrying: (body: CarryingRequest) => ask<OwnCarrying>('PUT', '/house/me/carrying', body),
});
