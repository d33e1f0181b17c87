-- Opens the window if there is none of this epoch, keeps it for a while, and gives what stands behind a place in it.
-- KEYS window events
-- ARGV epoch name keptMs place
-- 'stale': the window is of a later epoch than the caller. Place: an offset, or '' for none.
local role, replid = server()
if role ~= 'master' then return { 'replica' } end
local held = redis.call('HMGET', KEYS[1], 'epoch', 'replid', 'name', 'newest')
if held[1] and tonumber(held[1]) > tonumber(ARGV[1]) then return { 'stale' } end
if held[1] ~= ARGV[1] or held[2] ~= replid then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'replid', replid, 'name', ARGV[2], 'newest', '0', 'bytes', '0')
  held = { ARGV[1], replid, ARGV[2], '0' }
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
local from = ARGV[4] == '' and held[4] or ARGV[4]
local events = {}
for i, event in ipairs(redis.call('XRANGE', KEYS[2], digits(tonumber(from) + 1) .. '-0', '+')) do
  events[i] = event[2][2]
end
return { 'ok', held[3], held[4], events }
