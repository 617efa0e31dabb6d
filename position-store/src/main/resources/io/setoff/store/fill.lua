-- Brings a part of the hashes to where the chain already is.
-- KEYS: meta, then hashes of rows, then of accounts.
-- ARGV: holder, name of the newest step, its seq when nothing is left to do or '', how many hashes of each kind there are,
-- the numbers of buckets that they were placed by, then their changes.

-- Fills the buckets of rows and of accounts, and returns how many fields each family has then.
local function families(first, rows, accounts, at)
  local grown = {}
  at, grown[1] = fill(first, first + rows - 1, at)
  at, grown[2] = fill(first + rows, first + rows + accounts - 1, at)
  return redis.call('HINCRBY', KEYS[1], 'rows', grown[1]), redis.call('HINCRBY', KEYS[1], 'accounts', grown[2])
end

local meta = redis.call('HMGET', KEYS[1], 'holder', 'nonce', 'row-buckets', 'account-buckets')
if meta[1] ~= ARGV[1] then
  return {'FENCED', meta[1] or ''}
end
if meta[2] ~= ARGV[2] then
  return {'MISMATCH'}
end
local row_buckets, account_buckets = meta[3] or '1', meta[4] or '1'
if row_buckets ~= ARGV[6] or account_buckets ~= ARGV[7] then
  return {'SPREAD', row_buckets, account_buckets}
end
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'filled', ARGV[3])
end
return {'OK', families(2, tonumber(ARGV[4]), tonumber(ARGV[5]), 8)}
