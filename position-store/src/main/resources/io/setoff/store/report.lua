-- Keeps the writer's view of its chain, and tells who reads along.
-- KEYS: meta, notes. ARGV: holder, what it reports.
if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then
  return {'FENCED'}
end
redis.call('HSET', KEYS[1], 'health', ARGV[2])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'kind', 'h', 'health', ARGV[2])
return {'OK'}
