/**
 * What lets a ledger sleep: its snapshot, what lists show of it, and when it needs a node next. The deadline of a ledger is
 * its score in the sorted set of its hash slot, `+inf` for one that needs nobody. The field `due` of
 * the head is the version that noted it, and the score: a node of an older version appends without.
 */
import { redisScript as script } from './redis-script.ts';

/**
 * KEYS head, and snapshot or summary. ARGV log, version, mac, body, and the slots whose words are read
 * with it, a line each. Keeps it only beside that log.
 */
export const saveSnapshot = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'log', 'version')
if head[1] ~= ARGV[1] or tonumber(head[2]) < tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[2], 'log', ARGV[1], 'version', ARGV[2], 'mac', ARGV[3], 'body', ARGV[4],
  'slots', ARGV[5])
return 1
`,
);

/**
 * KEYS head words summary. ARGV now. Answers {{log, version, mac} of the head, {log, version, mac, body}
 * of a summary that fits or nothing, its words as HGETALL has them}.
 */
export const summary = script(
  'EVALSHA_RO',
  `
local head = redis.call('HMGET', KEYS[1], 'log', 'version', 'mac', 'until')
local log, version = head[1] or '', head[2] or '0'
local kept = redis.call('HMGET', KEYS[3], 'log', 'version', 'mac', 'body', 'slots')
if not kept[1] or kept[1] ~= log or tonumber(kept[2]) > tonumber(version) then
  return {{log, version, head[3] or ''}, {}, {}}
end
local words, ends = {}, tonumber(head[4] or '')
if not ends or ends > tonumber(ARGV[1]) then
  for slot in string.gmatch(kept[5], '[^\\n]+') do
    local value = redis.call('HGET', KEYS[2], slot)
    if value then
      words[#words + 1] = slot
      words[#words + 1] = value
    end
  end
end
return {{log, version, head[3]}, {kept[1], kept[2], kept[3], kept[4]}, words}
`,
);

/** KEYS head words. ARGV now, slots. Answers slot and value in turn. */
export const wordsOf = script(
  'EVALSHA_RO',
  `
local words, ends = {}, tonumber(redis.call('HGET', KEYS[1], 'until') or '')
if ends and ends <= tonumber(ARGV[1]) then return words end
for i = 2, #ARGV do
  local value = redis.call('HGET', KEYS[2], ARGV[i])
  if value then
    words[#words + 1] = ARGV[i]
    words[#words + 1] = value
  end
end
return words
`,
);

/** KEYS head deadlines. ARGV version, mac and log it must have, the ledger, its next deadline. */
export const setDeadline = script(
  'EVALSHA',
  `
local head = redis.call('HMGET', KEYS[1], 'version', 'mac', 'log', 'due')
if head[1] ~= ARGV[1] or head[2] ~= ARGV[2] or head[3] ~= ARGV[3] then return 0 end
local due = ARGV[1] .. ' ' .. ARGV[5]
if head[4] == due then return 1 end
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[4])
redis.call('HSET', KEYS[1], 'due', due)
return 1
`,
);

/**
 * KEYS deadlines, and heads of its hash slot. ARGV the ledger of each head. Gives 0 to those whose
 * deadline is not known.
 */
export const listDeadlines = script(
  'EVALSHA',
  `
for i, ledger in ipairs(ARGV) do
  local head = redis.call('HMGET', KEYS[i + 1], 'version', 'due')
  local known = head[1] and head[2] and head[2]:match('^%d+') == head[1]
  if head[1] and not (known and redis.call('ZSCORE', KEYS[1], ledger)) then
    redis.call('ZADD', KEYS[1], '0', ledger)
    redis.call('HSET', KEYS[i + 1], 'due', head[1] .. ' 0')
  end
end
return 0
`,
);
