-- A new epoch takes over all that is still there, and goes on above the floor. Of the very first one every id is new.
-- KEYS state
-- ARGV epoch floor veryFirst
local role, replid = server()
if role ~= 'master' then return { 'replica' } end
local held = redis.call('HMGET', KEYS[1], 'epoch', 'last', 'bytes')
if tonumber(held[1] or '0') < tonumber(ARGV[1]) then
  local last = math.max(tonumber(ARGV[2]), tonumber(held[2] or '0'))
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'replid', replid, 'last', digits(last),
    'begun', ARGV[3] == '1' and '0' or digits(math.floor(micros() / 1000)), 'bytes', held[3] or '0')
end
return { 'ok', replid }
