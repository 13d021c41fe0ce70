-- Takes published events out of an outbox.
-- KEYS: the stream, the places of its events by their ids. ARGV: ids.
for _, id in ipairs(ARGV) do
	local place = redis.call('HGET', KEYS[2], id)
	if place then
		redis.call('XDEL', KEYS[1], place)
		redis.call('HDEL', KEYS[2], id)
	end
end
return 1
