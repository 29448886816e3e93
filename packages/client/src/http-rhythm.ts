/** What organisers ask over HTTP about when a circle meets (RHY-1 to RHY-4). */
import type {
  CircleRhythmBody,
  EndCircleRequest,
  MeetingBody,
  MeetingCancellation,
  MeetingChanges,
  MeetingPageQuery,
  PauseRequest,
  RhythmBody,
  RhythmChangesBody,
  RhythmPreview,
  RhythmRequest,
} from '@holdspace/protocol';
import { askPage, queryOf } from './http-lists.ts';
import { type ApiOptions, askJson, type RequestJson } from './http-request.ts';

const circlePath = (circle: string) => `/circles/${encodeURIComponent(circle)}`;
const meetingPath = (circle: string, meeting: string) =>
  `${circlePath(circle)}/meetings/${encodeURIComponent(meeting)}`;

/** Rejections name fields as they are in the request: `rhythm.zone`, `rhythm.on`, `minutes`. */
export function rhythmApi(options: ApiOptions) {
  const ask: RequestJson = (method, path, body) => askJson(options, method, path, body);
  return {
    /** The next five dates of a rhythm, of no circle yet, and which clock changes lie between. */
    previewRhythm: (rhythm: RhythmBody, minutes?: number) =>
      ask<RhythmPreview>('POST', '/rhythm/preview', withMinutes(rhythm, minutes)),
    circleRhythm: (circle: string) => ask<CircleRhythmBody>('GET', `${circlePath(circle)}/rhythm`),
    /** Which meetings would change, be added or stay, if the rhythm were set; changes nothing. */
    previewRhythmChange: (circle: string, body: RhythmRequest) =>
      ask<RhythmChangesBody>('PUT', `${circlePath(circle)}/rhythm?dry=true`, body),
    /** Answers what it changed. */
    setRhythm: (circle: string, body: RhythmRequest) =>
      ask<RhythmChangesBody>('PUT', `${circlePath(circle)}/rhythm`, body),
    /** Which meetings would not take place any more. */
    previewRhythmEnd: (circle: string) =>
      ask<RhythmChangesBody>('DELETE', `${circlePath(circle)}/rhythm?dry=true`),
    /** The circle goes on; its meetings are planned by hand from then on. */
    endRhythm: (circle: string) => ask<RhythmChangesBody>('DELETE', `${circlePath(circle)}/rhythm`),
    /** In the order of their start, the cancelled ones too. */
    meetingPage: (circle: string, query: MeetingPageQuery = {}) =>
      askPage<MeetingBody>(options, `${circlePath(circle)}/meetings${queryOf(query)}`),
    /** Rejects with `stale` when it has begun, and `closed` when it is over or cancelled. */
    moveMeeting: (circle: string, meeting: string, body: MeetingChanges) =>
      ask<MeetingBody>('PATCH', meetingPath(circle, meeting), body),
    /** The same rejections. It stays visible with its sentence. */
    cancelMeeting: (circle: string, meeting: string, body: MeetingCancellation) =>
      ask<void>('DELETE', meetingPath(circle, meeting), body),
    pauseCircle: (circle: string, body: PauseRequest = {}) =>
      ask<CircleRhythmBody>('POST', `${circlePath(circle)}/pause`, body),
    /** Ends a pause; where the circle ends, takes that back. */
    resumeCircle: (circle: string) =>
      ask<CircleRhythmBody>('POST', `${circlePath(circle)}/resume`, {}),
    /** A heavy act: refused with `proof-needed` until `prove` (STF-4). */
    endCircle: (circle: string, body: EndCircleRequest = {}) =>
      ask<CircleRhythmBody>('POST', `${circlePath(circle)}/end`, body),
  };
}

const withMinutes = (rhythm: RhythmBody, minutes: number | undefined): RhythmRequest =>
  minutes === undefined ? { rhythm } : { rhythm, minutes };
