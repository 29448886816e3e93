/**
 * What is done inside Redis, each in one step that nothing comes between. They are loaded at
 * every connection and called by their digest, so that a user who may not EVAL is enough.
 * Moments come in as arguments: the store's clock belongs to the nodes, and tests.
 */
import { createHash } from 'node:crypto';

export interface RedisScript {
  readonly lua: string;
  readonly sha: string;
  readonly call: 'EVALSHA' | 'EVALSHA_RO';
}

const script = (call: RedisScript['call'], lua: string): RedisScript => ({
  lua,
  sha: createHash('sha1').update(lua).digest('hex'),
  call,
});

/**
 * KEYS log head words done news aside. ARGV now, log ('*': not compared), previous version and mac,
 * version, mac, body, digest of the command or '', until, id of a new log, words as told to
 * others, until when the command is kept, count of erased slots, ids of texts that are taken in
 * with commas between, the erased slots, then slot and value in turn.
 * Answers {1, log, count of texts destroyed}, or {0, version, mac} of where the ledger ends.
 */
const append = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[2], 'log', 'version', 'mac', 'until', 'slots')
local log, version, mac = head[1] or '', head[2] or '0', head[3] or ''
local untilText, slots = head[4] or '', tonumber(head[5] or '0')
local now = tonumber(ARGV[1])
if (ARGV[2] ~= '*' and ARGV[2] ~= log) or ARGV[3] ~= version or ARGV[4] ~= mac then
  return {0, version, mac}
end
local added
if version == '0' then
  log = ARGV[10]
  added = redis.call('XADD', KEYS[1], ARGV[5] .. '-0', 'mac', ARGV[6], 'body', ARGV[7])
else
  added = redis.call('XADD', KEYS[1], 'NOMKSTREAM', ARGV[5] .. '-0', 'mac', ARGV[6], 'body', ARGV[7])
end
if not added then return redis.error_reply('GONE the log of this ledger') end
local destroyed = 0
if ARGV[9] ~= '' then
  local before = tonumber(untilText)
  if before and before <= now then
    destroyed = slots
    slots = 0
    redis.call('DEL', KEYS[3])
  end
  untilText = ARGV[9]
end
for id in string.gmatch(ARGV[14], '[^,]+') do
  destroyed = destroyed + redis.call('HDEL', KEYS[6], id)
end
local last = 14 + tonumber(ARGV[13])
for i = 15, last do
  destroyed = destroyed + redis.call('HDEL', KEYS[3], ARGV[i])
end
local ends = tonumber(untilText)
if ends and ends <= now then
  slots = slots + (#ARGV - last) / 2
  redis.call('DEL', KEYS[3])
else
  for i = last + 1, #ARGV, 2 do
    destroyed = destroyed + 1 - redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
  end
  slots = redis.call('HLEN', KEYS[3])
  if ends and slots > 0 then
    redis.call('PEXPIRE', KEYS[3], string.format('%.0f', ends - now))
  end
end
if ARGV[8] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[5], ARGV[8] .. ' ' .. ARGV[12])
  local lasts = tonumber(ARGV[12]) - now
  if lasts < 1 then lasts = 1 end
  if redis.call('PTTL', KEYS[4]) < lasts then
    redis.call('PEXPIRE', KEYS[4], string.format('%.0f', lasts))
  end
end
redis.call('HSET', KEYS[2], 'log', log, 'version', ARGV[5], 'mac', ARGV[6],
  'until', untilText, 'slots', string.format('%.0f', slots))
redis.call('SPUBLISH', KEYS[5],
  ARGV[5] .. ' ' .. log .. ' ' .. ARGV[6] .. ' ' .. ARGV[8] .. ' ' .. ARGV[12] ..
  '\\n' .. ARGV[11] .. '\\n' .. ARGV[7])
return {1, log, destroyed}
`,
);

/**
 * KEYS log head words, and three of done. ARGV now, after, stream id of what follows it.
 * Answers {log, version, mac, entries as XRANGE has them, words and commands as HGETALL has them}.
 */
const read = script(
  'EVALSHA_RO',
  `
local head = redis.call('HMGET', KEYS[2], 'log', 'version', 'mac', 'until')
local log, version, mac = head[1] or '', head[2] or '0', head[3] or ''
local after = tonumber(ARGV[2])
if tonumber(version) <= after then return {log, version, mac, {}, {}, {}} end
local entries = redis.call('XRANGE', KEYS[1], ARGV[3], '+')
local done = {}
for k = 4, 6 do
  local all = redis.call('HGETALL', KEYS[k])
  for i = 1, #all, 2 do
    local till = tonumber(string.match(all[i + 1], '%d+$'))
    if tonumber(all[i]) > after and till > tonumber(ARGV[1]) then
      done[#done + 1] = all[i]
      done[#done + 1] = all[i + 1]
    end
  end
end
local ends = tonumber(head[4] or '')
if ends and ends <= tonumber(ARGV[1]) then return {log, version, mac, entries, {}, done} end
local all = redis.call('HGETALL', KEYS[3])
if after == 0 then return {log, version, mac, entries, all, done} end
local words = {}
for i = 1, #all, 2 do
  if tonumber(string.match(all[i + 1], '^%d+')) > after then
    words[#words + 1] = all[i]
    words[#words + 1] = all[i + 1]
  end
end
return {log, version, mac, entries, words, done}
`,
);

/** KEYS head aside. ARGV id, text. Answers whether there is such a ledger. */
const setAside = script(
  'EVALSHA',
  `
if not redis.call('HGET', KEYS[1], 'log') then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
`,
);

/** KEYS aside. Answers id and text in turn. */
const aside = script('EVALSHA_RO', `return redis.call('HGETALL', KEYS[1])`);

/** KEYS heads. Answers {log, version, mac} of each. */
const heads = script(
  'EVALSHA_RO',
  `
local all = {}
for i, key in ipairs(KEYS) do
  local head = redis.call('HMGET', key, 'log', 'version', 'mac')
  all[i] = {head[1] or '', head[2] or '0', head[3] or ''}
end
return all
`,
);

/** KEYS head. ARGV version, mac and log it must have, the new log. */
const renew = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'version', 'mac', 'log')
if head[1] == ARGV[1] and head[2] == ARGV[2] and head[3] == ARGV[3] then
  redis.call('HSET', KEYS[1], 'log', ARGV[4])
end
return 0
`,
);

/**
 * KEYS head words, and three of done. ARGV now. Answers how many slots were past their time and
 * are gone; commands past theirs go too.
 */
const sweep = script(
  'EVALSHA',
  `
for k = 3, 5 do
  local all = redis.call('HGETALL', KEYS[k])
  for i = 1, #all, 2 do
    local till = tonumber(string.match(all[i + 1], '%d+$'))
    if till <= tonumber(ARGV[1]) then redis.call('HDEL', KEYS[k], all[i]) end
  end
end
local head = redis.call('HMGET', KEYS[1], 'until', 'slots')
local ends, slots = tonumber(head[1] or ''), tonumber(head[2] or '0')
if not ends or ends > tonumber(ARGV[1]) or slots == 0 then return 0 end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'slots', '0')
return slots
`,
);

/**
 * KEYS head log. ARGV version, mac and log it must have, the new log, the new mac of its end, then
 * stream id, mac and body of each entry in turn. Answers whether it was done.
 */
const replace = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'version', 'mac', 'log')
if head[1] ~= ARGV[1] or head[2] ~= ARGV[2] or head[3] ~= ARGV[3] then return 0 end
redis.call('DEL', KEYS[2])
for i = 6, #ARGV, 3 do
  redis.call('XADD', KEYS[2], ARGV[i], 'mac', ARGV[i + 1], 'body', ARGV[i + 2])
end
redis.call('HSET', KEYS[1], 'log', ARGV[4], 'mac', ARGV[5])
return 1
`,
);

/** KEYS notes changes. ARGV now, node, lease, '1' and the note or '0'. Tells only what differs. */
const pin = script(
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

/** KEYS notes. Answers node and `until note` in turn. */
const notes = script('EVALSHA_RO', `return redis.call('HGETALL', KEYS[1])`);

export const scripts = {
  append,
  read,
  setAside,
  aside,
  heads,
  renew,
  replace,
  sweep,
  pin,
  notes,
} as const;
