-- What stands here, without changing anything: {epoch or '', '1' if it is this server's, last, now in µs}.
-- KEYS state
local role, replid = server()
if role ~= 'master' then return { 'replica' } end
local held = redis.call('HMGET', KEYS[1], 'epoch', 'replid', 'last')
return { 'ok', held[1] or '0', held[2] == replid and '1' or '0', held[3] or '0', digits(micros()) }
