-- KEYS unpublished aside
-- ARGV seqs
redis.call('ZREM', KEYS[1], unpack(ARGV))
redis.call('HDEL', KEYS[2], unpack(ARGV))
return { 'ok' }
