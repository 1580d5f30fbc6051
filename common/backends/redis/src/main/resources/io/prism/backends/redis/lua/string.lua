-- What the scripts on plain strings share.
local clock = redis.call('TIME')

local function digits(number)
    return string.format('%.0f', number)
end

-- When it expires (Unix ms), -1 never, -2 not there.
local function expiry(key)
    local moment = redis.pcall('PEXPIRETIME', key)
    if type(moment) == 'number' then
        return moment
    end
    -- Redis before 7.
    local left = redis.call('PTTL', key)
    return left < 0 and left or clock[1] * 1000 + math.floor(clock[2] / 1000) + left
end

