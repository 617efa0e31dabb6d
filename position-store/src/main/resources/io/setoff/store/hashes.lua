-- Changes hashes. For each: number of fields to delete, number of fields to set, the former, the latter with their values.
local function change(command, key, from, to)
  local done = 0
  while from <= to do
    local last = math.min(to, from + 3999)
    done = done + redis.call(command, key, unpack(ARGV, from, last))
    from = last + 1
  end
  return done
end
-- Returns the next argument and by how many fields the hashes grew.
local function fill(first, last, at)
  local grown = 0
  for k = first, last do
    local deletes = tonumber(ARGV[at])
    local sets = 2 * tonumber(ARGV[at + 1])
    at = at + 2
    if deletes > 0 then
      grown = grown - change('HDEL', KEYS[k], at, at + deletes - 1)
      at = at + deletes
    end
    if sets > 0 then
      grown = grown + change('HSET', KEYS[k], at, at + sets - 1)
      at = at + sets
    end
  end
  return at, grown
end
