/** A script of Redis: its text, its digest, and the call that runs it. */
import { createHash } from 'node:crypto';

export interface RedisScript {
  readonly lua: string;
  readonly sha: string;
  readonly call: 'EVALSHA' | 'EVALSHA_RO';
}

export const redisScript = (call: RedisScript['call'], lua: string): RedisScript => ({
  lua,
  sha: createHash('sha1').update(lua).digest('hex'),
  call,
});
