/**
 * What is done to one ledger inside Redis, each in one step that nothing comes between. Moments come
 * in as arguments: the store's clock belongs to the nodes, and tests. A deadline is a score of the
 * sorted set of its hash slot; `+inf` is a ledger that needs nobody.
 */
import type { Millis } from '@holdspace/core';
import { redisScript as script } from './redis-script.ts';

/** So long before the end of the words the clocks of Redis and of a node may disagree about it. */
const nearEnd: Millis = 60_000;
/** So much longer than needed a key of commands lasts, and is given a time less often. */
const spare: Millis = 60_000;

/**
 * KEYS log head words done news aside deadlines. ARGV now, log ('*': not compared), previous version
 * and mac, version, mac, body, digest of the command or '', until, id of a new log for a first commit, words as told to
 * others, until when the command is kept, ids of texts that are taken in with commas between, the
 * ledger, its next deadline, count of erased slots, the erased slots, then slot and value in turn.
 * Answers {1, log, count of texts destroyed}, or {0, version, mac} of where the ledger ends.
 *
 * Each call inside costs Redis a few microseconds and its file a hundred bytes, so that what stays as
 * it was is not written again: the fields of the head, the deadline, and how long a key lasts.
 */
export const append = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[2], 'log', 'version', 'mac', 'until', 'slots', 'due')
local log, version, mac = head[1] or '', head[2] or '0', head[3] or ''
local untilText, before = head[4] or '', tonumber(head[5] or '0')
local now, slots = tonumber(ARGV[1]), before
if (ARGV[2] ~= '*' and ARGV[2] ~= log) or ARGV[3] ~= version or ARGV[4] ~= mac then
  return {0, version, mac}
end
local changed = {'version', ARGV[5], 'mac', ARGV[6], 'due', ARGV[5] .. ' ' .. ARGV[15]}
local function change(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end
local added
if version == '0' then
  log = ARGV[10]
  change('log', log)
  added = redis.call('XADD', KEYS[1], ARGV[5] .. '-0', 'mac', ARGV[6], 'body', ARGV[7])
else
  added = redis.call('XADD', KEYS[1], 'NOMKSTREAM', ARGV[5] .. '-0', 'mac', ARGV[6], 'body', ARGV[7])
end
if not added then return redis.error_reply('GONE the log of this ledger') end
local destroyed, untilMoved = 0, ARGV[9] ~= '' and ARGV[9] ~= untilText
if untilMoved then
  local was = tonumber(untilText)
  if was and was <= now then
    destroyed = slots
    slots = 0
    redis.call('DEL', KEYS[3])
  end
  untilText = ARGV[9]
  change('until', untilText)
end
for id in string.gmatch(ARGV[13], '[^,]+') do
  destroyed = destroyed + redis.call('HDEL', KEYS[6], id)
end
local last = 16 + tonumber(ARGV[16])
for i = 17, last do
  local gone = redis.call('HDEL', KEYS[3], ARGV[i])
  destroyed = destroyed + gone
  slots = slots - gone
end
local ends = tonumber(untilText)
if ends and ends <= now then
  slots = slots + (#ARGV - last) / 2
  redis.call('DEL', KEYS[3])
else
  local isNew = slots <= 0
  for i = last + 1, #ARGV, 2 do
    local fresh = redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
    destroyed = destroyed + 1 - fresh
    slots = slots + fresh
  end
  -- Near its end it may be gone already by the clock of Redis, and begin anew.
  if ends and slots > 0 and (untilMoved or isNew or ends - now < ${nearEnd}) then
    redis.call('PEXPIRE', KEYS[3], string.format('%.0f', ends - now))
  end
end
if slots ~= before then change('slots', string.format('%.0f', slots)) end
if ARGV[8] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[5], ARGV[8] .. ' ' .. ARGV[12])
  local lasts = tonumber(ARGV[12]) - now
  if lasts < 1 then lasts = 1 end
  if redis.call('PTTL', KEYS[4]) < lasts then
    redis.call('PEXPIRE', KEYS[4], string.format('%.0f', lasts + ${spare}))
  end
end
if not head[6] or head[6] ~= version .. ' ' .. ARGV[15] then
  redis.call('ZADD', KEYS[7], ARGV[15], ARGV[14])
end
redis.call('HSET', KEYS[2], unpack(changed))
redis.call('SPUBLISH', KEYS[5],
  ARGV[5] .. ' ' .. log .. ' ' .. ARGV[6] .. ' ' .. ARGV[8] .. ' ' .. ARGV[12] ..
  '\\n' .. ARGV[11] .. '\\n' .. ARGV[7])
return {1, log, destroyed}
`,
);

/**
 * KEYS log head words, three of done, and the snapshot when the ledger is opened. ARGV now, after, up
 * to ('': the end). Answers {log, version, mac, entries as XRANGE has them, words and commands as
 * HGETALL has them, {log, version, mac, body} of a snapshot that fits or nothing}; all of them follow
 * the snapshot, but for the words of the slots that it names.
 */
export const read = script(
  'EVALSHA_RO',
  `
local head = redis.call('HMGET', KEYS[2], 'log', 'version', 'mac', 'until')
local log, version, mac = head[1] or '', head[2] or '0', head[3] or ''
local after, last = tonumber(ARGV[2]), tonumber(ARGV[3]) or tonumber(version)
if tonumber(version) <= after then return {log, version, mac, {}, {}, {}, {}} end
local snapshot, wanted = {}, {}
if KEYS[7] then
  local kept = redis.call('HMGET', KEYS[7], 'log', 'version', 'mac', 'body', 'slots')
  if kept[1] == log and kept[5] and tonumber(kept[2]) <= tonumber(version) then
    for slot in string.gmatch(kept[5], '[^\\n]+') do wanted[slot] = true end
    after = tonumber(kept[2])
    snapshot = {kept[1], kept[2], kept[3], kept[4]}
  end
end
local entries = redis.call('XRANGE', KEYS[1],
  string.format('%.0f-0', after + 1), string.format('%.0f-0', last))
local done = {}
for k = 4, 6 do
  local all = redis.call('HGETALL', KEYS[k])
  for i = 1, #all, 2 do
    local till = tonumber(string.match(all[i + 1], '%d+$'))
    local at = tonumber(all[i])
    if at > after and at <= last and till > tonumber(ARGV[1]) then
      done[#done + 1] = all[i]
      done[#done + 1] = all[i + 1]
    end
  end
end
local ends = tonumber(head[4] or '')
local words = {}
if not ends or ends > tonumber(ARGV[1]) then
  local all = redis.call('HGETALL', KEYS[3])
  for i = 1, #all, 2 do
    local at = tonumber(string.match(all[i + 1], '^%d+'))
    if (at > after and at <= last) or wanted[all[i]] then
      words[#words + 1] = all[i]
      words[#words + 1] = all[i + 1]
    end
  end
end
return {log, version, mac, entries, words, done, snapshot}
`,
);

/** KEYS three of done. ARGV now, up to. Answers version and command in turn. */
export const commands = script(
  'EVALSHA_RO',
  `
local done = {}
for k = 1, 3 do
  local all = redis.call('HGETALL', KEYS[k])
  for i = 1, #all, 2 do
    local till = tonumber(string.match(all[i + 1], '%d+$'))
    if tonumber(all[i]) <= tonumber(ARGV[2]) and till > tonumber(ARGV[1]) then
      done[#done + 1] = all[i]
      done[#done + 1] = all[i + 1]
    end
  end
end
return done
`,
);

/** KEYS head aside. ARGV id, text. Answers whether there is such a ledger. */
export const setAside = script(
  'EVALSHA',
  `
if not redis.call('HGET', KEYS[1], 'log') then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
`,
);

/** KEYS aside. Answers id and text in turn. */
export const aside = script('EVALSHA_RO', `return redis.call('HGETALL', KEYS[1])`);

/** KEYS head snapshot summary. ARGV version, mac and log it must have, the new log. */
export const renew = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'version', 'mac', 'log')
if head[1] == ARGV[1] and head[2] == ARGV[2] and head[3] == ARGV[3] then
  redis.call('HSET', KEYS[1], 'log', ARGV[4])
  redis.call('DEL', KEYS[2], KEYS[3])
end
return 0
`,
);

/**
 * KEYS head words, and three of done. ARGV now. Answers how many slots were past their time and
 * are gone; commands past theirs go too.
 */
export const sweep = script(
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
 * KEYS head log snapshot summary. ARGV version, mac and log it must have, the new log, the new mac of its end, then
 * stream id, mac and body of each entry in turn. Answers whether it was done.
 */
export const replace = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'version', 'mac', 'log')
if head[1] ~= ARGV[1] or head[2] ~= ARGV[2] or head[3] ~= ARGV[3] then return 0 end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
for i = 6, #ARGV, 3 do
  redis.call('XADD', KEYS[2], ARGV[i], 'mac', ARGV[i + 1], 'body', ARGV[i + 2])
end
redis.call('HSET', KEYS[1], 'log', ARGV[4], 'mac', ARGV[5])
return 1
`,
);
