-- Runs operations in order, all or nothing.
--   KEYS  the two sorted sets, then the entries, then, if it can be repeated, the record of what was done
--   ARGV  fingerprint of the request (empty when it cannot be repeated), how long the record is kept (ms), then the
--         operations, each a letter, the number of its entry in KEYS, and its arguments; a ttl of -1 is for ever, an
--         expected version of "-" is an absent entry, of "=v" the version v
-- Answers a word - committed, mismatch, failed or conflict - and what came of the operations.
-- Writes nothing before everything is known to succeed: Redis does not undo what a script did before an error. What
-- can meet data of somebody else (WRONGTYPE) is therefore read first, and the index is written before the entries.
local SWEEP = 4
local request, window = ARGV[1], ARGV[2]
local record = request ~= '' and KEYS[#KEYS] or nil
local over = due(SWEEP)

if record then
    local before = redis.call('HMGET', record, 'request', 'outcome')
    if before[1] then
        if before[1] ~= request then
            return { 'conflict' }
        end
        return cmsgpack.unpack(before[2])
    end
end

-- The entries as the operations see them. version is false when there is none; value is nil until it is needed;
-- change is what is to be done to it in the end: written, expiring, deleted, or nothing.
local entries, order = {}, {}

local function entry(number)
    local found = entries[number]
    if not found then
        local fields = redis.call('HMGET', KEYS[number], 'version', 'expires')
        found = { key = KEYS[number], version = fields[1], expires = fields[2], had = fields[2] }
        entries[number] = found
        order[#order + 1] = found
    end
    return found
end

local function valueOf(found)
    if found.value == nil then
        found.value = redis.call('HGET', found.key, 'value') or ''
    end
    return found.value
end

local function moment(ttl)
    return ttl ~= '-1' and digits(now + tonumber(ttl))
end

local function write(found, value, version, ttl)
    found.value, found.version, found.expires, found.change = value, version, moment(ttl), 'written'
end

local function delete(found)
    found.value, found.version, found.expires, found.change = '', false, false, 'deleted'
end

local function expire(found, expires)
    found.expires = expires
    found.change = found.change or 'expiring'
end

local at = 3
local function argument()
    at = at + 1
    return ARGV[at - 1]
end

-- Each answers what came of it, and whether the transaction goes on; or nothing and the field that was wrong.
local operations = {}

function operations.S(found)
    local value, version, ttl = argument(), argument(), argument()
    write(found, value, version, ttl)
    return { 'W', version }, true
end

function operations.D(found)
    local existed = found.version and '1' or '0'
    if found.version then
        delete(found)
    end
    return { 'D', existed }, true
end

function operations.G(found)
    if not found.version then
        return { 'R' }, true
    end
    local name = string.sub(found.key, #base + 1)
    return { 'R', name, valueOf(found), found.version, found.expires }, true
end

function operations.C(found)
    local value, version, ttl, expected = argument(), argument(), argument(), argument()
    if (found.version and '=' .. found.version or '-') ~= expected then
        return { 'C', '0', found.version }, false
    end
    write(found, value, version, ttl)
    return { 'C', '1', version }, true
end

function operations.X(found)
    local expected = argument()
    if not found.version or '=' .. found.version ~= expected then
        return { 'C', '0', found.version }, false
    end
    delete(found)
    return { 'C', '1', false }, true
end

function operations.I(found)
    local delta, initial, version, ttl = argument(), argument(), argument(), argument()
    local start = parsed(found.version and valueOf(found) or initial)
    if not start then
        return nil, 'key'
    end
    local value = sum(start, parsed(delta))
    if not value then
        return nil, 'delta'
    end
    local expires = found.expires
    local existed = found.version
    write(found, value, version, ttl)
    if existed then
        found.expires = expires
    end
    return { 'N', value, version }, true
end

function operations.E(found)
    local ttl = argument()
    local existed = found.version and '1' or '0'
    if found.version and ttl == '0' then
        delete(found)
    elseif found.version then
        expire(found, moment(ttl))
    end
    return { 'E', existed }, true
end

function operations.P(found)
    if not found.version then
        return { 'P', 'absent' }, true
    end
    local expires = found.expires
    if not expires then
        return { 'P', 'forever' }, true
    end
    expire(found, false)
    return { 'P', digits(math.max(1, expires - now)) }, true
end

local function remember(reply)
    if record then
        redis.call('HSET', record, 'request', request, 'outcome', cmsgpack.pack(reply))
        redis.call('PEXPIRE', record, window)
    end
    return reply
end

local reply = { 'committed' }
while at <= #ARGV do
    local run = operations[argument()]
    local result, more = run(entry(tonumber(argument())))
    if not result then
        return { 'failed', tostring(#reply - 1), more }
    end
    reply[#reply + 1] = result
    if not more then
        reply[1] = 'mismatch'
        return remember(reply)
    end
end

local function changed(kind, act)
    for _, found in ipairs(order) do
        if found.change == kind then
            act(found, string.sub(found.key, #base + 1))
        end
    end
end

-- A moment that is over by now ends an entry at once, so it is set last: a field that was set after it would make a new
-- hash that never ends.
local function setExpiry(found, name)
    if found.expires then
        redis.call('HSET', found.key, 'expires', found.expires)
        redis.call('ZADD', expiries, found.expires, name)
        redis.call('PEXPIREAT', found.key, found.expires)
        return
    end
    -- Always: somebody else may have let the key expire.
    redis.call('PERSIST', found.key)
    if found.had then
        redis.call('HDEL', found.key, 'expires')
        redis.call('ZREM', expiries, name)
    end
end

-- What needs memory comes first: a script that is let do its first write is let do the others.
changed('written', function(_, name)
    redis.call('ZADD', keys, 0, name)
end)
changed('written', function(found, name)
    redis.call('HSET', found.key, 'value', found.value, 'version', found.version)
    setExpiry(found, name)
end)
changed('expiring', setExpiry)
changed('deleted', function(found, name)
    redis.call('DEL', found.key)
    redis.call('ZREM', keys, name)
    redis.call('ZREM', expiries, name)
end)
remember(reply)
drop(over)
return reply
