-- What SQL said, unless someone has unsettled the room since: then that one has read something newer.
-- KEYS state room tail
-- ARGV epoch token status filled
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then return { 'ok' } end
redis.call('HDEL', KEYS[2], 'token')
redis.call('HSET', KEYS[2], 'status', ARGV[3])
if ARGV[4] == '1' or redis.call('EXISTS', KEYS[3]) == 1 then redis.call('HSET', KEYS[2], 'filled', '1') end
return { 'ok' }
