/**
 * One POST to an address that somebody gave, with limits (ALR-5): a connection to the very
 * addresses that were checked, 10 seconds in all, 64 KB of an answer, and no redirect.
 */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { connectionFaultSentence } from './connection-faults.ts';
import { type HostAddress, HostNotAllowed, inTime, type OutboundHosts } from './outbound-hosts.ts';

export interface OutboundPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** `blocked`: nothing was sent. `failed`: there was no answer. Both are sentences. */
export type PostResult =
  | { readonly status: number; readonly body: string }
  | { readonly blocked: string }
  | { readonly failed: string };

export interface PostLimits {
  /** Milliseconds for everything: look-up, connection, answer. */
  readonly time: number;
  /** Bytes of an answer that are read; the rest is not waited for. */
  readonly answer: number;
}

export const postLimits: PostLimits = { time: 10_000, answer: 64 * 1024 };

/** Never rejects. */
export async function post(
  hosts: OutboundHosts,
  { url: given, headers, body }: OutboundPost,
  limits: PostLimits = postLimits,
): Promise<PostResult> {
  const signal = AbortSignal.timeout(limits.time);
  try {
    const url = hosts.urlOf(given);
    // A look-up cannot be ended, only left.
    const addresses = await inTime(hosts.resolve(url), signal);
    const { status, answer } = await exchange(url, addresses, { headers, body, signal });
    return { status, body: await readAnswer(answer, limits.answer) };
  } catch (fault) {
    if (fault instanceof HostNotAllowed) return { blocked: fault.message };
    return { failed: connectionFaultSentence(fault) };
  }
}

function exchange(
  url: URL,
  addresses: readonly HostAddress[],
  { headers, body, signal }: Omit<OutboundPost, 'url'> & { readonly signal: AbortSignal },
) {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  type Answered = { readonly status: number; readonly answer: AsyncIterable<Buffer> };
  return new Promise<Answered>((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // No connection is kept, so each is made to addresses that were just checked.
      agent: false,
      lookup: lookupOf(addresses),
      signal,
    });
    sent.on('error', reject);
    sent.on('response', (answer) => resolve({ status: answer.statusCode ?? 0, answer }));
    sent.end(body);
  });
}

/** Answers what was looked up before. It is not asked for a host that is a number. */
const lookupOf =
  (addresses: readonly HostAddress[]): LookupFunction =>
  (_hostname, options, answer) => {
    const [first] = addresses;
    if (options.all) return answer(null, [...addresses]);
    if (first) return answer(null, first.address, first.family);
    return answer(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
  };

/** As much as there is until the limit, the end, or a fault: the status is known already. */
async function readAnswer(answer: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk);
      length += chunk.length;
      // Leaving the loop closes the connection.
      if (length >= limit) break;
    }
  } catch {
    // What came before is enough.
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}
