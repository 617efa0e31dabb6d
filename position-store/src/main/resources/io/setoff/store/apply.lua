-- Moves a chain by one step, whole or not at all.
-- KEYS: meta, out, then the hashes that change.
-- The entry of the stream names the step, the one before it, and what is done; without that all is to be read again.
-- ARGV: 1 holder, 2 seq and 3 head hash it was built on, 4 name of the step, 5 seq and 6 head hash after it, 7 cursor,
-- 8 generation, 9 generation to delete or '', 10 milliseconds the right to write lasts, 11 entries that the stream keeps,
-- 12 what is done or '', 13 addresses to forget unless they are tracked again, whose hashes come first;
-- then for each hash: number of fields to delete, these, number of fields to set, these with their values.
local meta = redis.call('HMGET', KEYS[1], 'holder', 'seq', 'head', 'nonce')
if meta[1] ~= ARGV[1] then
  return {'FENCED', meta[1] or ''}
end
if meta[4] == ARGV[4] then
  return {'OK'} -- its answer was lost
end
if (meta[2] or '0') ~= ARGV[2] or (meta[3] or '') ~= ARGV[3] then
  return {'MISMATCH'}
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[11], ARGV[5] .. '-0', 'cursor', ARGV[7], 'name', ARGV[4],
  'after', meta[4] or '', 'batch', ARGV[12])
local at = 14
local first = 3
for _ = 1, tonumber(ARGV[13]) do
  if redis.call('HGET', KEYS[first], ARGV[at]) == '0' then
    redis.call('HDEL', KEYS[first], ARGV[at])
  end
  first = first + 1
  at = at + 1
end
local function change(command, key, arguments)
  local last = at + arguments - 1
  while at <= last do
    local to = math.min(last, at + 3999)
    redis.call(command, key, unpack(ARGV, at, to))
    at = to + 1
  end
end
for k = first, #KEYS do
  at = at + 1
  change('HDEL', KEYS[k], tonumber(ARGV[at - 1]))
  at = at + 1
  change('HSET', KEYS[k], 2 * tonumber(ARGV[at - 1]))
end
local time = redis.call('TIME')
local ends = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[10])
redis.call('HSET', KEYS[1], 'seq', ARGV[5], 'head', ARGV[6], 'nonce', ARGV[4], 'cursor', ARGV[7], 'generation', ARGV[8],
  'until', string.format('%.0f', ends))
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[1], 'purge', ARGV[9])
end
return {'OK'}
