-- KEYS state stream tail id unpublished room
-- ARGV epoch claimed lookedUp writtenMs body boundBytes youngMs skewMs roomKeptMs
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end

local known = redis.call('GET', KEYS[4])
if known then return { 'known', string.match(known, '(%d+) (%d+)') } end
if ARGV[2] == '1' then return { 'absent' } end

local now = micros()
local nowMs = math.floor(now / 1000)
local state = redis.call('HMGET', KEYS[1], 'begun', 'last', 'bytes')
local written, young, skew = tonumber(ARGV[4]), tonumber(ARGV[7]), tonumber(ARGV[8])
-- An id that is young and of this epoch would still be here, had it ever been appended. Of others SQL knows.
local isNew = written > tonumber(state[1]) + skew and written > nowMs - young and written < nowMs + skew
if ARGV[3] ~= '1' and not isNew then return { 'absent' } end

local room = redis.call('HMGET', KEYS[6], 'epoch', 'status', 'filled')
if room[1] ~= ARGV[1] or not room[2] then return { 'room' } end
if room[2] ~= 'open' then return { 'blocked' } end
if tonumber(state[3]) >= tonumber(ARGV[6]) then return { 'full' } end

local last = math.max(now, tonumber(state[2]) + 1)
local seq, sentAt, first = digits(last), digits(nowMs), room[3] == '1' and '0' or '1'
-- The first write: at maxmemory it is this one that is denied, and then nothing is written.
redis.call('XADD', KEYS[2], seq .. '-0', 'body', ARGV[5], 'sentAt', sentAt, 'first', first)
redis.call('HSET', KEYS[1], 'last', seq, 'bytes', digits(tonumber(state[3]) + weight(ARGV[5])))
redis.call('SET', KEYS[4], seq .. ' ' .. sentAt)
redis.call('ZADD', KEYS[3], seq, seq)
redis.call('ZADD', KEYS[5], nowMs, seq)
if first == '1' then redis.call('HSET', KEYS[6], 'filled', '1') end
redis.call('PEXPIRE', KEYS[6], ARGV[9])
return { 'accepted', seq, sentAt, first }
