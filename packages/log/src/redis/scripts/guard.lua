-- Stands before every other script. Numbers have up to 16 digits: `..` would turn them into 1.8e+15.
local function digits(n) return string.format('%.0f', n) end

local function server()
  local info = redis.call('INFO', 'replication')
  return string.match(info, 'role:(%a+)'), string.match(info, 'master_replid:(%x+)')
end

-- nil: this Redis speaks for the partition under the caller's epoch. 'replica': it is no primary. 'loss': it does not
-- hold the partition, or as another server left it. 'stale': it holds it under another epoch.
local function unfit(state, epoch)
  local role, replid = server()
  if role ~= 'master' then return 'replica' end
  local held = redis.call('HMGET', state, 'epoch', 'replid')
  if not held[1] or held[2] ~= replid then return 'loss' end
  if held[1] ~= epoch then return 'stale' end
  return nil
end

local function micros()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- An entry of the stream as {seq, body, sentAt, first}; nil when it is gone.
local function entryAt(stream, seq)
  local found = redis.call('XRANGE', stream, seq .. '-0', seq .. '-0')[1]
  return found and { seq, found[2][2], found[2][4], found[2][6] } or nil
end

-- What an entry counts for in the bound: its text, and what ids, tail and stream add to it.
local function weight(body) return #body + 512 end
