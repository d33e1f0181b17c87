-- Whether the partition is the caller's to drain. It saves double work and nothing depends on it.
-- KEYS lease
-- ARGV node leaseMs
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return { 'no' } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { 'ok' }
