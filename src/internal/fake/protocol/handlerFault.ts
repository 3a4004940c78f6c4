import * as Context from "effect/Context"
import type { Rejection } from "./rejection.ts"

/**
 * The refusal with which a handler fails in place of doing its work. It lies
 * inside the pipeline, so that rate limits count the request and idempotency
 * stores the failure.
 */
export const HandlerFault = Context.Reference<Rejection | undefined>("effect-novu/internal/fake/HandlerFault", {
  defaultValue: () => undefined
})
