import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import type { PayloadReport } from "../../Schema/PayloadReport.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import type { RawWorkflows } from "./editWorkflow.ts"
import { isAbsent } from "./ensureWorkflow.ts"
import { payloadReport, reportOf, type Sending, type Taking } from "./payloadReport.ts"
import { isActive, type RawWorkflow } from "./rawWorkflow.ts"

/** Reads this many workflows at a time. */
const concurrency = 5

const check = composition("Workflows.checkPayload", ["NotFound"])

const fail = (reason: NovuError["reason"]) => Effect.fail(new NovuError({ operation: check.name, reason, attempts: 0 }))

const takingOf = (found: RawWorkflow | undefined): Taking | undefined =>
  found && {
    active: isActive(found.raw),
    payloadSchema: found.workflow.payloadSchema,
    validatePayload: found.workflow.validatePayload
  }

/** Reads the workflow of each trigger, and compares what is sent with what is taken. */
export const checkPayloads = (
  workflows: Pick<RawWorkflows, "read">,
  triggers: ReadonlyArray<Sending>,
  options: RequestOptions = {}
): Effect.Effect<PayloadReport, NovuError> => {
  const wrong = checkOptions(options) ??
    (Array.isArray(triggers) ? undefined : invalidInput("triggers", `must be a list, and is ${kindOf(triggers)}`))
  if (wrong !== undefined) return fail(wrong)
  const { idempotencyKey: _, ...reading } = options
  const read = (trigger: Sending) =>
    workflows.read(trigger.id, reading).pipe(
      // A text that ends like a slug finds the workflow of another identifier.
      Effect.map(({ result }) => result.workflow.workflowId === trigger.id ? result : undefined),
      Effect.catchIf(isAbsent, () => Effect.succeed(undefined))
    )
  const found = Effect.forEach(triggers, read, { concurrency })
  const report = Effect.map(
    found,
    (takings) => payloadReport(triggers.map((trigger, index) => reportOf(trigger, takingOf(takings[index]))))
  )
  return composed(check, report)
}
