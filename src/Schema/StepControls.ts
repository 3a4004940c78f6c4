/**
 * Describes the control values of the steps of workflows, by the type of step.
 *
 * Where a step takes a number or a flag, it also takes a text, because any value
 * may be a Liquid template such as `{{payload.hours}}`. Novu takes members that
 * are not named here, and none is required: a step that lacks its texts is stored
 * with issues.
 *
 * @see https://docs.novu.co/api-reference/workflows
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { JsonObject, openLiterals } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"

const text = Schema.optional(Schema.String)

/** Suggests values. Any other text may be a template. */
const oneOf = <const Known extends ReadonlyArray<string>>(...known: Known) => Schema.optional(openLiterals(known))

const number = Schema.optional(Schema.Union([Schema.Finite, Schema.String]))

const flag = Schema.optional(Schema.Union([Schema.Boolean, Schema.String]))

const others = [Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Json))] as const

/** A rule in JSON Logic, by which the step is left out. */
const skip = Schema.optional(Schema.Json)

/** Makes the controls of a type of step, which take other members, too. */
const controls = <const Fields extends Schema.Struct.Fields>(identifier: string, fields: Fields) =>
  Schema.StructWithRest(Schema.Struct({ skip, ...fields }).annotate({ identifier }), others)

/**
 * Says where a click leads.
 *
 * @category models
 * @since 0.1.0
 */
export class StepRedirect extends entity<StepRedirect>()("RedirectDto", {
  url: text,
  target: oneOf("_self", "_blank", "_parent", "_top", "_unfencedTop")
}) {}

/**
 * Describes a button of an in-app message.
 *
 * @category models
 * @since 0.1.0
 */
export class StepAction extends entity<StepAction>()("ActionDto", {
  label: text,
  redirect: Schema.optional(StepRedirect)
}) {}

/**
 * @category schemas
 * @since 0.1.0
 */
export const InAppControls = controls("InAppControlDto", {
  subject: text,
  body: text,
  avatar: text,
  primaryAction: Schema.optional(Schema.NullOr(StepAction)),
  secondaryAction: Schema.optional(Schema.NullOr(StepAction)),
  redirect: Schema.optional(Schema.NullOr(StepRedirect)),
  disableOutputSanitization: flag,
  data: Schema.optional(Schema.NullOr(JsonObject))
})

/**
 * @category models
 * @since 0.1.0
 */
export interface InAppControls extends Schema.Schema.Type<typeof InAppControls> {}

/**
 * Describes an e-mail.
 *
 * **Gotchas**
 *
 * - `html` with the JSON of a Maily document as its `body` is stored as HTML, and
 *   `block` with any other body as an empty one.
 * - `layoutId` may be the identifier of a layout, its `_id` or its slug; it is
 *   stored as the identifier. Whether `null` means the default layout or none
 *   depends on the age of the server. A layout that does not exist is refused.
 *
 * @category schemas
 * @since 0.1.0
 */
export const EmailControls = controls("EmailControlDto", {
  subject: text,
  /** The JSON text of a Maily document, or HTML. */
  body: text,
  editorType: oneOf("block", "html"),
  disableOutputSanitization: flag,
  layoutId: Schema.optional(Schema.NullOr(Schema.String)),
  from: Schema.optional(Schema.NullOr(Schema.Struct({ email: text, name: text }))),
  replyTo: text,
  preheader: text,
  useProviderDefaults: flag
})

/**
 * @category models
 * @since 0.1.0
 */
export interface EmailControls extends Schema.Schema.Type<typeof EmailControls> {}

/**
 * @category schemas
 * @since 0.1.0
 */
export const SmsControls = controls("SmsControlDto", { body: text })

/**
 * @category models
 * @since 0.1.0
 */
export interface SmsControls extends Schema.Schema.Type<typeof SmsControls> {}

/**
 * @category schemas
 * @since 0.1.0
 */
export const PushControls = controls("PushControlDto", { subject: text, body: text })

/**
 * @category models
 * @since 0.1.0
 */
export interface PushControls extends Schema.Schema.Type<typeof PushControls> {}

/**
 * @category schemas
 * @since 0.1.0
 */
export const ChatControls = controls("ChatControlDto", {
  body: text,
  editorType: oneOf("block", "text")
})

/**
 * @category models
 * @since 0.1.0
 */
export interface ChatControls extends Schema.Schema.Type<typeof ChatControls> {}

/**
 * Describes what a tool of an agent is given.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ToolControls = controls("ToolControlDto", { body: text })

/**
 * @category models
 * @since 0.1.0
 */
export interface ToolControls extends Schema.Schema.Type<typeof ToolControls> {}

/** A stretch of time, such as 3 and `days`. */
const stretch = {
  amount: number,
  unit: oneOf("seconds", "minutes", "hours", "days", "weeks", "months")
}

/**
 * Describes a delay: `regular` for a stretch of time, or `timed` until a cron
 * expression fits.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DelayControls = controls("DelayControlDto", {
  type: oneOf("regular", "timed"),
  ...stretch,
  cron: text
})

/**
 * @category models
 * @since 0.1.0
 */
export interface DelayControls extends Schema.Schema.Type<typeof DelayControls> {}

/**
 * Describes a digest: `regular` for a stretch of time, or `timed` until a cron
 * expression fits.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DigestControls = controls("DigestControlDto", {
  type: oneOf("regular", "timed"),
  ...stretch,
  lookBackWindow: Schema.optional(Schema.NullOr(Schema.Struct(stretch))),
  cron: text,
  /** Names the value by which events are gathered apart. */
  digestKey: text
})

/**
 * @category models
 * @since 0.1.0
 */
export interface DigestControls extends Schema.Schema.Type<typeof DigestControls> {}

/**
 * Describes a throttle: at most `threshold` runs in a stretch of time, which is
 * `fixed` or, by a key of the payload, `dynamic`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ThrottleControls = controls("ThrottleControlDto", {
  type: oneOf("fixed", "dynamic"),
  amount: number,
  unit: oneOf("minutes", "hours", "days"),
  dynamicKey: text,
  threshold: number,
  throttleKey: text
})

/**
 * @category models
 * @since 0.1.0
 */
export interface ThrottleControls extends Schema.Schema.Type<typeof ThrottleControls> {}

/**
 * Describes a request that a run makes.
 *
 * **Gotchas**
 *
 * - Whoever can read the workflow can read its headers. Put a secret into a
 *   secret environment variable, and name it as `{{env.NAME}}`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const HttpRequestControls = controls("HttpRequestControlDto", {
  method: oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
  url: text,
  headers: Schema.optional(Schema.Array(Schema.Struct({ key: Schema.String, value: Schema.String }))),
  /** A text, or pairs of keys and values on older servers. */
  body: Schema.optional(Schema.Json),
  responseBodySchema: Schema.optional(Schema.Json),
  enforceSchemaValidation: flag,
  continueOnFailure: flag
})

/**
 * @category models
 * @since 0.1.0
 */
export interface HttpRequestControls extends Schema.Schema.Type<typeof HttpRequestControls> {}
