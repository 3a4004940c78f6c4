import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { EncodedBody, Input, Method, Operation, Reconcile, Repeat, Verdict } from "../../Transport/Operation.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { OperationMetrics } from "../telemetry.ts"
import { type Decode, decoder, voidDecoder } from "./decode.ts"
import { encoder } from "./encode.ts"
import { jsonBody } from "./jsonBody.ts"
import { inShort } from "./legible.ts"
import { splitTemplate, wrongTemplate } from "./pathTemplate.ts"

/** Holds what a call sends. It is the same on every attempt. */
export interface Encoded {
  /** Path and query, after the base URL. */
  readonly target: string
  /** Made once per call, because Novu's idempotency compares bodies member by member and in order. */
  readonly body: EncodedBody | undefined
}

/** Holds an operation with everything done that does not depend on the call. */
export interface Compiled<I, Success_> {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly repeatOf: (input: I) => Repeat
  /** Whether Novu reads an idempotency key here: it does for these two methods only. */
  readonly keyed: boolean
  readonly metrics: OperationMetrics
  /** `clean` takes the caller's secrets out of the words about what failed. */
  readonly encode: (input: I, clean: (text: string) => string) => Encoded | InvalidInput
  readonly decode: Decode<Success_>
  readonly reconcile: Reconcile<I, Success_> | undefined
  readonly verdict: Verdict<I, Success_> | undefined
  /** Milliseconds before a request that may have been carried out is sent again, at least. */
  readonly settleMillis: number
  readonly cost: "single" | "bulk"
  readonly workflowOf: ((input: I) => string | undefined) | undefined
}

/** Repeats `Input` with optional parts, to read them without the generics. */
interface Parts {
  readonly params?: Readonly<Record<string, unknown>> | null | undefined
  readonly query?: unknown
  readonly payload?: unknown
}

const segment = (name: string, value: unknown): string | InvalidInput => {
  if (typeof value !== "string" || value === "") return invalidInput(name, "must be a text that is not empty")
  // URL parsers would resolve these two, so that the request went elsewhere.
  if (value === "." || value === "..") return invalidInput(name, "must not be \".\" or \"..\"")
  if (!value.isWellFormed()) return invalidInput(name, "must be well-formed Unicode")
  return encodeURIComponent(value)
}

const toPath = (template: ReadonlyArray<string>, params: Readonly<Record<string, unknown>>): string | InvalidInput => {
  let path = ""
  for (const [place, part] of template.entries()) {
    const text = place % 2 === 0 ? part : segment(part, params[part])
    if (typeof text !== "string") return text
    path += text
  }
  return path
}

/**
 * Writes the query. A list repeats its name, and an empty one is sent as one
 * empty text, which Novu reads as "none".
 */
const toQuery = (query: object, clean: (text: string) => string): string | InvalidInput => {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    const values = Array.isArray(value) ? value.length === 0 ? [""] : value : [value]
    for (const each of values) {
      if (typeof each === "object") {
        return invalidInput(inShort(name, clean), "must be a text, a number, a boolean or a list of texts")
      }
      const text = String(each)
      if (!text.isWellFormed()) return invalidInput(inShort(name, clean), "must be well-formed Unicode")
      pairs.append(name, text)
    }
  }
  const text = pairs.toString()
  return text === "" ? "" : `?${text}`
}
const compile = <Path extends string, Query, Payload, Success_>(
  operation: Operation<Path, Query, Payload, Success_>
): Compiled<Input<Path, Query, Payload>, Success_> => {
  const { body: toBody = jsonBody, method, name, path } = operation
  const wrong = wrongTemplate(path)
  const template = wrong === undefined ? splitTemplate(path) : []
  const repeat = operation.repeat ?? (method === "POST" || method === "PATCH" ? "unguarded" : "idempotent")
  const encodeParams = operation.params && encoder(operation.params)
  const encodeQuery = operation.query && encoder(operation.query)
  const encodePayload = operation.payload && encoder(operation.payload)

  const encode = (
    { params, payload, query = {} }: Parts,
    clean: (text: string) => string
  ): Encoded | InvalidInput => {
    if (wrong !== undefined) return wrong
    const checked = encodeParams?.(params, clean)
    if (checked instanceof InvalidInput) return checked
    const filled = toPath(template, params ?? {})
    if (typeof filled !== "string") return filled
    let target = filled
    if (encodeQuery !== undefined) {
      const wire = encodeQuery(query, clean)
      if (wire instanceof InvalidInput) return wire
      const text = typeof wire === "object" && wire !== null ? toQuery(wire, clean) : ""
      if (typeof text !== "string") return text
      target += text
    }
    if (encodePayload === undefined) return { target, body: undefined }
    const wire = encodePayload(payload, clean)
    if (wire instanceof InvalidInput) return wire
    const body = toBody(wire)
    return body instanceof InvalidInput ? body : { target, body }
  }

  return {
    name,
    method,
    path,
    repeatOf: typeof repeat === "function" ? repeat : () => repeat,
    keyed: method === "POST" || method === "PATCH",
    metrics: new OperationMetrics(name),
    // Callers without types may leave the input out.
    encode: (input: Parts | undefined, clean) => encode(input ?? {}, clean),
    reconcile: operation.reconcile,
    verdict: operation.verdict,
    settleMillis: operation.settleMillis ?? 0,
    workflowOf: operation.workflowOf,
    cost: operation.cost ?? "single",
    decode: operation.success === undefined
      ? voidDecoder as Decode<Success_>
      : decoder(operation.success, operation.envelope ?? "data")
  }
}

// Operations are constants of a module. What they compile to lives as long, and is the same for every transport.
const compiled = new WeakMap<object, unknown>()

/** Returns what an operation compiles to. It is made when the operation is first called. */
export const compiledOf = <Path extends string, Query, Payload, Success_>(
  operation: Operation<Path, Query, Payload, Success_>
): Compiled<Input<Path, Query, Payload>, Success_> => {
  const known = compiled.get(operation)
  if (known !== undefined) return known as Compiled<Input<Path, Query, Payload>, Success_>
  const made = compile(operation)
  compiled.set(operation, made)
  return made
}
