/** Calls every operation by its example, and reads what a mock server answers. */
import { Effect, flow, Layer, Redacted, Result, Schema } from "effect"
import { type NovuErrorReason, NovuTransport, RetryPolicy } from "effect-novu"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { ask, withClient } from "../../test/operations/calls.ts"
import { all, type Case } from "../../test/operations/rows.ts"
import type { PrismException } from "./exceptions.ts"

type Phase = PrismException["phase"]

interface Outcome {
  readonly failures: ReadonlyArray<string>
  readonly unused: ReadonlyArray<string>
}

const entryOf = ({ operation, phase, pointer }: PrismException): string => `${operation} ${phase} ${pointer}`

/** Says what Prism refuses in a request, or finds wrong in its own answer, which is no concern of ours. */
const Violations = Schema.fromJsonString(
  Schema.Array(Schema.Struct({ location: Schema.Array(Schema.String), message: Schema.String }))
)

/** Are made of an answer that was decoded, and says that a write was not carried out, or not whole. */
const outcomes: ReadonlySet<NovuErrorReason["_tag"]> = new Set(["NotTriggered", "PartialFailure", "AllFailed"])

const refusalsOf = (header: string | undefined): ReadonlyArray<string> =>
  header === undefined ? [] : Schema.decodeSync(Violations)(header)
    .filter(({ location: [side] }) => side === "request")
    .map(({ location, message }) => `${location.join(".")}: ${message}`)

/** Returns what is wrong in words, if anything is. */
const complaintOf = (each: Case, phase: Phase, apiUrl: string): Promise<string | undefined> => {
  const refusals: Array<string> = []
  const client = withClient(
    NovuTransport.layer({
      secretKey: Redacted.make("sk_prism"),
      apiUrl,
      retry: RetryPolicy.none,
      transformClient: flow(
        HttpClient.mapRequest(HttpClientRequest.setHeader("prefer", `dynamic=${phase === "dynamic"}`)),
        HttpClient.tap(({ headers }) => Effect.sync(() => refusals.push(...refusalsOf(headers["sl-violations"]))))
      )
    })
  ).pipe(Layer.provide(FetchHttpClient.layer))
  return ask(each, each.row.example ?? {}).pipe(
    Effect.provide(client),
    Effect.result,
    Effect.map((result) => {
      if (refusals.length > 0) return refusals.join(", ")
      if (Result.isSuccess(result)) return undefined
      const { _tag, detail } = result.failure.reason
      return outcomes.has(_tag) ? undefined : `${_tag}: ${detail}`
    }),
    Effect.runPromise
  )
}

export const callAll = async (apiUrl: string, exceptions: ReadonlyArray<PrismException>): Promise<Outcome> => {
  const used = new Set<PrismException>()
  const failures: Array<string> = []
  for (const each of all) {
    for (const phase of ["static", "dynamic"] as const) {
      const complaint = await complaintOf(each, phase, apiUrl)
      if (complaint === undefined) continue
      const known = exceptions.find((exception) =>
        exception.operation === each.name && exception.phase === phase && complaint.includes(exception.pointer)
      )
      if (known === undefined) failures.push(`${each.name} ${phase}: ${complaint.slice(0, 400)}`)
      else used.add(known)
    }
  }
  return { failures, unused: exceptions.filter((exception) => !used.has(exception)).map(entryOf) }
}
