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
import { payloadReport, reportOf, type Sending } from "./payloadReport.ts"
import { isActive } from "./rawWorkflow.ts"

/** Reads this many workflows at a time. */
const concurrency = 5

const check = composition("Workflows.checkPayload", ["NotFound"])

const fail = (reason: NovuError["reason"]) => Effect.fail(new NovuError({ operation: check.name, reason, attempts: 0 }))

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
      Effect.map(({ result: { raw, workflow } }) =>
        // A text that ends like a slug finds the workflow of another identifier.
        workflow.workflowId === trigger.id
          ? reportOf(trigger, {
            active: isActive(raw),
            payloadSchema: workflow.payloadSchema,
            validatePayload: workflow.validatePayload
          })
          : reportOf(trigger, undefined)
      ),
      Effect.catchIf(isAbsent, () => Effect.succeed(reportOf(trigger, undefined)))
    )
  return composed(check, Effect.map(Effect.forEach(triggers, read, { concurrency }), payloadReport))
}
