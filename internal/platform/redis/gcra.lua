-- Counts one request by the generic cell rate algorithm; 0 says that it is allowed,
-- else in how long one will be.
-- KEYS: the theoretical arrival time of the next request.
-- ARGV: now, the time of one request, the time of all, in microseconds.
local now, step, all = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + step
local ahead = arrival - now
if ahead > all then
	return ahead - all
end
-- Idle keys are forgotten. The seconds on top are for clocks that differ.
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil(ahead / 1000) + 10000)
return 0
