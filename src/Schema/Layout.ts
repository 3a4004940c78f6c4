/**
 * Describes layouts: what stands around the e-mails of workflows.
 *
 * @see https://docs.novu.co/api-reference/layouts
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  flag,
  flagKey,
  isRecord,
  JsonObject,
  NewIdentifier,
  nullableKey,
  nullishKey,
  openLiterals,
  recordOrEmpty,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { Author } from "./Author.ts"
import { entity } from "./Entity.ts"
import { Subscriber } from "./Subscriber.ts"

/**
 * Holds the content of a layout.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutControls extends entity<LayoutControls>()("LayoutControlsDto", {
  /**
   * What is stored, as it is: `email` with its `body` and `editorType`, and what
   * newer servers add. It is empty after the values were cleared.
   */
  values: recordOrEmpty(JsonObject, {}),
  /** A JSON schema of the values. */
  dataSchema: nullishKey(JsonObject, isRecord),
  /** Tells the dashboard how to show the values. */
  uiSchema: nullishKey(JsonObject, isRecord)
}) {}

/**
 * Describes a layout. Decoding fails only without its ids or its name.
 *
 * @category models
 * @since 0.1.0
 */
export class Layout extends entity<Layout>()("LayoutResponseDto", {
  /** Novu's own id, which stays the same whatever the layout is called. */
  _id: Schema.String,
  /** The identifier, which the e-mail steps of workflows name. */
  layoutId: Schema.String,
  /** Is made of the name on each read. Only what follows the last `_layout_` stays the same. */
  slug: textKey,
  name: Schema.String,
  /** Whether e-mails that name no layout get this one. It is the first of an environment, and stays it. */
  isDefault: flag,
  /** Absent on older servers. */
  isTranslationEnabled: flagKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  updatedBy: nullableKey(Author, isRecord),
  /** Says where the layout was made. */
  origin: nullishKey(openLiterals(["novu-cloud", "novu-cloud-v1", "external"]), isString),
  /** Is `BRIDGE` for every layout of this API. */
  type: nullishKey(openLiterals(["REGULAR", "ECHO", "BRIDGE"]), isString),
  /** A JSON schema of what the content may name. */
  variables: nullableKey(JsonObject, isRecord),
  controls: recordOrEmpty(LayoutControls, {})
}) {}

/**
 * Describes one page of layouts.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutPage extends entity<LayoutPage>()("ListLayoutResponseDto", {
  layouts: Schema.Array(Layout),
  /** The number of layouts that match, whichever page is read. */
  totalCount: countKey
}) {}

/**
 * `Layouts.list` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListLayouts extends entity<ListLayouts>()(undefined, {
  /**
   * Layouts per page, 1 to 100.
   *
   * @default 50, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))),
  /**
   * Counts the layouts that are left out before the page.
   *
   * @default 0, chosen by Novu
   */
  offset: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /** @default "DESC", chosen by Novu */
  orderDirection: Schema.optional(Schema.Literals(["ASC", "DESC"])),
  /** @default "createdAt", chosen by Novu */
  orderBy: Schema.optional(Schema.Literals(["createdAt", "updatedAt", "name"])),
  /** A part of the name or of the identifier, in any case. */
  query: Schema.optional(Schema.String)
}) {}

/**
 * Holds the content of a layout, as one of two editors writes it.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutEmail extends entity<LayoutEmail>()("EmailControlsDto", {
  /**
   * A whole page of HTML with `{{content}}` for `html`. For `block` it is the JSON
   * text of a Maily document, with a node
   * `{ "type": "variable", "attrs": { "id": "content" } }`.
   */
  body: Schema.String,
  editorType: Schema.Literals(["html", "block"])
}) {}

/**
 * Holds the values that a layout is given.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutControlValues extends entity<LayoutControlValues>()("LayoutControlValuesDto", {
  email: Schema.optional(LayoutEmail)
}) {}

const isTranslationEnabled = Schema.optional(Schema.Boolean)

const controlValues = Schema.optional(Schema.NullOr(LayoutControlValues))

/**
 * `Layouts.create` sends this. The content is set by an update afterwards.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateLayout extends entity<CreateLayout>()("CreateLayoutDto", {
  layoutId: NewIdentifier,
  name: Schema.NonEmptyString,
  /** @default false, chosen by Novu */
  isTranslationEnabled,
  /** Says that the dashboard asks. Leave it out. */
  __source: Schema.optional(Schema.Literal("dashboard"))
}) {}

/**
 * `Layouts.update` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateLayout extends entity<UpdateLayout>()("UpdateLayoutDto", {
  /** Is needed for every change. */
  name: Schema.NonEmptyString,
  isTranslationEnabled,
  /** Absent keeps the stored values, `null` clears them, and an object replaces them whole. */
  controlValues
}) {}

/**
 * `Layouts.duplicate` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class DuplicateLayout extends entity<DuplicateLayout>()("DuplicateLayoutDto", {
  name: Schema.NonEmptyString,
  /** Made of the name where it is absent. */
  layoutId: Schema.optional(NewIdentifier),
  /**
   * Whether the copy has translations, and gets those of the layout.
   *
   * @default false, chosen by Novu
   */
  isTranslationEnabled
}) {}

const text = Schema.optional(Schema.NullOr(Schema.String))

/**
 * Holds the profile of the subscriber for whom a preview is made. Nobody of this
 * name has to exist.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewSubscriber extends entity<PreviewSubscriber>()("SubscriberResponseDtoOptional", {
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  avatar: text,
  locale: text,
  timezone: text,
  data: Schema.optional(Schema.NullOr(JsonObject))
}) {}

/**
 * `Layouts.preview` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewLayout extends entity<PreviewLayout>()("LayoutPreviewRequestDto", {
  /** Takes the place of the stored values for this preview. */
  controlValues: Schema.optional(JsonObject),
  previewPayload: Schema.optional(Schema.Struct({ subscriber: Schema.optional(PreviewSubscriber) }))
}) {}

/**
 * Describes the subscriber of a preview. Any member may be absent.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewedSubscriber extends entity<PreviewedSubscriber>()("SubscriberResponseDtoOptional", {
  _id: Subscriber.fields._id,
  firstName: Subscriber.fields.firstName,
  lastName: Subscriber.fields.lastName,
  email: Subscriber.fields.email,
  phone: Subscriber.fields.phone,
  avatar: Subscriber.fields.avatar,
  locale: Subscriber.fields.locale,
  timezone: Subscriber.fields.timezone,
  data: Subscriber.fields.data,
  channels: Subscriber.fields.channels,
  topics: Subscriber.fields.topics,
  isOnline: Subscriber.fields.isOnline,
  lastOnlineAt: Subscriber.fields.lastOnlineAt,
  __v: Subscriber.fields.__v
}) {}

/**
 * Holds what a layout looks like.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutPreview extends entity<LayoutPreview>()("GenerateLayoutPreviewResponseDto", {
  result: recordOrEmpty(
    Schema.Struct({
      type: nullishKey(openLiterals(["email"]), isString),
      /** Is absent where there is nothing to show. */
      preview: nullishKey(Schema.Struct({ body: textKey }), isRecord)
    }),
    {}
  ),
  /** Is what the content was rendered with. */
  previewPayloadExample: recordOrEmpty(
    Schema.Struct({ subscriber: nullishKey(PreviewedSubscriber, isRecord) }),
    {}
  ),
  /** A JSON schema of what the content may name. */
  schema: nullableKey(JsonObject, isRecord)
}) {}

/**
 * Names a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutUser extends entity<LayoutUser>()("WorkflowInfoDto", {
  name: textKey,
  workflowId: Schema.String
}) {}

/**
 * Lists the workflows whose e-mails use a layout.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutUsage extends entity<LayoutUsage>()("GetLayoutUsageResponseDto", {
  workflows: Schema.Array(LayoutUser)
}) {}

/**
 * Says what `Layouts.ensure` sees to. Members that are absent stay as they are.
 *
 * @category models
 * @since 0.1.0
 */
export class LayoutDefinition extends entity<LayoutDefinition>()(undefined, {
  layoutId: NewIdentifier,
  name: Schema.NonEmptyString,
  isTranslationEnabled,
  /** `null` clears the stored values, and an object replaces them whole. */
  controlValues
}) {}
