/**
 * Scripts that read the same of many keys, whatever their hash slots: one call a primary. They reach
 * keys that were not declared (`allow-cross-slot-keys`, which changes nothing and takes no lock), and
 * name those that lie on another primary by now; such a key is then asked for by itself, declared, so
 * that redirections are followed.
 */
import { type RedisScript, redisScript } from './redis-script.ts';

/**
 * ARGV so many arguments, then the keys; or one declared key. Answers {indices of the keys that are
 * not here, rows that begin with the index of their key}. `row` adds the rows of what `command`
 * found at `keys[i]`; `last` changes them.
 */
const gathering = (script: {
  readonly args: number;
  readonly command: string;
  readonly row: string;
  readonly last?: string;
}): RedisScript =>
  redisScript(
    'EVALSHA_RO',
    `#!lua flags=no-writes,allow-cross-slot-keys
local keys, before, ask = KEYS, 0, redis.call
if #KEYS == 0 then keys, before, ask = ARGV, ${script.args}, redis.pcall end
local missed, rows = {}, {}
for i = before + 1, #keys do
  local found, index = ask(${script.command}), i - before - 1
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
  args: 0,
  command: `'HMGET', keys[i], 'log', 'version', 'mac'`,
  row: `rows[#rows + 1] = {index, found[1] or '', found[2] or '0', found[3] or ''}`,
});

/** Of boards: {index, node, `until note`, node, …}; nothing of an empty one. */
export const notes = gathering({
  args: 0,
  command: `'HGETALL', keys[i]`,
  row: `
    if #found > 0 then
      table.insert(found, 1, index)
      rows[#rows + 1] = found
    end`,
});

/** Of deadlines. ARGV until, limit. {index, ledger, deadline}, the earliest first, at most `limit`. */
export const deadlines = gathering({
  args: 2,
  command: `'ZRANGE', keys[i], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', '0', ARGV[2], 'WITHSCORES'`,
  row: `for k = 1, #found, 2 do rows[#rows + 1] = {index, found[k], found[k + 1]} end`,
  last: `
if #rows > tonumber(ARGV[2]) then
  table.sort(rows, function(a, b) return tonumber(a[3]) < tonumber(b[3]) end)
  for i = #rows, tonumber(ARGV[2]) + 1, -1 do rows[i] = nil end
end`,
});
