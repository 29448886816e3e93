/** One's own calendar feed over HTTP (RHY-5). */
import type { FeedBody, FeedRequest } from '@holdspace/protocol';
import { type ApiOptions, askJson } from './http-request.ts';

const feedPath = (circle: string) => `/circles/${encodeURIComponent(circle)}/feed`;

export const feedApi = (options: ApiOptions) => ({
  /** The address of the feed, made where there is none. A title that is given is the new one. */
  makeFeed: (circle: string, body: FeedRequest = {}) =>
    askJson<FeedBody>(options, 'POST', feedPath(circle), body),
  /** The address ends at once; the next one is another. */
  revokeFeed: (circle: string) => askJson<void>(options, 'DELETE', feedPath(circle)),
});
