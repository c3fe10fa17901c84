-- Asks for the addresses that a file lists, in random order, and tells what came of it.
-- Each line is a path, or a path, a tab and the tag that If-None-Match names.

local asked = {}

function init(args)
  math.randomseed(tonumber(args[2]))
  for line in io.lines(args[1]) do
    local path, tag = line:match("^([^\t]+)\t?(.*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do
      headers[name] = value
    end
    if tag ~= "" then
      headers["If-None-Match"] = tag
    end
    asked[#asked + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  return asked[math.random(#asked)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50)
  ))
end
