-- Moves a chain by one step, whole or not at all. The hashes of rows and accounts come after it: until then what the step
-- does is in the stream.
-- KEYS: meta, out, then hashes: of addresses to forget, of the journal.
-- ARGV: 1 holder, 2 seq and 3 head hash it was built on, 4 name of the step, 5 seq after it, 6 milliseconds the right to
-- write lasts, 7 entries that the stream keeps, 8 cursor, 9 what is done, in 10 parts that were added before when not in
-- the entry, 11 and 12 how many of each kind of hash there are, 13 the trace that the step belongs to or nothing, 14 number
-- of fields of meta to set, these with their values, the addresses to forget unless they are tracked again, then the changes
-- of the journal.
local meta = redis.call('HMGET', KEYS[1], 'holder', 'seq', 'head', 'nonce')
if meta[1] ~= ARGV[1] then
  return {'FENCED', meta[1] or ''}
end
if meta[4] == ARGV[4] then -- its answer was lost
  return {'OK'}
end
if (meta[2] or '0') ~= ARGV[2] or (meta[3] or '') ~= ARGV[3] then
  return {'MISMATCH'}
end
local forget, journal = tonumber(ARGV[11]), tonumber(ARGV[12])
local pairs_of_meta, first = 2 * tonumber(ARGV[14]), 15
local function add(id)
  local entry = {'cursor', ARGV[8], 'name', ARGV[4], 'after', meta[4] or '', 'step', ARGV[9], 'parts', ARGV[10]}
  if ARGV[13] ~= '' then
    entry[11], entry[12] = 'trace', ARGV[13]
  end
  return redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[7], id, unpack(entry))
end
local added = add(ARGV[5] .. '-0')
if type(added) == 'table' then -- an earlier attempt, or the parts of this one
  if not string.find(added.err, 'smaller') then
    return added
  end
  local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1][1]
  local seq, sub = string.match(last, '^(%d+)-(%d+)$')
  if seq ~= ARGV[5] or type(add(seq .. '-' .. string.format('%.0f', tonumber(sub) + 1))) == 'table' then
    return redis.error_reply('ERR the stream is at ' .. last)
  end
end
local at = first + pairs_of_meta
for i = 1, forget do
  if redis.call('HGET', KEYS[2 + i], ARGV[at]) == '0' then
    redis.call('HDEL', KEYS[2 + i], ARGV[at])
  end
  at = at + 1
end
fill(3 + forget, 2 + forget + journal, at)
local time = redis.call('TIME')
local ends = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[6])
redis.call('HSET', KEYS[1], 'seq', ARGV[5], 'nonce', ARGV[4], 'cursor', ARGV[8],
  'until', string.format('%.0f', ends), unpack(ARGV, first, first + pairs_of_meta - 1))
return {'OK'}
