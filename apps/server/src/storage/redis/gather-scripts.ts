/**
 * Scripts that read the same of many keys, whatever their hash slots: one call a primary. They reach
 * keys that were not declared (`allow-cross-slot-keys`, which changes nothing and takes no lock), and
 * name those that lie on another primary by now; such a key is then asked for by itself, declared, so
 * that redirections are followed.
 */
import { type RedisScript, redisScript } from './redis-script.ts';

/**
 * ARGV the keys as JSON, or '' and one declared key; then arguments of its own. Answers {indices of
 * the keys that are not here, rows that begin with the index of their key}. `row` adds the rows of
 * what `command` found at `keys[i]`; `last` changes them.
 */
const gathering = (script: {
  readonly command: string;
  readonly row: string;
  readonly last?: string;
}): RedisScript =>
  redisScript(
    'EVALSHA_RO',
    `#!lua flags=no-writes,allow-cross-slot-keys
local keys, ask = KEYS, redis.call
if ARGV[1] ~= '' then keys, ask = cjson.decode(ARGV[1]), redis.pcall end
local missed, rows = {}, {}
for i = 1, #keys do
  local found, index = ask(${script.command}), i - 1
  if found.err then
    missed[#missed + 1] = index
  else
    ${script.row}
  end
end
${script.last ?? ''}
return {missed, rows}
`,
  );

/** Of heads: {index, log, version, mac}. */
export const heads = gathering({
  command: `'HMGET', keys[i], 'log', 'version', 'mac'`,
  row: `rows[#rows + 1] = {index, found[1] or '', found[2] or '0', found[3] or ''}`,
});

/** Of boards: {index, node, `until note`, node, …}; nothing of an empty one. */
export const notes = gathering({
  command: `'HGETALL', keys[i]`,
  row: `
    if #found > 0 then
      table.insert(found, 1, index)
      rows[#rows + 1] = found
    end`,
});

/** Of deadlines. ARGV also until and limit. {index, ledger, deadline}, the earliest first, at most `limit`. */
export const deadlines = gathering({
  command: `'ZRANGE', keys[i], '-inf', ARGV[2], 'BYSCORE', 'LIMIT', '0', ARGV[3], 'WITHSCORES'`,
  row: `for k = 1, #found, 2 do rows[#rows + 1] = {index, found[k], found[k + 1]} end`,
  last: `
if #rows > tonumber(ARGV[3]) then
  table.sort(rows, function(a, b) return tonumber(a[3]) < tonumber(b[3]) end)
  for i = #rows, tonumber(ARGV[3]) + 1, -1 do rows[i] = nil end
end`,
});
