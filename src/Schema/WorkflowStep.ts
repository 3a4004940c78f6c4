/**
 * Describes the steps of workflows: as Novu shows them, and as a caller gives
 * them.
 *
 * @see https://docs.novu.co/api-reference/workflows
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  isRecord,
  JsonObject,
  membersOf,
  nullableKey,
  nullishKey,
  objectsOf,
  openLiterals,
  partsKey,
  recordOrEmpty,
  textKey
} from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import * as Controls from "./StepControls.ts"

/** Takes an `undefined` as a member that is absent, as the controls of each type do. */
const Values = Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Json))

const stepTypes = [
  "in_app",
  "email",
  "sms",
  "push",
  "chat",
  "tool",
  "delay",
  "digest",
  "throttle",
  "http_request",
  "custom"
] as const

/**
 * Is one of the types that this release knows.
 *
 * @category models
 * @since 0.1.0
 */
export type StepType = (typeof stepTypes)[number]

/**
 * Accepts any type of step that Novu may answer with, including ones added after
 * this release.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnyStepType: Schema.Codec<AnyStepType, string> = openLiterals(stepTypes)

/**
 * @category models
 * @since 0.1.0
 */
export type AnyStepType = StepType | (string & {})

/**
 * Says what is wrong with a step. Novu stores it all the same.
 *
 * @category models
 * @since 0.1.0
 */
export class StepIssue extends entity<StepIssue>()("StepContentIssueDto", {
  /** Such as `MISSING_VALUE`, `TIER_LIMIT_EXCEEDED` or `MISSING_INTEGRATION`. */
  issueType: textKey,
  message: textKey,
  variableName: textKey,
  /** Is `error` where it is absent. */
  severity: nullishKey(openLiterals(["error", "warning"]), isString)
}) {}

const Issues = Schema.Record(Schema.String, Schema.Array(StepIssue))

/** One odd issue must not hide the others. */
const issues = partsKey(Issues, membersOf((list) => objectsOf(isRecord(list) ? [list] : list)))

/**
 * Lists what is wrong with a step: its `controls` by their dotted paths, and the
 * `integration` by channel.
 *
 * @category models
 * @since 0.1.0
 */
export class StepIssues extends entity<StepIssues>()("StepIssuesDto", {
  controls: issues,
  integration: issues
}) {}

/**
 * Holds what a step is set up with.
 *
 * @category models
 * @since 0.1.0
 */
export class StepControls extends entity<StepControls>()("ControlsMetadataDto", {
  /** Is what is stored, as it is. `WorkflowStep.asEmail` and its like read it by type. */
  values: recordOrEmpty(JsonObject, {}),
  /** A JSON schema of the values. */
  dataSchema: nullishKey(JsonObject, isRecord),
  /** Tells the dashboard how to show the values. */
  uiSchema: nullishKey(JsonObject, isRecord)
}) {}

const stepFields = {
  /** Novu's own id. A step that is sent without it is a new one. */
  _id: Schema.String,
  /** The identifier, by which other steps and the activity feed name the step. */
  stepId: Schema.String,
  name: textKey,
  type: AnyStepType,
  /** Is made of the name on each read. Only what follows the last `_st_` stays the same. */
  slug: textKey,
  controls: recordOrEmpty(StepControls, {}),
  /** Repeats `controls.values`. Absent on older servers. */
  controlValues: nullishKey(JsonObject, isRecord),
  /** What is set per provider. Absent before Novu 3.19. */
  providerOverrides: nullableKey(JsonObject, isRecord),
  /** A JSON schema of what templates of the step may name. */
  variables: nullishKey(JsonObject, isRecord),
  issues: nullishKey(StepIssues, isRecord),
  /** Says where the step was made. */
  origin: nullishKey(openLiterals(["novu-cloud", "novu-cloud-v1", "external"]), isString),
  /** The identifier of the workflow. */
  workflowId: textKey,
  /** Novu's own id of the workflow. */
  workflowDatabaseId: textKey,
  stepResolverHash: textKey
}

/** Whether a member is read by a schema, and does not fit it. */
const isOdd = (fields: Schema.Struct.Fields, name: string, value: unknown): boolean => {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  return field !== undefined && !Schema.is(field)(value)
}

/**
 * Has as much of a step as a view such as `WorkflowStep.asEmail` reads. Servers show
 * the values in one of two places, or in both.
 *
 * @category models
 * @since 0.1.0
 */
export interface ViewedStep {
  readonly type: string
  readonly controls: { readonly values: Readonly<Record<string, Schema.Json>> }
  readonly controlValues?: Readonly<Record<string, Schema.Json>>
}

/** Makes a view of the values of one type of step. A member that it cannot read is left out, so that it never fails. */
const view = <A extends object>(
  type: StepType,
  { schema: { fields } }: { readonly schema: { readonly fields: Schema.Struct.Fields } }
) =>
({ controls, controlValues = controls.values, type: given }: ViewedStep): Option.Option<A> =>
  given === type
    ? Option.some(
      Object.fromEntries(Object.entries(controlValues).filter(([name, value]) => !isOdd(fields, name, value))) as A
    )
    : Option.none()

/**
 * Describes a step as Novu shows it, whatever its type. Decoding fails only without
 * its ids or its type. What it is set up with is in `controls.values`, and read by
 * type with `asEmail` and its like: these return `Option.none()` for a step of
 * another type, leave out the members that they cannot read, and keep those that
 * this release does not know.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowStep extends entity<WorkflowStep>()("StepResponseDto", stepFields) {
  static readonly asInApp = view<Controls.InAppControls>("in_app", Controls.InAppControls)
  static readonly asEmail = view<Controls.EmailControls>("email", Controls.EmailControls)
  static readonly asSms = view<Controls.SmsControls>("sms", Controls.SmsControls)
  static readonly asPush = view<Controls.PushControls>("push", Controls.PushControls)
  static readonly asChat = view<Controls.ChatControls>("chat", Controls.ChatControls)
  static readonly asTool = view<Controls.ToolControls>("tool", Controls.ToolControls)
  static readonly asDelay = view<Controls.DelayControls>("delay", Controls.DelayControls)
  static readonly asDigest = view<Controls.DigestControls>("digest", Controls.DigestControls)
  static readonly asThrottle = view<Controls.ThrottleControls>("throttle", Controls.ThrottleControls)
  static readonly asHttpRequest = view<Controls.HttpRequestControls>("http_request", Controls.HttpRequestControls)
}

const identifier = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9._-]+$/, { expected: "letters, digits, \"-\", \"_\" and \".\"" })
)

/** What is set per provider: absent keeps what is stored, and `null` clears it. Unknown before Novu 3.19. */
const providerOverrides = Schema.optional(Schema.NullOr(JsonObject))

/** What is given of a step of any type. */
const inputFields = {
  /** Names a step that the workflow has. Without it the step is a new one. */
  _id: Schema.optional(Schema.String),
  /**
   * The identifier of a new step, made of its name by default. That of an existing
   * one never changes.
   */
  stepId: Schema.optional(identifier),
  name: Schema.NonEmptyString,
  providerOverrides
}

/** What is given of a step that `ensure` knows by its identifier. */
const definitionFields = { stepId: identifier, name: inputFields.name, providerOverrides }

/** Absent values keep what is stored, `null` clears them, and an object replaces them whole. */
const valuesOf = <S extends Schema.Constraint>(values: S) => Schema.optional(Schema.NullOr(values))

const step = <const Fields extends Schema.Struct.Fields, const Type extends StepType, S extends Schema.Constraint>(
  fields: Fields,
  type: Type,
  values: S
) => Schema.Struct({ ...fields, type: Schema.Literal(type), controlValues: valuesOf(values) })

const isOther = (type: string): boolean => !stepTypes.some((each) => each === type)

/**
 * Is a type of step that this release does not know: `OtherStepType.make("carousel")`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OtherStepType = Schema.String.check(
  Schema.makeFilter((type) => isOther(type) || "Expected a type that has no schema of its own")
).pipe(Schema.brand("OtherStepType"))

/**
 * @category models
 * @since 0.1.0
 */
export type OtherStepType = typeof OtherStepType.Type

/** Makes a union of the types of step, closed but for those that this release does not know. */
const stepsOf = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  Schema.Union([
    step(fields, "in_app", Controls.InAppControls),
    step(fields, "email", Controls.EmailControls),
    step(fields, "sms", Controls.SmsControls),
    step(fields, "push", Controls.PushControls),
    step(fields, "chat", Controls.ChatControls),
    step(fields, "tool", Controls.ToolControls),
    step(fields, "delay", Controls.DelayControls),
    step(fields, "digest", Controls.DigestControls),
    step(fields, "throttle", Controls.ThrottleControls),
    step(fields, "http_request", Controls.HttpRequestControls),
    step(fields, "custom", Values),
    Schema.Struct({ ...fields, type: OtherStepType, controlValues: valuesOf(Values) })
  ])

/**
 * Is the schema of a step, whatever its type.
 *
 * @category models
 * @since 0.1.0
 */
export interface StepUnion<Fields extends Schema.Struct.Fields> extends ReturnType<typeof stepsOf<Fields>> {}

const stepsWith = <const Fields extends Schema.Struct.Fields>(fields: Fields): StepUnion<Fields> => stepsOf(fields)

/**
 * Accepts a step of a workflow. A type that this release does not know is an
 * `OtherStepType`, whose values may be anything.
 *
 * **Gotchas**
 *
 * - The list of a workflow's steps is the whole truth: a step that is not in it is
 *   deleted with what it was set up with.
 *
 * @category schemas
 * @since 0.1.0
 */
export const StepInput = stepsWith(inputFields)

/**
 * @category models
 * @since 0.1.0
 */
export type StepInput = typeof StepInput.Type

/**
 * Accepts a step of a definition. Its identifier says which step of the workflow it
 * is.
 *
 * @category schemas
 * @since 0.1.0
 */
export const StepDefinition = stepsWith(definitionFields)

/**
 * @category models
 * @since 0.1.0
 */
export type StepDefinition = typeof StepDefinition.Type

/**
 * Says what is to become of a step that a workflow has. It is known by its `_id`,
 * or else by its `stepId`, which never changes. Members that are absent stay as
 * they are. A `WorkflowStep` may be given as it is, or with other `controlValues`.
 *
 * @category models
 * @since 0.1.0
 */
export class StepChange extends entity<StepChange>()(undefined, {
  _id: Schema.optional(Schema.String),
  stepId: Schema.optional(Schema.String),
  name: Schema.optional(Schema.String),
  type: Schema.optional(Schema.String),
  controlValues: valuesOf(Values),
  providerOverrides
}) {}
