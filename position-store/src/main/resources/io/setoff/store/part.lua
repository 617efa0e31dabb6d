-- Adds a part of a step that is too large for one entry: it counts when the step is applied, else never.
-- KEYS: meta, out. ARGV: holder, seq of the step, its name, number of the part, entries that the stream keeps, the part.
local holder = redis.call('HGET', KEYS[1], 'holder')
if holder ~= ARGV[1] then
  return {'FENCED', holder or ''}
end
local function add(id)
  return redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], id, 'name', ARGV[3], 'part', ARGV[4], 'step', ARGV[6])
end
local added = add(ARGV[2] .. '-0')
if type(added) == 'table' then
  if not string.find(added.err, 'smaller') then
    return added
  end
  local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1][1]
  local seq, sub = string.match(last, '^(%d+)-(%d+)$')
  if seq ~= ARGV[2] then
    return {'MISMATCH'}
  end
  add(ARGV[2] .. '-' .. string.format('%.0f', tonumber(sub) + 1))
end
return {'OK', 0, 0}
