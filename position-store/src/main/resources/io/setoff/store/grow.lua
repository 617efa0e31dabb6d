-- Adds a bucket to a family, with the fields of another one that belong there.
-- KEYS: meta, the bucket to split, the new one. ARGV: holder, field of meta with the number of buckets, that number,
-- twice its highest power of two. A field begins with its hash, four bytes.
local meta = redis.call('HMGET', KEYS[1], 'holder', ARGV[2])
if meta[1] ~= ARGV[1] then
  return {'FENCED', meta[1] or ''}
end
if (meta[2] or '1') ~= ARGV[3] then
  return {'OK', 0, 0} -- its answer was lost
end
local bucket, modulus = tonumber(ARGV[3]), tonumber(ARGV[4])
local fields = redis.call('HGETALL', KEYS[2])
local moved, names = {}, {}
for i = 1, #fields, 2 do
  local a, b, c, d = string.byte(fields[i], 1, 4)
  if (((a * 256 + b) * 256 + c) * 256 + d) % modulus == bucket then
    moved[#moved + 1] = fields[i]
    moved[#moved + 1] = fields[i + 1]
    names[#names + 1] = fields[i]
  end
end
for from = 1, #moved, 4000 do
  redis.call('HSET', KEYS[3], unpack(moved, from, math.min(#moved, from + 3999)))
end
for from = 1, #names, 4000 do
  redis.call('HDEL', KEYS[2], unpack(names, from, math.min(#names, from + 3999)))
end
redis.call('HSET', KEYS[1], ARGV[2], bucket + 1)
return {'OK', 0, 0}
