-- Appends to a user's window, if there is one, and wakes the nodes that have devices on it.
-- KEYS window events channel
-- ARGV epoch name boundEvents boundBytes, then the events
local role, replid = server()
if role ~= 'master' then return { 'replica' } end
local held = redis.call('HMGET', KEYS[1], 'epoch', 'replid', 'name', 'newest', 'bytes')
if not held[1] then return { 'ok' } end
if tonumber(held[1]) > tonumber(ARGV[1]) then return { 'stale' } end
local kept = redis.call('PTTL', KEYS[1])
if held[1] ~= ARGV[1] or held[2] ~= replid then
  redis.call('DEL', KEYS[1], KEYS[2])
  held = { ARGV[1], replid, ARGV[2], '0', '0' }
end
local newest, bytes = tonumber(held[4]), tonumber(held[5])
for i = 5, #ARGV do
  newest = newest + 1
  bytes = bytes + #ARGV[i]
  redis.call('XADD', KEYS[2], digits(newest) .. '-0', 'event', ARGV[i])
end
while redis.call('XLEN', KEYS[2]) > tonumber(ARGV[3]) or bytes > tonumber(ARGV[4]) do
  local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
  if not oldest then break end
  redis.call('XDEL', KEYS[2], oldest[1])
  bytes = bytes - #oldest[2][2]
end
redis.call('HSET', KEYS[1], 'epoch', held[1], 'replid', held[2], 'name', held[3],
  'newest', digits(newest), 'bytes', digits(bytes))
if kept > 0 then
  redis.call('PEXPIRE', KEYS[1], kept)
  redis.call('PEXPIRE', KEYS[2], kept)
end
local payload = { '["', held[3], '",', held[4], ',[' }
payload[#payload + 1] = table.concat(ARGV, ',', 5)
payload[#payload + 1] = ']]'
redis.call('SPUBLISH', KEYS[3], table.concat(payload))
return { 'ok' }
