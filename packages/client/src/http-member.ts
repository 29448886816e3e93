/** What a member does with their own membership over HTTP, without entering a meeting. */
import type {
  AgreementsBody,
  AgreeResponse,
  FeedBody,
  FeedTitle,
  IntentionOutcome,
} from '@holdspace/protocol';
import { proposalApi } from './http-proposals.ts';
import { type ApiOptions, askJson } from './http-request.ts';

export const memberApi = (options: ApiOptions) => {
  const ask = <Answer>(method: string, circle: string, path: string, body?: unknown) =>
    askJson<Answer>(options, method, `/circles/${encodeURIComponent(circle)}${path}`, body);
  return {
    ...proposalApi((method, path, body) => askJson(options, method, path, body)),
    /** The agreements, and what differs from what this member agreed to (AGR-2). */
    agreements: (circle: string) => ask<AgreementsBody>('GET', circle, '/agreements'),
    /** Rejects with `stale` when their meaning has changed since `version`. */
    agree: (circle: string, version: number) =>
      ask<AgreeResponse>('POST', circle, '/agree', { version }),
    /** How the small thing of last time went (PHA-5). */
    answerIntention: (circle: string, outcome: IntentionOutcome) =>
      ask<void>('POST', circle, '/intention', { outcome }),
    /** The address of one's own calendar feed, a new one where there is none (RHY-5). */
    feed: (circle: string, title: FeedTitle) => ask<FeedBody>('POST', circle, '/feed', { title }),
    /** The address ends at once. */
    revokeFeed: (circle: string) => ask<void>('DELETE', circle, '/feed'),
  };
};
