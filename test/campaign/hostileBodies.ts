/** Makes answers that a broken, odd or hostile server may send, by damaging valid ones. */
import { Draws } from "./random.ts"

const time = "2026-01-01T00:00:00.000Z"

const connection = {
  identifier: "chconn_1",
  channel: "chat",
  providerId: "slack",
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  contextKeys: ["tenant:acme"],
  workspace: { id: "T1", name: "Acme", botUserId: "U1" },
  auth: { accessToken: "xoxb", refreshToken: "xoxr", expiresAt: time, hasAccessToken: true, hasRefreshToken: true },
  createdAt: time,
  updatedAt: "1767225600000"
}

const endpoint = {
  ...connection,
  connectionIdentifier: "chconn_1",
  type: "slack_channel",
  endpoint: { channelId: "C1" }
}

const page = (item: unknown) => ({
  data: [item, item],
  next: "n",
  previous: null,
  totalCount: 2,
  totalCountCapped: false
})

const context = { type: "tenant", id: "acme", data: { plan: "pro", seats: 3 }, createdAt: time, updatedAt: time }

const integration = {
  _id: "1",
  _environmentId: "e",
  _organizationId: "o",
  name: "Slack",
  identifier: "slack-prod",
  providerId: "slack",
  channel: "chat",
  credentials: { clientId: "c", secretKey: "s" },
  active: true,
  deleted: false,
  primary: false
}

export type Subject = "connection" | "connections" | "endpoint" | "endpoints" | "context" | "contexts" | "integrations"

const subjects: ReadonlyArray<Subject> = [
  "connection",
  "connections",
  "endpoint",
  "endpoints",
  "context",
  "contexts",
  "integrations"
]

const valid: Readonly<Record<Subject, unknown>> = {
  connection: { data: connection },
  connections: page(connection),
  endpoint: { data: endpoint },
  endpoints: page(endpoint),
  context: { data: context },
  contexts: page(context),
  integrations: { data: [integration] }
}

const failures: ReadonlyArray<unknown> = [
  { statusCode: 400, message: "no", error: "Bad Request", path: "/", timestamp: time, ctx: {} },
  { statusCode: 422, message: "Validation Error", errors: { general: { messages: ["a", "b"], value: "x" } }, ctx: {} },
  { statusCode: 400, message: ["a", "b"] },
  { statusCode: 400, errors: [{ field: "a.b", message: "c", path: ["d"] }] },
  { statusCode: 500, message: { message: "deep" }, errorId: "e" }
]

/** This is JSON text, so that keys such as `__proto__` are the body's own. */
const odd = (draws: Draws): string =>
  draws.pick<() => string>([
    () => "null",
    () => "true",
    () => "-0",
    () => "1e999",
    () => "123456789012345678901234567890",
    () => "\"\"",
    () => "\"\\ud800\"",
    () => "\"\\u0000\"",
    () => "\"+275760-09-13T00:00:00.001Z\"",
    () => "\"99999999999999999\"",
    () => JSON.stringify("x".repeat(draws.between(1, 200_000))),
    () => JSON.stringify("💥".repeat(draws.between(1, 1000))),
    () => "[]",
    () => "{}",
    () => `[${Array.from({ length: draws.between(1, 3000) }, () => "0").join()}]`,
    () => `{${Array.from({ length: draws.between(1, 3000) }, (_, key) => `"${key}":{}`).join()}}`,
    () => "[".repeat(draws.between(1, 20_000)) + "1" + "]".repeat(draws.between(1, 20_000)),
    () => {
      const depth = draws.pick([10, 1000, 6000, 100_000])
      return "[".repeat(depth) + "]".repeat(depth)
    },
    () => {
      const depth = draws.pick([10, 1000, 6000, 100_000])
      return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)
    },
    () => "{\"data\":{\"data\":{\"data\":null}}}",
    () => "{\"__proto__\":{\"polluted\":true}}",
    () => "{\"constructor\":{\"prototype\":{\"polluted\":true}}}",
    () => "{\"toString\":1,\"valueOf\":2,\"toJSON\":3,\"hasOwnProperty\":4,\"then\":5,\"length\":6}",
    () => "{\"_tag\":\"Success\",\"value\":1,\"~effect/Effect\":{}}"
  ])()

/** Marks the place of an odd value, with a text that JSON writes as it is. */
const hole = "@@hole@@"

/** Puts the mark in place of, or beside, one of the parts of a value. */
const withHole = (draws: Draws, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || draws.chance(0.15)) return hole
  if (Array.isArray(value)) {
    const at = draws.between(0, Math.max(0, value.length - 1))
    return value.map((each, index) => index === at ? withHole(draws, each) : each)
  }
  const entries = Object.entries(value)
  if (draws.chance(0.2)) {
    const name = draws.pick(["__proto__", "constructor", "data", "_id", "extra", "toString", "then", ""])
    return Object.fromEntries([...entries, [name, hole]])
  }
  const at = draws.between(0, entries.length - 1)
  if (draws.chance(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== at))
  return Object.fromEntries(entries.map(([key, each], index) => [key, index === at ? withHole(draws, each) : each]))
}

const damageJson = (draws: Draws, value: unknown): string => {
  let damaged = value
  const filled = (text: string) => text.replaceAll(`"${hole}"`, () => odd(draws))
  damaged = withHole(draws, damaged)
  if (draws.chance(0.3)) damaged = withHole(draws, damaged)
  return filled(JSON.stringify(damaged))
}

const encoder = new TextEncoder()

const damageBytes = (draws: Draws, text: string): Uint8Array<ArrayBuffer> => {
  const bytes = encoder.encode(text)
  return draws.pick<() => Uint8Array<ArrayBuffer>>([
    () => bytes,
    () => bytes.slice(0, draws.between(0, bytes.length)),
    () => {
      for (let flips = draws.between(1, 8); flips > 0 && bytes.length > 0; flips--) {
        bytes[draws.between(0, bytes.length - 1)] = draws.between(0, 255)
      }
      return bytes
    },
    () => Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]),
    () => Uint8Array.from([...text].flatMap((char) => [char.charCodeAt(0) & 0xff, char.charCodeAt(0) >> 8])),
    () => Uint8Array.from({ length: draws.between(0, 2000) }, () => draws.between(0, 255)),
    () => encoder.encode(`${text}${text}`),
    () => encoder.encode(`<html><title>${text}</title>`),
    () => encoder.encode(`${" ".repeat(draws.between(0, 100_000))}${text}`)
  ])()
}

const oddHeader = (draws: Draws): readonly [string, string] =>
  draws.pick<readonly [string, string]>([
    ["content-type", "application/json; charset=utf-16"],
    ["content-type", "text/html"],
    ["content-type", "🤷".length > 0 ? "a/b;c=\"d,e" : ""],
    ["content-length", "99999999999999999999"],
    ["content-length", "-1"],
    ["retry-after", "99999999999999999999"],
    ["retry-after", "-5"],
    ["retry-after", "Mon, 99 Foo 20x6"],
    ["retry-after-ms", "1e9"],
    ["ratelimit-limit", "NaN"],
    ["ratelimit-remaining", "-1"],
    ["ratelimit-reset", "1,2,3"],
    ["ratelimit-policy", "\"\\\"; ;;=;w=\"x\";burst=-9,,,"],
    ["ratelimit", "limit=, remaining=, reset="],
    ["ratelimit", `"${"a,".repeat(2000)}"`],
    ["set-cookie", "=; ;;; Expires=never; __proto__=1"],
    ["__proto__", "polluted"],
    ["constructor", "polluted"],
    ["idempotency-key", "k"],
    ["idempotency-replay", "TRUE"],
    ["link", "<".repeat(3000)]
  ])

export interface Hostile {
  readonly subject: Subject
  readonly status: number
  readonly headers: ReadonlyArray<readonly [string, string]>
  readonly body: Uint8Array<ArrayBuffer>
}

export const makeHostile = (seed: number): Hostile => {
  const draws = new Draws(seed)
  const subject = draws.pick(subjects)
  const status = draws.chance(0.65) ? draws.pick([200, 200, 201]) : draws.pick([
    300,
    302,
    400,
    401,
    402,
    403,
    404,
    408,
    409,
    413,
    418,
    422,
    429,
    500,
    502,
    503,
    504,
    599
  ])
  const value = status < 300 ? valid[subject] : draws.pick(failures)
  const text = draws.chance(0.85) ? damageJson(draws, value) : odd(draws)
  return {
    subject,
    status,
    headers: Array.from({ length: draws.pick([0, 0, 1, 3]) }, () => oddHeader(draws)),
    body: draws.chance(0.6) ? encoder.encode(text) : damageBytes(draws, text)
  }
}
