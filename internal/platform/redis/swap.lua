-- Writes an entry if it still has the version that was read, and its events.
-- KEYS: the entry, the outbox's stream, the places of its events by their ids.
-- ARGV: the version that was read ('' for none), the entry as it will be, the
-- milliseconds after which it is forgotten (0: never), 1 if it is a deleted one;
-- then the id and the body of each event.
-- A script is not rolled back: what can be refused comes before the first write.
if redis.call('GETRANGE', KEYS[1], 0, 18) ~= ARGV[1] then
	return 0
end
if #ARGV > 4 then -- what lies there is of the right type, or this fails
	redis.call('XLEN', KEYS[2])
	redis.call('HLEN', KEYS[3])
end
if ARGV[4] == '1' then
	redis.call('DEL', KEYS[1]) -- allowed to a server that is full, and whoever wrote may go on
end
for i = 5, #ARGV, 2 do
	redis.call('HSET', KEYS[3], ARGV[i], redis.call('XADD', KEYS[2], '*', 'event', ARGV[i + 1]))
end
if ARGV[3] == '0' then
	redis.call('SET', KEYS[1], ARGV[2])
else
	redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
