/** Makes a random program of calls over a random server. The seed determines all of it. */
import type { RequestOptions } from "effect-novu"
import { RetryPolicy } from "effect-novu"
import type { FakeNovuOptions, FaultRule } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpClient } from "effect/http"
import { Draws } from "./random.ts"

/** The key and every token contain this mark, so that one search finds any of them. */
export const secretMark = "LEAKED"

export const secretKey = `sk_${secretMark}_key`

const kinds = [
  "connection.create",
  "connection.recreate",
  "connection.retrieve",
  "connection.update",
  "connection.delete",
  "connection.list",
  "connection.ensure",
  "context.create",
  "context.recreate",
  "context.retrieve",
  "context.update",
  "context.delete",
  "endpoint.create",
  "shared.ensure"
] as const

export type Kind = (typeof kinds)[number]

export interface Step {
  readonly kind: Kind
  /** Is unique in the program. Everything that the call writes contains it. */
  readonly id: string
  readonly pause: number
  readonly options: RequestOptions & { readonly totalMillis: number }
  /** Says after how many milliseconds the call is interrupted. */
  readonly interruptAfter: number | undefined
}

/** Lists what programs put around an HTTP client, as `transformClient`. */
export const middlewares = {
  filterStatusOk: HttpClient.filterStatusOk,
  retryTransient: HttpClient.retryTransient({ times: 2 }),
  followRedirects: HttpClient.followRedirects(3)
} satisfies Readonly<Record<string, (client: HttpClient.HttpClient) => HttpClient.HttpClient>>

type Middleware = keyof typeof middlewares

export interface Program {
  readonly seed: number
  readonly fake: FakeNovuOptions
  /** Names what stands between the transport and its client. */
  readonly middleware: Middleware | undefined
  /** Says whether the client keeps to rate limits; `breaker` says whether it has a circuit breaker. */
  readonly limits: boolean
  readonly breaker: boolean
  /**
   * Says by how many milliseconds a call may exceed its time, because a jump of the
   * clock can fall between the moment a wait is computed and the moment it begins.
   */
  readonly slack: number
  /** Says for how many milliseconds after a failed call its writes may still arrive. */
  readonly settling: number
  readonly faults: ReadonlyArray<{ readonly rule: FaultRule; readonly fault: Fault.Fault }>
  readonly callers: ReadonlyArray<ReadonlyArray<Step>>
  /** Says how far the clock jumps each time, in milliseconds. */
  readonly jumps: ReadonlyArray<number>
}

const answer = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Fault.Fault =>
  Fault.respond({ status, headers, body: { statusCode: status, message } })

const cut = (draws: Draws, status: number, headers: Readonly<Record<string, string>>): Fault.Fault =>
  Fault.respond({
    status,
    headers,
    body: { statusCode: status, message: "cut off" },
    cut: draws.pick(["hang-up", "stall"])
  })

/** A proxy without a backend says this. The register tells it by these words from Novu's 404. */
export const noBackend = "default backend - 404"

/** No fault pretends to be Novu: a 404 with Novu's words, or a domain 409, is always the server's own. */
export const makeFault = (draws: Draws): Fault.Fault =>
  draws.pick<() => Fault.Fault>([
    () => Fault.refuse,
    () => Fault.hangUp(draws.pick(["before-write", "after-write", "in-headers", "in-body"])),
    () => Fault.stall(draws.pick(["headers", "body"])),
    () => Fault.stall(draws.pick(["headers", "body"]), { for: draws.between(1, 15_000) }),
    () => Fault.drip({ bytes: draws.between(20, 200), every: draws.between(1, 3000) }),
    () => Fault.truncated,
    () => Fault.malformed,
    () => Fault.contentType("text/html"),
    () => Fault.headers({ "x-extra": "a, b", "set-cookie": ["a=1", "b=2"] }),
    () => Fault.mutate((body) => ({ data: { ...Object(body), unknown: [null] } })),
    () => Fault.handlerFails({ status: draws.pick([500, 502, 503]) }),
    () => Fault.html({ status: draws.pick([502, 503, 504]) }),
    () => Fault.failAfterWrite({ status: draws.pick([500, 502, 504]), text: "" }),
    () => Fault.respond({ status: 404, text: noBackend }),
    () => Fault.html({ status: draws.pick([200, 203]), title: "Sign in to the hotel's network" }),
    () => Fault.respond({ status: 202, text: "" }),
    () => Fault.mutate(() => ({ acknowledged: false })),
    () => cut(draws, 429, { "retry-after": String(draws.between(0, 20)) }),
    () => cut(draws, draws.pick([500, 502, 503]), {}),
    () => cut(draws, 503, { "retry-after": String(draws.between(0, 5)) }),
    () => answer(408, "Request Timeout"),
    () =>
      answer(429, "API rate limit exceeded", draws.chance(0.5) ? {} : { "retry-after": String(draws.between(0, 60)) }),
    () => answer(503, "Service Unavailable", draws.chance(0.5) ? {} : { "retry-after": String(draws.between(0, 20)) }),
    () => answer(500, `the key ${secretKey} broke it`, draws.chance(0.5) ? {} : { "idempotency-key": "k" }),
    () => answer(400, `the key ${secretKey} is not liked`),
    () => answer(401, "API Key not found"),
    () => Fault.respond({ status: 302, headers: { location: "https://elsewhere.test/" }, text: "" })
  ])()

/** Acts as a deployment during deletes: the old server hangs up, then the proxy has no backend for a while. */
const deployment = (seed: number): Program["faults"] => [
  { rule: { method: "DELETE", probability: 0.4, seed }, fault: Fault.hangUp("before-write") },
  {
    rule: { method: "DELETE", probability: 0.4, seed: seed + 1 },
    fault: Fault.respond({ status: 404, text: noBackend })
  }
]

const makeStep = (draws: Draws, id: string): Step => {
  const totalMillis = draws.pick([30_000, 30_000, 30_000, 5000, 400])
  const kind = draws.pick(kinds)
  // A recreated row looks the same as the older one and is told from it by its age, in whole seconds.
  const least = kind.endsWith(".recreate") ? 2000 : 0
  return {
    id,
    kind,
    pause: draws.chance(0.5) ? least : draws.between(least + 1, 4000),
    interruptAfter: draws.chance(0.12) ? draws.between(0, 6000) : undefined,
    options: {
      totalMillis,
      ...(totalMillis === 30_000 ? {} : { totalTimeout: totalMillis }),
      ...(draws.chance(0.2) ? { attemptTimeout: draws.between(1, 12_000) } : {}),
      ...(draws.chance(0.2) ? { idempotencyKey: `own-${id}` } : {}),
      ...(draws.chance(0.2) ? { retry: RetryPolicy.make({ maxAttempts: draws.between(1, 6), baseDelay: 500 }) } : {})
    }
  }
}

/** These jumps of the clock are short, in milliseconds. */
export const near = [1, 7, 90]

export const makeProgram = (seed: number): Program => {
  const draws = new Draws(seed)
  const limits = draws.chance(0.4)
  const latency = draws.pick([0, 0, 15, 800])
  return {
    seed,
    settling: latency + 1,
    fake: {
      secretKey,
      latency,
      idempotency: draws.chance(0.5),
      authShape: draws.pick(["full", "full", "accessToken", "hasAccessToken", "blank", "empty"]),
      rateLimit: draws.chance(0.3)
        ? { maximum: { configuration: draws.between(1, 50), global: draws.between(1, 50) } }
        : false
    },
    faults: [
      ...Array.from(
        { length: draws.pick([0, 1, 2, 5, 10]) },
        () => ({ rule: { probability: draws.pick([0.02, 0.05, 0.1, 0.3]), seed }, fault: makeFault(draws) })
      ),
      ...(draws.chance(0.2) ? deployment(seed) : [])
    ],
    callers: Array.from(
      { length: draws.between(1, 8) },
      (_, caller) =>
        Array.from({ length: draws.between(1, 12) }, (_, step) => makeStep(draws, `p${seed}-${caller}-${step}`))
    ),
    limits,
    slack: limits ? Math.max(...near) : 1,
    breaker: draws.chance(0.2),
    middleware: draws.chance(0.4)
      ? draws.pick(["filterStatusOk", "filterStatusOk", "retryTransient", "followRedirects"])
      : undefined,
    jumps: Array.from({ length: 16 }, () => draws.pick(limits ? near : [...near, 1000, 9000, 60_000]))
  }
}
