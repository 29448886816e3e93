/**
 * All scripts. They are loaded at every connection and called by their digest, so that a user who
 * may not EVAL is enough.
 */
import { deadlines, heads, notes } from './gather-scripts.ts';
import {
  append,
  aside,
  commands,
  read,
  renew,
  replace,
  setAside,
  sweep,
} from './ledger-scripts.ts';
import { redisScript } from './redis-script.ts';
import { listDeadlines, saveSnapshot, setDeadline, summary, wordsOf } from './sleep-scripts.ts';

/** KEYS notes changes. ARGV now, node, lease, '1' and the note or '0'. Tells only what differs. */
const pin = redisScript(
  'EVALSHA',
  `
local now = tonumber(ARGV[1])
local was = redis.call('HGET', KEYS[1], ARGV[2])
local ends, text = nil, nil
if was then
  ends, text = string.match(was, '^(%d+) (.*)$')
  if tonumber(ends) <= now then text = nil end
end
if ARGV[4] == '0' then
  redis.call('HDEL', KEYS[1], ARGV[2])
else
  local mine = string.format('%.0f', now + tonumber(ARGV[3]))
  redis.call('HSET', KEYS[1], ARGV[2], mine .. ' ' .. ARGV[5])
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    if tonumber(string.match(all[i + 1], '^%d+')) <= now then redis.call('HDEL', KEYS[1], all[i]) end
  end
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
end
if text ~= ARGV[5] then redis.call('SPUBLISH', KEYS[2], '') end
return 0
`,
);

export const scripts = {
  append,
  read,
  commands,
  saveSnapshot,
  summary,
  wordsOf,
  setDeadline,
  listDeadlines,
  setAside,
  aside,
  renew,
  replace,
  sweep,
  pin,
  heads,
  notes,
  deadlines,
} as const;
