-- Un-drained entries of one room, in the order asked for.
-- KEYS state stream tail
-- ARGV epoch from to limit newestFirst
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local seqs
if ARGV[5] == '1' then
  seqs = redis.call('ZREVRANGEBYSCORE', KEYS[3], ARGV[3], ARGV[2], 'LIMIT', 0, ARGV[4])
else
  seqs = redis.call('ZRANGEBYSCORE', KEYS[3], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])
end
local entries = {}
for _, seq in ipairs(seqs) do entries[#entries + 1] = entryAt(KEYS[2], seq) end
return { 'ok', entries }
