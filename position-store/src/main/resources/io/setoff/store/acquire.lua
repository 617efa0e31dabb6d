-- Takes, keeps or gives up the right to write a chain, by the server's clock.
-- KEYS: meta. ARGV: holder, milliseconds it lasts (0 gives up), 'take' or 'keep'.
local meta = redis.call('HMGET', KEYS[1], 'holder', 'until', 'seq', 'nonce')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ends = tonumber(meta[2] or '0')
local other = meta[1] and meta[1] ~= ARGV[1]
if other and (ARGV[3] == 'keep' or ends > now) then
  return {'HELD', meta[1], tostring(ends - now)}
end
if not meta[1] and ARGV[3] == 'keep' then
  return {'HELD', '', '0'}
end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'until', string.format('%.0f', now + tonumber(ARGV[2])))
return {'OK', meta[3] or '0', meta[4] or ''}
