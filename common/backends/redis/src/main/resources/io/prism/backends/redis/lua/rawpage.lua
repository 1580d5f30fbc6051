-- Reads plain strings, in the order of KEYS, until their keys and values reach so many bytes. ARGV: that many, and how
-- many bytes of each key are not counted. Answers how many keys were looked at, and the number, value and expiry (as
-- of PEXPIRETIME) of each that holds a string.
local bytesMax, prefix = tonumber(ARGV[1]), tonumber(ARGV[2])
local items, bytes, looks = {}, 0, 0

for number, key in ipairs(KEYS) do
    if bytes >= bytesMax then
        break
    end
    looks = number
    local value = redis.pcall('GET', key)
    if type(value) == 'string' then
        items[#items + 1] = { tostring(number), value, digits(expiry(key)) }
        bytes = bytes + #key - prefix + #value
    end
end
return { tostring(looks), items }
