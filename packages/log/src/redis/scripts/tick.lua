-- Up to where everything is stored. An empty partition's clock is moved up first, so that nothing comes below it later.
-- KEYS state stream
-- ARGV epoch hint
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local last = tonumber(redis.call('HGET', KEYS[1], 'last'))
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
if oldest then return { 'ok', digits(tonumber(string.match(oldest[1], '^%d+')) - 1), digits(last) } end
last = math.max(last, micros(), tonumber(ARGV[2]))
redis.call('HSET', KEYS[1], 'last', digits(last))
return { 'ok', digits(last), digits(last) }
