-- What all scripts on the entries of one keyspace share. KEYS[1] and KEYS[2] are its two sorted sets:
--   prism:{<namespace>/<binding>}#keys     the name of every key, all with score 0, so in the order of their bytes
--   prism:{<namespace>/<binding>}#expiry   the names of keys that expire, the score is when (Unix ms)
-- An entry is a hash with the fields value, version and, if it expires, expires. Its Redis key expires at that moment
-- too, and Redis alone decides whether it has: an entry is alive when its key is there.
local keys, expiries = KEYS[1], KEYS[2]
local base = string.sub(keys, 1, -6) .. ':'
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- Lua would write a number of 13 digits as 1.7e+12.
local function digits(number)
    return string.format('%.0f', number)
end

-- Names whose time is over, at most so many.
local function due(most)
    return redis.call('ZRANGEBYSCORE', expiries, '-inf', '(' .. digits(now), 'LIMIT', 0, most)
end

-- Takes names out of the index whose time is over. An entry that is there all the same stays: it was written again, or
-- somebody else has changed when it expires; what Redis says about that is noted, so that it is not due any more.
local function drop(names)
    for _, name in ipairs(names) do
        if redis.pcall('HEXISTS', base .. name, 'version') == 1 then
            local left = redis.call('PTTL', base .. name)
            if left < 0 then
                redis.call('ZREM', expiries, name)
            else
                redis.pcall('ZADD', expiries, digits(now + left), name)
            end
        else
            redis.call('ZREM', keys, name)
            redis.call('ZREM', expiries, name)
        end
    end
end

