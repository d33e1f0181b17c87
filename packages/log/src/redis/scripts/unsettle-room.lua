-- From here on the room's status is unknown, until whoever wrote this token has read it in SQL.
-- KEYS state room
-- ARGV epoch token roomKeptMs
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[1] then redis.call('DEL', KEYS[2]) end
redis.call('HDEL', KEYS[2], 'status')
redis.call('HSET', KEYS[2], 'epoch', ARGV[1], 'token', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return { 'ok' }
