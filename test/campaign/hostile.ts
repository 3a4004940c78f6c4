/** Feeds hostile answers to the client, one answer per call. */
import { Cause, Effect, Exit, Layer, Redacted } from "effect"
import {
  ChannelConnections,
  ChannelEndpoints,
  Contexts,
  Integrations,
  NovuError,
  NovuTransport,
  RetryPolicy
} from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { inspect } from "node:util"
import { type Hostile, makeHostile, type Subject } from "./hostileBodies.ts"
import type { Violation } from "./run.ts"

interface Hostilities {
  readonly answers: number
  /** Counts the answers that the client could read all the same. */
  readonly read: number
  /** Is the time of the slowest call, in milliseconds. */
  readonly slowest: number
  readonly violations: ReadonlyArray<Violation>
}

type Groups = ChannelConnections | ChannelEndpoints | Contexts | Integrations

const calls: Readonly<Record<Subject, Effect.Effect<unknown, NovuError, Groups>>> = {
  connection: ChannelConnections.use((group) => group.retrieve("c")),
  connections: ChannelConnections.use((group) => group.list()),
  endpoint: ChannelEndpoints.use((group) => group.retrieve("e")),
  endpoints: ChannelEndpoints.use((group) => group.list()),
  context: Contexts.use((group) => group.retrieve("tenant", "acme")),
  contexts: Contexts.use((group) => group.list()),
  integrations: Integrations.use((group) => group.list())
}

/** A name that is not a header's is left out. */
const headersOf = ({ headers }: Hostile): Headers => {
  const made = new Headers()
  for (const [name, value] of headers) {
    try {
      made.append(name, value)
    } catch {
      continue
    }
  }
  return made
}

/** A logged error must not be longer than this. */
const longestLog = 100_000

const brokenBy = ({ status }: Hostile, exit: Exit.Exit<unknown, NovuError>): string | undefined => {
  if (Reflect.has({}, "polluted")) return "the prototype of every object is changed"
  if (Exit.isSuccess(exit)) {
    inspect(exit.value, { depth: 50 })
    return status < 300 ? undefined : `HTTP ${status} is a success`
  }
  const [reason, ...others] = exit.cause.reasons
  if (reason?._tag !== "Fail" || others.length > 0 || !(reason.error instanceof NovuError)) {
    return Cause.pretty(exit.cause)
  }
  const error = reason.error
  if (status < 300 && error.reason._tag !== "ResponseDecodeFailed") return `HTTP ${status} is ${error.reason._tag}`
  if (status >= 300 && !("status" in error.reason && error.reason.status === status)) {
    return `HTTP ${status} is ${error.reason._tag}`
  }
  if (status >= 300 && error.reason._tag === "ResponseDecodeFailed") return `HTTP ${status} is ResponseDecodeFailed`
  const logged = Math.max(error.message.length, JSON.stringify(error).length, inspect(error, { depth: 50 }).length)
  return logged > longestLog ? `its log is ${logged} characters long` : undefined
}

/** Sends the answers of `count` seeds from `seed` on, until a promise is broken. */
export const runHostile = Effect.fnUntraced(function*(seed: number, count: number) {
  let hostile = makeHostile(seed)
  const Network = Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.sync(() =>
        HttpClientResponse.fromWeb(
          request,
          new Response(hostile.body, { status: hostile.status, headers: headersOf(hostile) })
        )
      )
    )
  )
  const Client = Layer.mergeAll(ChannelConnections.layer, ChannelEndpoints.layer, Contexts.layer, Integrations.layer)
    .pipe(
      Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_hostile"), retry: RetryPolicy.none })),
      Layer.provide(Network)
    )
  return yield* Effect.gen(function*() {
    let answers = 0
    let read = 0
    let slowest = 0
    const violations: Array<Violation> = []
    while (answers < count && violations.length === 0) {
      hostile = makeHostile(seed + answers)
      const before = performance.now()
      const exit = yield* Effect.exit(calls[hostile.subject])
      slowest = Math.max(slowest, performance.now() - before)
      const words = brokenBy(hostile, exit)
      if (words !== undefined) {
        violations.push({ seed: seed + answers, words: `${hostile.subject}, HTTP ${hostile.status}: ${words}` })
      }
      answers++
      if (Exit.isSuccess(exit)) read++
    }
    const done: Hostilities = { answers, read, slowest, violations }
    return done
  }).pipe(Effect.provide(Client), Effect.orDie)
})
