/**
 * Describes environment variables: values that steps of workflows use as
 * `{{env.KEY}}`. A variable belongs to the organisation, and has one value per
 * environment.
 *
 * @see https://docs.novu.co/api-reference/environment-variables
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import {
  flag,
  isRecord,
  loosely,
  nullishKey,
  openLiterals,
  redacted,
  Secret,
  textKey,
  Timestamp
} from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"

/** Novu shows this in place of the value of a secret, and refuses it as a value. */
const mask = "\u2022".repeat(8)

const isShown = (value: unknown): value is string => isString(value) && value !== mask

/**
 * Holds the value of a variable in one environment. It is redacted, whether the
 * variable is a secret or not.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentVariableValue
  extends entity<EnvironmentVariableValue>()("EnvironmentVariableValueResponseDto", {
    _environmentId: Schema.String,
    /** Absent for a secret, whose value Novu never shows. */
    value: nullishKey(Secret, isShown)
  })
{}

const Values = Schema.Array(EnvironmentVariableValue)

type OnWire = typeof Values.Encoded

const records = (values: unknown): OnWire =>
  Array.isArray(values)
    ? values.filter((each): each is OnWire[number] => isRecord<OnWire[number]>(each) && isString(each._environmentId))
    : []

/** Reads a list that is missing as empty, and leaves out what names no environment. */
const shownValues = Schema.optionalKey(loosely(Values.pipe(Schema.toEncoded))).pipe(
  Schema.decodeTo(Values, {
    decode: SchemaGetter.transformOptional((given) => Option.some(records(Option.getOrUndefined(given)))),
    encode: SchemaGetter.passthrough()
  })
)

/**
 * Describes an environment variable as Novu returns it. Decoding fails only
 * without a key or the two times.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentVariable extends entity<EnvironmentVariable>()("EnvironmentVariableResponseDto", {
  /** Novu's own id. Only the first servers that had variables take it in paths. */
  _id: textKey,
  _organizationId: textKey,
  key: Schema.String,
  type: nullishKey(openLiterals(["string"]), isString),
  /** Whether Novu hides the values. It is also `false` where the answer does not say. */
  isSecret: flag,
  /**
   * Holds the value in the environment of the API key, and is empty where there
   * is none. Servers before July 2026 show those of every environment.
   */
  values: shownValues,
  createdAt: Timestamp,
  updatedAt: Timestamp
}) {}

/**
 * Describes what `EnvironmentVariables.list` returns.
 *
 * @category schemas
 * @since 0.1.0
 */
export const EnvironmentVariableList = Schema.Array(EnvironmentVariable)

/**
 * Accepts the key of a variable: a letter, then letters, digits or `_`, at most
 * 256 characters.
 *
 * @category schemas
 * @since 0.1.0
 */
export const EnvironmentVariableKey = Schema.String.check(
  Schema.isPattern(/^[A-Za-z][A-Za-z0-9_]{0,255}$/, {
    expected: "a letter and then letters, digits or \"_\", at most 256 characters"
  })
)

const writable = Schema.String.check(
  Schema.isPattern(/^(?!\u2022{8}$)[^]{0,256}$/, { expected: "a value of at most 256 characters and not the mask" })
)

/**
 * Gives a variable its value in one environment.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentVariableValueInput
  extends entity<EnvironmentVariableValueInput>()("EnvironmentVariableValueDto", {
    /** Newer servers refuse another environment than that of the API key, with `Forbidden`. */
    _environmentId: Schema.NonEmptyString,
    /**
     * At most 256 characters. The mask that Novu shows in place of a secret, eight
     * bullets, is refused before anything is sent.
     */
    value: redacted(writable, "a Redacted text of at most 256 characters that is not the mask of a secret")
  })
{}

const members = {
  type: Schema.optional(Schema.Literal("string")),
  /**
   * Has Novu hide the values.
   *
   * **Gotchas**
   *
   * - When a secret becomes none, Novu shows the stored values in clear to whoever
   *   reads the variable.
   *
   * @default false, for a new variable
   */
  isSecret: Schema.optional(Schema.Boolean)
}

/**
 * `EnvironmentVariables.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateEnvironmentVariable
  extends entity<CreateEnvironmentVariable>()("CreateEnvironmentVariableRequestDto", {
    key: EnvironmentVariableKey,
    ...members,
    values: Schema.optional(Schema.Array(EnvironmentVariableValueInput))
  })
{}

/**
 * `EnvironmentVariables.update` sends this. A new `key` goes with the value,
 * which Novu asks for and does not show where it is a secret.
 *
 * **Gotchas**
 *
 * - Servers since July 2026 refuse an API key's change without `values`, with
 *   `Forbidden`, so include the value even when only `isSecret` changes.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UpdateEnvironmentVariable = Schema.Union([
  Schema.Struct({
    key: Schema.optional(Schema.Undefined),
    ...members,
    values: Schema.optional(Schema.Array(EnvironmentVariableValueInput))
  }),
  Schema.Struct({
    key: EnvironmentVariableKey,
    ...members,
    values: Schema.NonEmptyArray(EnvironmentVariableValueInput)
  })
]).annotate({ identifier: "UpdateEnvironmentVariableRequestDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type UpdateEnvironmentVariable = typeof UpdateEnvironmentVariable.Type

/**
 * Is a variable as `EnvironmentVariables.edit` shows it. The values of one that is
 * no secret are there; those of a secret are never shown.
 *
 * @category models
 * @since 0.1.0
 */
export type EditableVariable =
  | (EnvironmentVariable & { readonly isSecret: true })
  | (Omit<EnvironmentVariable, "isSecret" | "values"> & {
    readonly isSecret: false
    readonly values: ReadonlyArray<{ readonly _environmentId: string; readonly value: Redacted.Redacted }>
  })

interface VariableSettings {
  readonly type?: "string" | undefined
  readonly isSecret?: boolean | undefined
}

/**
 * Says what `EnvironmentVariables.edit` changes. Members that are absent stay as
 * they are. A new `key` goes with the values: those that were read, or that of the
 * secret, which cannot be read.
 *
 * @category models
 * @since 0.1.0
 */
export type EnvironmentVariableChanges =
  | (VariableSettings & {
    readonly key?: undefined
    readonly values?: ReadonlyArray<EnvironmentVariableValueInput> | undefined
  })
  | (VariableSettings & {
    readonly key: string
    readonly values: ReadonlyArray<EnvironmentVariableValueInput>
  })

/**
 * `EnvironmentVariables.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListEnvironmentVariables extends entity<ListEnvironmentVariables>()(undefined, {
  /** Matches a part of the key, in any case. At most 256 characters. */
  search: Schema.optional(Schema.String.check(Schema.isMaxLength(256)))
}) {}

/**
 * Names a workflow that uses a variable.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentVariableWorkflow
  extends entity<EnvironmentVariableWorkflow>()("EnvironmentVariableWorkflowInfoDto", {
    name: textKey,
    /** The identifier by which the workflow is triggered. */
    workflowId: Schema.String
  })
{}

/**
 * Lists the workflows that use a variable.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentVariableUsage
  extends entity<EnvironmentVariableUsage>()("GetEnvironmentVariableUsageResponseDto", {
    workflows: Schema.Array(EnvironmentVariableWorkflow)
  })
{}
