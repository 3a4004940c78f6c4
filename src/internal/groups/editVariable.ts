import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import type {
  EditableVariable,
  EnvironmentVariable,
  EnvironmentVariableChanges,
  UpdateEnvironmentVariable
} from "../../Schema/EnvironmentVariable.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { given, kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { isRecord } from "../input/isRecord.ts"
import { stored } from "./agreement.ts"

type Answer = Effect.Effect<NovuResponse<EnvironmentVariable>, NovuError>

/** Reads variables and changes them. */
export interface Variables {
  readonly retrieve: (variableKey: string, options?: RequestOptions) => Answer
  readonly update: (variableKey: string, payload: UpdateEnvironmentVariable, options?: RequestOptions) => Answer
}

/** Repeats `EditedVariable` of `EnvironmentVariables`, which stands above this room. */
interface Edited extends NovuResponse<EnvironmentVariable> {
  readonly outcome: "updated" | "unchanged"
}

interface Value {
  readonly _environmentId: string
  readonly value?: unknown
}

type Difference = Partial<Record<"isSecret" | "key" | "type" | "values", unknown>>

const edit = composition("EnvironmentVariables.edit", [])

const members: ReadonlySet<string> = new Set(["isSecret", "key", "type", "values"])

const fail = (reason: NovuError["reason"]) => Effect.fail(new NovuError({ operation: edit.name, reason, attempts: 0 }))

/** Leaves out the values that are not shown. A variable that is no secret has no others. */
const editable = (variable: EnvironmentVariable): EditableVariable =>
  (variable.isSecret
    ? variable
    : { ...variable, values: variable.values.filter(({ value }) => value !== undefined) }) as EditableVariable

/** Whether a value has to be sent: it is not what was read, or it was not shown. Values that are none are left to the encoder. */
const isNew = ({ values }: EnvironmentVariable) => (each: unknown): boolean => {
  if (!isRecord<Value>(each)) return true
  const before = values.find(({ _environmentId }) => _environmentId === each._environmentId)
  if (each.value === undefined) return before === undefined
  return before?.value === undefined || stored(before.value, each.value) === "different"
}

const differenceOf = (before: EnvironmentVariable, { isSecret, key, type, values }: Difference): Difference => {
  const changed = Array.isArray(values) ? values.filter(isNew(before)) : values
  return given({
    key: key === before.key ? undefined : key,
    type: type === before.type ? undefined : type,
    isSecret: isSecret === before.isSecret ? undefined : isSecret,
    values: Array.isArray(changed) && changed.length === 0 ? undefined : changed
  })
}

/**
 * Adds the value that was read to a change that has none, without which newer servers refuse it. That of a secret is
 * not known. A server that shows the values of several environments asks for none, and to send those back could undo
 * what somebody has just written elsewhere; only our type asks for one, with a new key.
 */
const withValues = (before: EnvironmentVariable, difference: Difference): Difference => {
  const known = before.values.filter(({ value }) => value !== undefined)
  const isAsked = difference.key !== undefined || before.values.length === 1
  return difference.values !== undefined || known.length === 0 || !isAsked
    ? difference
    : { ...difference, values: known }
}

/** Asks the caller what to change. Callers without types may return anything. */
const changesOf = Effect.fnUntraced(
  function*(change: (variable: EditableVariable) => EnvironmentVariableChanges, variable: EnvironmentVariable) {
    const changes: unknown = yield* Effect.try({
      try: () => change(editable(variable)),
      catch: () => new NovuError({ operation: edit.name, attempts: 0, reason: invalidInput("change", "threw") })
    })
    if (!isRecord<Difference>(changes)) {
      return yield* fail(invalidInput("change", `must return the members to change, and returned ${kindOf(changes)}`))
    }
    const unknown = Object.keys(changes).find((name) => !members.has(name))
    return unknown === undefined ? changes : yield* fail(invalidInput(unknown, "is no member that can be changed"))
  }
)

/** Reads a variable, and sends what differs from what it is to be, if anything does. */
export const editVariable = (
  variables: Variables,
  variableKey: string,
  change: (variable: EditableVariable) => EnvironmentVariableChanges,
  options: RequestOptions = {}
): Effect.Effect<Edited, NovuError> => {
  const wrong = checkOptions(options)
  if (wrong !== undefined) return fail(wrong)
  const { idempotencyKey: _, ...reading } = options
  return composed(
    edit,
    Effect.gen(function*() {
      const found = yield* variables.retrieve(variableKey, reading)
      const difference = differenceOf(found.result, yield* changesOf(change, found.result))
      if (Object.keys(difference).length === 0) return { ...found, outcome: "unchanged" as const }
      const payload = withValues(found.result, difference)
      if (payload.key !== undefined && payload.values === undefined) {
        return yield* fail(
          invalidInput(
            "values",
            "must have a value when the key changes, and none could be read: Novu shows none of a secret"
          )
        )
      }
      // The encoder refuses what the types of the changes could not.
      const response = yield* variables.update(variableKey, payload as UpdateEnvironmentVariable, options)
      return { ...response, outcome: "updated" as const }
    })
  )
}
