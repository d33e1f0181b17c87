-- What nobody has published, though it stands for some time.
-- KEYS state unpublished aside stream
-- ARGV epoch olderThanMs limit
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local before = digits(math.floor(micros() / 1000) - tonumber(ARGV[2]))
local entries = {}
for _, seq in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', before, 'LIMIT', 0, ARGV[3])) do
  local aside = redis.call('HGET', KEYS[3], seq)
  local entry = aside and cjson.decode(aside) or entryAt(KEYS[4], seq)
  if entry then entries[#entries + 1] = entry else redis.call('ZREM', KEYS[2], seq) end
end
return { 'ok', entries }
