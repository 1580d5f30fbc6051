-- Whole numbers of 64 bits. Lua counts in doubles, which are exact up to 2^53 only, so a number is kept as two parts
-- with the same sign: high * 10^10 + low.
local SPLIT = 10000000000
local HIGH_MAX, LOW_MAX = 922337203, 6854775807

local function fits(high, low)
    if math.abs(high) ~= HIGH_MAX then
        return math.abs(high) < HIGH_MAX
    end
    return low <= LOW_MAX and low >= -LOW_MAX - 1
end

-- The parts of a number in decimal digits without leading zeros or a plus sign; nil when the text is anything else.
local function parsed(text)
    if #text > 20 or not (text == '0' or string.find(text, '^%-?[1-9]%d*$')) then
        return nil
    end
    local sign = string.sub(text, 1, 1) == '-' and -1 or 1
    local figures = string.gsub(text, '^%-', '')
    if #figures > 19 then
        return nil
    end
    local high = sign * (tonumber(string.sub(figures, 1, -11)) or 0)
    local low = sign * tonumber(string.sub(figures, -10))
    if fits(high, low) then
        return { high, low }
    end
    return nil
end

-- The sum of two such numbers as text; nil when it does not fit into 64 bits.
local function sum(a, b)
    local high, low = a[1] + b[1], a[2] + b[2]
    if math.abs(low) >= SPLIT then
        local carry = low > 0 and 1 or -1
        high, low = high + carry, low - carry * SPLIT
    end
    if high > 0 and low < 0 then
        high, low = high - 1, low + SPLIT
    elseif high < 0 and low > 0 then
        high, low = high + 1, low - SPLIT
    end
    if not fits(high, low) then
        return nil
    end
    if high == 0 then
        return string.format('%.0f', low + 0)
    end
    return string.format('%.0f%010.0f', high, math.abs(low))
end

