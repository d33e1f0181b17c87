-- How many entries are not drained, and for how many ms the oldest of them has been waiting.
-- KEYS state stream
-- ARGV epoch
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
if not oldest then return { 'ok', '0', '0' } end
local waiting = math.max(0, math.floor(micros() / 1000) - tonumber(oldest[2][4]))
return { 'ok', digits(redis.call('XLEN', KEYS[2])), digits(waiting) }
