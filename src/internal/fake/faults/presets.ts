import * as Fault from "../../../Testing/Fault.ts"

/** The page offers these faults by name. */
export const presets: Readonly<Record<string, Fault.Fault>> = {
  "500 from the handler": Fault.handlerFails({ status: 500 }),
  "502 HTML page from a proxy": Fault.html({ status: 502 }),
  "502 after the write": Fault.failAfterWrite({ status: 502, text: "Bad Gateway" }),
  "503 with Retry-After: 1": Fault.respond({ status: 503, headers: { "Retry-After": "1" }, body: { statusCode: 503 } }),
  "429 with Retry-After: 1": Fault.respond({
    status: 429,
    headers: { "Retry-After": "1" },
    body: { statusCode: 429, message: "API rate limit exceeded", ctx: {} }
  }),
  "connection refused": Fault.refuse,
  "hang up before the write": Fault.hangUp("before-write"),
  "hang up after the write": Fault.hangUp("after-write"),
  "hang up in the headers": Fault.hangUp("in-headers"),
  "hang up in the body": Fault.hangUp("in-body"),
  "stall before the headers for 15 seconds": Fault.stall("headers", { for: "15 seconds" }),
  "stall in the body for 15 seconds": Fault.stall("body", { for: "15 seconds" }),
  "body drips, 16 bytes every 100 ms": Fault.drip({ bytes: 16, every: "100 millis" }),
  "truncated JSON": Fault.truncated,
  "malformed JSON": Fault.malformed,
  "content type text/plain": Fault.contentType("text/plain"),
  "duplicated header": Fault.headers({ "X-Fake": ["one", "two"] })
}
