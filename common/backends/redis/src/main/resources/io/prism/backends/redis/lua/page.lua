-- Lists a range of keys in the order of their bytes.
--   ARGV  where it begins and ends (as of ZRANGEBYLEX), most items, most bytes, most names to look at, and
--         "entries" or "keys"
-- Answers "more", "end" or "on" (as many names were looked at as may be; the third part is where to go on), and the
-- items. Names whose entry is gone (expired, evicted, deleted by somebody else) are left out, and out of the index.
local from, to, itemsMax, bytesMax = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local looksMax, whole = tonumber(ARGV[5]), ARGV[6] == 'entries'
local items, gone, bytes, looks = {}, {}, 0, 0
local step = math.min(100, itemsMax + 1)

local function read(name)
    if whole then
        local fields = redis.pcall('HMGET', base .. name, 'value', 'version', 'expires')
        return fields[1] and fields[2] and { name, fields[1], fields[2], fields[3] }
    end
    return redis.pcall('HEXISTS', base .. name, 'version') == 1 and name
end

local function look(name)
    looks = looks + 1
    local full = #items >= itemsMax or bytes >= bytesMax
    if full then
        return redis.pcall('HEXISTS', base .. name, 'version') == 1
    end
    local item = read(name)
    if item then
        items[#items + 1] = item
        bytes = bytes + #name + (whole and #item[2] or 0)
    else
        gone[#gone + 1] = name
    end
    return false
end

local function answer(kind, on)
    -- A replica or a full disk refuses this; the list is right all the same.
    if #gone > 0 then
        redis.pcall('ZREM', keys, unpack(gone))
        redis.pcall('ZREM', expiries, unpack(gone))
    end
    return { kind, items, on }
end

while looks < looksMax do
    local names = redis.call('ZRANGEBYLEX', keys, from, to, 'LIMIT', 0, step)
    for _, name in ipairs(names) do
        if look(name) then
            return answer('more')
        end
    end
    if #names < step then
        return answer('end')
    end
    from = '(' .. names[#names]
end
return answer('on', from)
