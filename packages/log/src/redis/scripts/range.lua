-- The oldest entries.
-- KEYS state stream
-- ARGV epoch count
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local entries = {}
for i, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[2])) do
  entries[i] = { string.match(entry[1], '^%d+'), entry[2][2], entry[2][4], entry[2][6] }
end
return { 'ok', entries }
