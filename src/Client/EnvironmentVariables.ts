/**
 * Keep environment variables: values that steps of workflows use as
 * `{{env.KEY}}`.
 *
 * @see https://docs.novu.co/api-reference/environment-variables
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { editVariable, type Variables } from "../internal/groups/editVariable.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { changeAgreement, variableAgreement } from "../internal/groups/variableMatch.ts"
import {
  CreateEnvironmentVariable,
  type EditableVariable,
  EnvironmentVariable,
  type EnvironmentVariableChanges,
  EnvironmentVariableList,
  EnvironmentVariableUsage,
  ListEnvironmentVariables,
  UpdateEnvironmentVariable
} from "../Schema/EnvironmentVariable.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v1/environment-variables"

const list = Operation.make({
  name: "EnvironmentVariables.list",
  method: "GET",
  path,
  query: ListEnvironmentVariables,
  success: EnvironmentVariableList
})

const retrieve = Operation.make({
  name: "EnvironmentVariables.retrieve",
  method: "GET",
  path: `${path}/{variableKey}`,
  success: EnvironmentVariable
})

const create = Operation.make({
  name: "EnvironmentVariables.create",
  method: "POST",
  path,
  payload: CreateEnvironmentVariable,
  success: EnvironmentVariable,
  // A key is unique in an organisation.
  repeat: "guarded",
  // At the limit Novu looks at the number of variables before the key, and answers 400 to the second request.
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" && reason._tag !== "BadRequest" ? undefined : Effect.map(
      call(retrieve, { params: { variableKey: payload.key } }),
      ({ headers, result }) =>
        madeByThisCall(variableAgreement(result, payload), result.createdAt, isOlder) ? { headers, result } : undefined
    )
})

const update = Operation.make({
  name: "EnvironmentVariables.update",
  method: "PATCH",
  path: `${path}/{variableKey}`,
  payload: UpdateEnvironmentVariable,
  success: EnvironmentVariable,
  // It writes the same values again. After a new key there is nothing left under the old one.
  repeat: ({ params, payload }) =>
    payload.key === undefined || payload.key === params.variableKey ? "idempotent" : "guarded",
  reconcile: ({ isAboutResource, isOlder, reason }, { payload }, call) =>
    !isAboutResource || reason._tag !== "NotFound" || payload.key === undefined ? undefined : Effect.map(
      call(retrieve, { params: { variableKey: payload.key } }),
      ({ headers, result }) =>
        madeByThisCall(changeAgreement(result, payload), result.updatedAt, isOlder) ? { headers, result } : undefined
    )
})

const remove = Operation.make({
  name: "EnvironmentVariables.delete",
  method: "DELETE",
  path: `${path}/{variableKey}`,
  reconcile: goneIsDone
})

const retrieveUsage = Operation.make({
  name: "EnvironmentVariables.retrieveUsage",
  method: "GET",
  path: `${path}/{variableKey}/usage`,
  success: EnvironmentVariableUsage
})

/** Returns what `edit` calls. */
const steps = (call: Operation.Call): Variables => ({
  retrieve: (variableKey, options) => call(retrieve, { params: { variableKey } }, options),
  update: (variableKey, payload, options) => call(update, { params: { variableKey }, payload }, options)
})

/**
 * Holds the variable after `edit`.
 *
 * @category models
 * @since 0.1.0
 */
export interface EditedVariable extends NovuResponse<EnvironmentVariable> {
  /** Is `unchanged` where nothing differed, and nothing was sent. */
  readonly outcome: "updated" | "unchanged"
}

const editWith = (call: Operation.Call) => {
  const variables = steps(call)
  return (
    variableKey: string,
    change: (variable: EditableVariable) => EnvironmentVariableChanges,
    options?: RequestOptions
  ): Effect.Effect<EditedVariable, NovuError> => editVariable(variables, variableKey, change, options)
}

/**
 * Creates, lists, changes and deletes environment variables. A variable belongs to
 * the organisation and has one value in each environment. Values are redacted,
 * whether it is a secret or not.
 *
 * **Gotchas**
 *
 * - A key writes the value of its own environment only, and reads no other: since
 *   July 2026 another `_environmentId` fails with `Forbidden`. Give each environment
 *   a transport of its own.
 * - The value of a secret is never shown. Its `value` is absent, and the mask that
 *   Novu shows in its place is refused before anything is sent.
 * - Servers from before 2026 have no variables, and answer `NotFound` about the route.
 *
 * @category services
 * @since 0.1.0
 */
export class EnvironmentVariables extends Group.Service<EnvironmentVariables>()("EnvironmentVariables", {
  /** Returns all variables of the organisation, newest first. It is no page. */
  list: Group.method(list, (query?: ListEnvironmentVariables) => ({ query })),

  /**
   * Creates a variable. Fails with `Conflict` when the key is taken, in any
   * environment, and with `BadRequest` at the limit of 10 variables.
   */
  create: Group.method(create, (payload: CreateEnvironmentVariable) => ({ payload })),

  /** Fails with `NotFound` when there is no such variable. */
  retrieve: Group.method(retrieve, (variableKey: string) => ({ params: { variableKey } })),

  /**
   * Changes what is given and keeps the rest. Fails with `NotFound` when there is no
   * such variable. `edit` knows what follows.
   *
   * **Gotchas**
   *
   * - `values` are merged by environment, and a single one cannot be taken away.
   * - Since July 2026 a key that names no value is refused with `Forbidden`, even if
   *   it changes `isSecret` alone.
   * - A new `key` changes the path of the variable. One that another variable has
   *   makes Novu fail, perhaps with `ServerFailed`.
   * - A secret that becomes none shows its value to whoever reads it.
   */
  update: Group.method(
    update,
    (variableKey: string, payload: UpdateEnvironmentVariable) => ({ params: { variableKey }, payload })
  ),

  /**
   * Reads a variable, and sends what differs from what `change` returns, or nothing
   * where nothing does. A change without a value is sent with the one that was read,
   * which newer servers ask for. Fails with `NotFound` when there is no such variable.
   *
   * **Gotchas**
   *
   * - The value of a secret is not known, so that each one that is returned is sent,
   *   and a new `key` of a secret needs it: `values` is required by the type, and the
   *   call fails with `InvalidInput` without it.
   * - To change `isSecret` of a secret, give its value, too. Servers since July 2026
   *   refuse it otherwise.
   * - The time limits are those of one call: `totalTimeout` covers both requests.
   */
  edit: editWith,

  /**
   * Deletes a variable in every environment. Fails with `NotFound` when there is
   * none, unless an earlier attempt of this call may have deleted it.
   *
   * **Gotchas**
   *
   * - Workflows that use it are not asked. See `retrieveUsage`.
   */
  delete: Group.method(remove, (variableKey: string) => ({ params: { variableKey } })),

  /** Lists the workflows whose steps name the variable. */
  retrieveUsage: Group.method(retrieveUsage, (variableKey: string) => ({ params: { variableKey } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof EnvironmentVariables.operations = EnvironmentVariables.operations
