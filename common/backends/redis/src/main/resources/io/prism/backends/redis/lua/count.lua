-- Counts a range of keys. ARGV: where it begins and ends (as of ZRANGEBYLEX), most expired names to drop before.
-- Answers -1 when there were as many of those, so that more may be left: to be asked again.
local over = due(tonumber(ARGV[3]))
drop(over)
if #over == tonumber(ARGV[3]) then
    return -1
end
return redis.call('ZLEXCOUNT', keys, ARGV[1], ARGV[2])
