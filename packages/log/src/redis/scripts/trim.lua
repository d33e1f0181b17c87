-- Forgets entries that SQL holds. Their ids stay for a while. What nobody has published yet is laid aside for that.
-- KEYS state stream unpublished aside, then an id and a tail for each entry
-- ARGV epoch keptMs, then a seq and writtenMs for each entry
local verdict = unfit(KEYS[1], ARGV[1])
if verdict then return { verdict } end
local nowMs, freed = math.floor(micros() / 1000), 0
for i = 1, (#KEYS - 4) / 2 do
  local id, tail = KEYS[2 * i + 3], KEYS[2 * i + 4]
  local seq, written = ARGV[2 * i + 1], tonumber(ARGV[2 * i + 2])
  local entry = entryAt(KEYS[2], seq)
  if entry then
    -- The first write, because Redis at its memory limit lets it through, and then the others.
    redis.call('XDEL', KEYS[2], seq .. '-0')
    redis.call('ZREM', tail, seq)
    redis.call('PEXPIREAT', id, digits(math.max(nowMs, written) + tonumber(ARGV[2])))
    if redis.call('ZSCORE', KEYS[3], seq) then redis.call('HSET', KEYS[4], seq, cjson.encode(entry)) end
    freed = freed + weight(entry[2])
  end
end
if freed > 0 then
  local bytes = tonumber(redis.call('HGET', KEYS[1], 'bytes'))
  redis.call('HSET', KEYS[1], 'bytes', digits(math.max(0, bytes - freed)))
end
return { 'ok' }
