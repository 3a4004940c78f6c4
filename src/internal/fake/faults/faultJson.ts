import * as Schema from "effect/Schema"
import type { Fault } from "../../../Testing/Fault.ts"
import type { FaultRule } from "../../../Testing/FaultRule.ts"

const Texts = Schema.Union([Schema.String, Schema.Array(Schema.String)])
const HeadersJson = Schema.Record(Schema.String, Texts)

const ResponseJson = Schema.Struct({
  status: Schema.Int,
  headers: Schema.optionalKey(HeadersJson),
  body: Schema.optionalKey(Schema.Unknown),
  text: Schema.optionalKey(Schema.String),
  cut: Schema.optionalKey(Schema.Literals(["hang-up", "stall"]))
})

/** JSON can express every fault but `Mutate`, which is a function. Durations are in milliseconds. */
const FaultJson = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Pass") }),
  Schema.Struct({ _tag: Schema.Literal("Respond"), response: ResponseJson }),
  Schema.Struct({ _tag: Schema.Literal("FailAfterWrite"), response: ResponseJson }),
  Schema.Struct({
    _tag: Schema.Literal("HandlerFails"),
    status: Schema.Int,
    message: Schema.optionalKey(Schema.String)
  }),
  Schema.Struct({ _tag: Schema.Literal("Refuse") }),
  Schema.Struct({
    _tag: Schema.Literal("HangUp"),
    at: Schema.Literals(["before-write", "after-write", "in-headers", "in-body"])
  }),
  Schema.Struct({
    _tag: Schema.Literal("Stall"),
    in: Schema.Literals(["headers", "body"]),
    for: Schema.optionalKey(Schema.Finite)
  }),
  Schema.Struct({ _tag: Schema.Literal("Drip"), bytes: Schema.Int, every: Schema.Finite }),
  Schema.Struct({ _tag: Schema.Literal("Truncated") }),
  Schema.Struct({ _tag: Schema.Literal("Malformed") }),
  Schema.Struct({ _tag: Schema.Literal("ContentType"), contentType: Schema.String }),
  Schema.Struct({ _tag: Schema.Literal("Headers"), headers: HeadersJson })
])

const RuleJson = Schema.Struct({
  method: Schema.optionalKey(Schema.String),
  path: Schema.optionalKey(Schema.String),
  nth: Schema.optionalKey(Schema.Int),
  every: Schema.optionalKey(Schema.Int),
  probability: Schema.optionalKey(Schema.Finite),
  seed: Schema.optionalKey(Schema.Finite)
})

/** `POST /_fake/script` takes faults for the next requests or, with a rule, for every request that it matches. */
export const ScriptJson: Schema.Codec<
  { readonly faults: ReadonlyArray<Fault>; readonly rule?: FaultRule },
  unknown
> = Schema.Struct({ faults: Schema.Array(FaultJson), rule: Schema.optionalKey(RuleJson) })
