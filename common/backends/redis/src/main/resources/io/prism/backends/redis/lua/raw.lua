-- Runs operations on plain strings, one after the other, each on its own. KEYS are their keys. ARGV: for each
-- operation a letter, how many arguments it has, and these; the operations are in the order of KEYS. A ttl of -1 is
-- for ever.
-- Answers for each of them what came of it; { 'T', type } when the key holds something else than a string.
local function set(key, value, ttl)
    if ttl == '-1' then
        redis.call('SET', key, value)
    else
        redis.call('SET', key, value, 'PX', ttl)
    end
end

local operations = {}

function operations.S(key, value, ttl)
    set(key, value, ttl)
    return { 'W' }
end

function operations.G(key)
    local value = redis.call('GET', key)
    return value and { 'R', value, digits(expiry(key)) } or { 'R' }
end

function operations.D(key)
    return { 'D', digits(redis.call('DEL', key)) }
end

function operations.H(key)
    return { 'D', digits(redis.call('EXISTS', key)) }
end

function operations.E(key, ttl)
    if ttl == '0' then
        return { 'D', digits(redis.call('DEL', key)) }
    end
    return { 'D', digits(redis.call('PEXPIRE', key, ttl)) }
end

function operations.L(key)
    return { 'L', digits(redis.call('PTTL', key)) }
end

function operations.P(key)
    local left = redis.call('PTTL', key)
    redis.call('PERSIST', key)
    return { 'L', digits(left) }
end

function operations.I(key, delta, initial, ttl)
    local created = redis.call('EXISTS', key) == 0
    if created then
        set(key, initial, ttl)
    end
    local value = redis.pcall('INCRBY', key, delta)
    if type(value) == 'number' then
        -- Lua has rounded the number that INCRBY answered.
        return { 'N', redis.call('GET', key) }
    end
    if created then
        redis.call('DEL', key)
    end
    if string.find(value.err, 'overflow') then
        return { 'X', 'delta' }
    end
    return string.find(value.err, 'not an integer') and { 'X', 'key' } or value
end

local replies, at = {}, 1
for _, key in ipairs(KEYS) do
    local count = tonumber(ARGV[at + 1])
    local kind = redis.call('TYPE', key).ok
    if kind == 'string' or kind == 'none' then
        local reply = operations[ARGV[at]](key, unpack(ARGV, at + 2, at + 1 + count))
        if reply.err then
            return reply
        end
        replies[#replies + 1] = reply
    else
        replies[#replies + 1] = { 'T', kind }
    end
    at = at + 2 + count
end
return replies
