-- Remembers something of an account, and tells who reads along.
-- KEYS: hash, meta, notes. ARGV: kind of mark, address, value ('' takes it away).
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[2])
else
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
end
local version = redis.call('HINCRBY', KEYS[2], 'marks', 1)
redis.call('XADD', KEYS[3], 'MAXLEN', '~', 1000, '*', 'kind', ARGV[1], 'address', ARGV[2], 'version', version)
return version
