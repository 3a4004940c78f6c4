import * as Context from "effect/Context"
import type { Rejection } from "./rejection.ts"

/**
 * Where this is provided, the handler fails with it and does nothing else. The
 * failure happens inside the pipeline, so that rate limits count the request and
 * idempotency stores the failure.
 */
export const HandlerFault = Context.Reference<Rejection | undefined>("effect-novu/internal/fake/HandlerFault", {
  defaultValue: () => undefined
})
