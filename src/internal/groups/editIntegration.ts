import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import { NotFound } from "../../Errors/NovuErrorReason.ts"
import { type Integration, UpdateIntegration } from "../../Schema/Integration.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { isRecord } from "../input/isRecord.ts"
import { stored } from "./agreement.ts"

/** Lists integrations and writes them. */
export interface Integrations {
  readonly list: (options?: RequestOptions) => Effect.Effect<NovuResponse<ReadonlyArray<Integration>>, NovuError>
  readonly update: (
    integrationId: string,
    payload: UpdateIntegration,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<Integration>, NovuError>
}

/** Repeats `EditedIntegration` of `Integrations`, which stands above this room. */
interface Edited extends NovuResponse<Integration> {
  readonly outcome: "updated" | "unchanged"
}

interface Options extends RequestOptions {
  readonly check?: boolean | undefined
}

type Changes = Omit<UpdateIntegration, "check">

const members: ReadonlySet<string> = new Set(Object.keys(UpdateIntegration.fields).filter((name) => name !== "check"))

const edit = composition("Integrations.edit", [])

const fail = (reason: NovuError["reason"]) => Effect.fail(new NovuError({ operation: edit.name, reason, attempts: 0 }))

/** Returns the members whose values are not stored already. Novu shows no credentials, so those that are given always are. */
const differenceOf = (integration: Integration, changes: Changes): Changes =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) =>
      value !== undefined &&
      (name === "credentials" || stored(integration[name as keyof Integration], value) === "different")
    )
  )

/** Asks the caller what to change. Callers without types may return anything. */
const changesOf = Effect.fnUntraced(function*(change: (integration: Integration) => Changes, integration: Integration) {
  const given: unknown = yield* Effect.try({
    try: () => change(integration),
    catch: () => new NovuError({ operation: edit.name, attempts: 0, reason: invalidInput("change", "threw") })
  })
  if (!isRecord<Changes>(given)) {
    return yield* fail(invalidInput("change", `must return the members to change, and returned ${kindOf(given)}`))
  }
  const unknown = Object.keys(given).find((name) => !members.has(name))
  return unknown === undefined ? given : yield* fail(invalidInput(unknown, "is no member that can be changed"))
})

/** Reads an integration, and sends what differs from what it is to be, if anything does. */
export const editIntegration = (
  integrations: Integrations,
  id: string,
  change: (integration: Integration) => Changes,
  { check = false, ...options }: Options = {}
): Effect.Effect<Edited, NovuError> => {
  const wrong = checkOptions(options)
  if (wrong !== undefined) return fail(wrong)
  return composed(
    edit,
    Effect.gen(function*() {
      const { idempotencyKey: _, ...reading } = options
      const { headers, result } = yield* integrations.list(reading)
      const integration = result.find(({ _id, identifier }) => _id === id || identifier === id)
      if (integration?._id === undefined) {
        return yield* fail(
          new NotFound({ status: 404, headers, detail: `no integration has the id ${JSON.stringify(id)}` })
        )
      }
      const difference = differenceOf(integration, yield* changesOf(change, integration))
      if (Object.keys(difference).length === 0) return { headers, result: integration, outcome: "unchanged" as const }
      const response = yield* integrations.update(integration._id, { ...difference, check }, reading)
      return { ...response, outcome: "updated" as const }
    })
  )
}
