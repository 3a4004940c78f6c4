/**
 * Keep the environments of an organisation, and publish from one to another.
 *
 * @see https://docs.novu.co/api-reference/environments
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { environmentAgreement } from "../internal/groups/environmentMatch.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { publishVerdict } from "../internal/groups/publishVerdict.ts"
import {
  CreateEnvironment,
  DiffEnvironment,
  Environment,
  EnvironmentDifference,
  EnvironmentList,
  EnvironmentTagList,
  PublishedEnvironment,
  PublishEnvironment,
  UpdatedEnvironment,
  UpdateEnvironment
} from "../Schema/Environment.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"

const path = "/v1/environments"

const list = Operation.make({ name: "Environments.list", method: "GET", path, success: EnvironmentList })

const create = Operation.make({
  name: "Environments.create",
  method: "POST",
  path,
  payload: CreateEnvironment,
  success: Environment,
  // A name is unique in an organisation, and Novu answers 400 and not 409 to the second.
  repeat: "guarded",
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "BadRequest" && reason._tag !== "Conflict" ? undefined : Effect.map(
      call(list, {}),
      ({ headers, result }) => {
        const found = result.find(({ name }) => name === payload.name)
        return found !== undefined && madeByThisCall(environmentAgreement(found, payload), found.createdAt, isOlder)
          ? { headers, result: found }
          : undefined
      }
    )
})

const update = Operation.make({
  name: "Environments.update",
  method: "PUT",
  path: `${path}/{environmentId}`,
  payload: UpdateEnvironment,
  success: UpdatedEnvironment
})

const remove = Operation.make({
  name: "Environments.delete",
  method: "DELETE",
  path: `${path}/{environmentId}`,
  reconcile: goneIsDone
})

const listTags = Operation.make({
  name: "Environments.listTags",
  method: "GET",
  path: "/v2/environments/{environmentId}/tags",
  success: EnvironmentTagList
})

const diff = Operation.make({
  name: "Environments.diff",
  method: "POST",
  path: "/v2/environments/{targetEnvironmentId}/diff",
  payload: DiffEnvironment,
  success: EnvironmentDifference,
  // It only reads.
  repeat: "idempotent"
})

const publish = Operation.make({
  name: "Environments.publish",
  method: "POST",
  path: "/v2/environments/{targetEnvironmentId}/publish",
  payload: PublishEnvironment,
  success: PublishedEnvironment,
  // Resources are written by their identifiers, and those that are the same already are skipped.
  repeat: "idempotent",
  verdict: publishVerdict
})

/**
 * Lists, creates, changes and deletes environments, compares two of them, and
 * publishes from one to another.
 *
 * A secret key belongs to one environment. Everything but these calls is about
 * that one, so give each environment a transport of its own.
 *
 * **Gotchas**
 *
 * - On servers since August 2026 a key reaches its own environment only. `update`
 *   and `delete` of another fail with `Forbidden` and the `gate` `environment`, and
 *   so do `diff` and `publish`, always, because both need two environments.
 *   `Workflows.ensure` and `Layouts.ensure`, once with the key of each environment,
 *   work on every server.
 * - Servers from before May 2025 let a key only list. Other calls fail with
 *   `Unauthorized` and the `gate` `server`. `listTags`, `diff` and `publish` came
 *   later: servers without them answer `NotFound` with the `gate` `build`.
 *
 * @category services
 * @since 0.1.0
 */
export class Environments extends Group.Service<Environments>()("Environments", {
  /**
   * Returns all environments of the organisation. It is no page.
   *
   * **Gotchas**
   *
   * - The answer holds the caller's own secret key, at `apiKeys` of its environment,
   *   where it is redacted. Those of other environments are not shown.
   */
  list: Group.method(list, () => ({})),

  /**
   * Creates an environment. Fails with `PaymentRequired` on the plans free and pro,
   * with `BadRequest` when the name is taken, and with `ValidationFailed` for the
   * names Development and Production.
   *
   * **Gotchas**
   *
   * - No answer to a key shows the key of the new environment. Somebody has to copy
   *   it from the dashboard.
   */
  create: Group.method(create, (payload: CreateEnvironment) => ({ payload })),

  /**
   * Changes what is given and keeps the rest. Since August 2026 a key changes its
   * own environment only.
   *
   * **Gotchas**
   *
   * - Older servers answer with numbers in place of the environment: `_id` is then
   *   absent and `matched` present. They answer so where there is no such
   *   environment, too, and `matched` is 0 then. Use `list` to see what is stored.
   * - `bridge: {}` takes the URL of the bridge away.
   */
  update: Group.method(
    update,
    (environmentId: string, payload: UpdateEnvironment) => ({ params: { environmentId }, payload })
  ),

  /**
   * Deletes an environment with everything in it. Novu does not delete Development
   * and Production. Fails with `NotFound` when there is no such environment, unless
   * an earlier attempt of this call may have deleted it.
   *
   * **Gotchas**
   *
   * - Since August 2026 a key deletes its own environment at most, and is itself gone
   *   then. When the answer is lost, the repeated call fails with `Unauthorized`, and
   *   `error.mayHaveActed` is `true`.
   */
  delete: Group.method(remove, (environmentId: string) => ({ params: { environmentId } })),

  /**
   * Lists the tags of all workflows of an environment, each once. Fails with
   * `NotFound` when there is no such environment.
   */
  listTags: Group.method(listTags, (environmentId: string) => ({ params: { environmentId } })),

  /**
   * Says what publishing would change in the target. It changes nothing. Fails with
   * `BadRequest` where source and target are the same or one of them does not exist,
   * and where there is no Development to compare with.
   *
   * **Gotchas**
   *
   * - Since August 2026 no key may compare environments: it fails with `Forbidden`
   *   and the `gate` `environment`.
   * - What code defines is published with the code, and is not compared.
   */
  diff: Group.method(
    diff,
    (targetEnvironmentId: string, payload: DiffEnvironment = {}) => ({ params: { targetEnvironmentId }, payload })
  ),

  /**
   * **With `resources: "all"` it also deletes in the target what the source does not
   * have.** With a list it touches only what the list names. It copies workflows
   * with the layouts of their e-mails, and layouts, over those of the same
   * identifier. Look at `diff`, or set `dryRun`, before.
   *
   * Fails with `PartialFailure` where Novu answers 200 and says that something was
   * not carried out: `failed` says what and why, and `succeeded` what is done. Fails
   * with `BadRequest` as `diff` does, and with `ValidationFailed` for a kind of
   * resource that the server does not publish.
   *
   * **Gotchas**
   *
   * - Since August 2026 no key may publish: it fails with `Forbidden` and the `gate`
   *   `environment`.
   * - Novu stops at the first resource that cannot be written, and refuses the
   *   request. Those before it are written all the same, which no part of the error
   *   tells.
   * - It is repeated when an answer is lost. The result is that of the second
   *   request, which skips what the first has written.
   */
  publish: Group.method(
    publish,
    (targetEnvironmentId: string, payload: PublishEnvironment) => ({ params: { targetEnvironmentId }, payload })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Environments.operations = Environments.operations
