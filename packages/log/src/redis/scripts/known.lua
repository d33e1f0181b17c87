-- KEYS state id
-- ARGV epoch
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local known = redis.call('GET', KEYS[2])
if not known then return { 'absent' } end
return { 'known', string.match(known, '(%d+) (%d+)') }
