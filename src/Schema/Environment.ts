/**
 * Describes environments: parts of an organisation, each with workflows,
 * subscribers and a secret key of its own, and what publishing copies from one
 * to another.
 *
 * @see https://docs.novu.co/api-reference/environments
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import {
  countKey,
  flag,
  isRecord,
  JsonObject,
  nullableKey,
  nullableTextKey,
  nullishKey,
  objectsOf,
  openLiterals,
  partsKey,
  Secret,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { Author } from "./Author.ts"
import { entity } from "./Entity.ts"

/**
 * Holds a secret key of an environment.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentApiKey extends entity<EnvironmentApiKey>()("ApiKeyDto", {
  /** Opens the environment to whoever has it. */
  key: nullishKey(Secret, isString),
  /** The hash by which Novu finds the key. */
  hash: nullishKey(Secret, isString),
  /** Novu's own id of who made it. */
  _userId: textKey
}) {}

const members = {
  _organizationId: textKey,
  /** The application identifier, which the Inbox names. It is no secret. */
  identifier: textKey,
  /** Is made of the name on each read. Only what follows the last `_env_` stays the same. */
  slug: textKey,
  /** Is `dev` and `prod` for the two that every organisation has, and `null` for others. Absent on older servers. */
  type: nullableKey(openLiterals(["dev", "prod"]), isString),
  /** The environment that this one was made from. */
  _parentId: textKey,
  /** Tells environments apart in the dashboard. */
  color: textKey,
  /** Has the key of the caller's own environment, in clear on the wire and redacted here, and none of the others. */
  apiKeys: partsKey(Schema.Array(EnvironmentApiKey), objectsOf),
  /** Where the environment reads what code defines. */
  bridge: nullishKey(Schema.Struct({ url: textKey }), isRecord),
  /** Where mail for the environment arrives. */
  dns: nullishKey(Schema.Struct({ inboundParseDomain: textKey }), isRecord),
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}

/**
 * Describes an environment as Novu returns it. Decoding fails only without its id
 * or its name.
 *
 * @category models
 * @since 0.1.0
 */
export class Environment extends entity<Environment>()("EnvironmentResponseDto", {
  /** Novu's own id, by which other calls name the environment. */
  _id: Schema.String,
  name: Schema.String,
  ...members
}) {}

/**
 * Describes what `Environments.list` returns.
 *
 * @category schemas
 * @since 0.1.0
 */
export const EnvironmentList = Schema.Array(Environment)

/**
 * Holds what `Environments.update` is answered with: the environment on newer
 * servers, and on older ones the numbers of environments that were found and
 * changed, without anything of the environment.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdatedEnvironment extends entity<UpdatedEnvironment>()(undefined, {
  /** Absent on older servers. */
  _id: textKey,
  /** Absent on older servers. */
  name: textKey,
  ...members,
  /** Present on older servers only. 0 means that there is no such environment, and that nothing was changed. */
  matched: countKey,
  /** Present on older servers only. */
  modified: countKey
}) {}

/** A color in hexadecimal digits, with or without the `#`, and with or without opacity. */
const HexColor = Schema.String.check(
  Schema.isPattern(/^#?(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$/, { expected: "a color such as #FF8547" })
)

/**
 * `Environments.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateEnvironment extends entity<CreateEnvironment>()("CreateEnvironmentRequestDto", {
  /** Stands once in an organisation. `Development` and `Production` are refused, in any case. */
  name: Schema.NonEmptyString,
  /** A color such as `#FF8547`, which tells it apart in the dashboard. */
  color: HexColor,
  /** The `_id` of the environment that this one is made from. */
  parentId: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * `Environments.update` sends this. Members that are absent stay as they are.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateEnvironment extends entity<UpdateEnvironment>()("UpdateEnvironmentRequestDto", {
  name: Schema.optional(Schema.NonEmptyString),
  identifier: Schema.optional(Schema.NonEmptyString),
  color: Schema.optional(HexColor),
  /** The `_id` of the environment that this one is said to be made from. */
  parentId: Schema.optional(Schema.NonEmptyString),
  dns: Schema.optional(Schema.Struct({ inboundParseDomain: Schema.optional(Schema.String) })),
  /**
   * Where the environment reads what code defines.
   *
   * **Gotchas**
   *
   * - An object without a `url` takes the URL that is stored away.
   */
  bridge: Schema.optional(Schema.Struct({ url: Schema.optional(Schema.String) }))
}) {}

/**
 * Names a tag of workflows.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentTag extends entity<EnvironmentTag>()("GetEnvironmentTagsDto", {
  name: Schema.String
}) {}

/**
 * Describes what `Environments.listTags` returns.
 *
 * @category schemas
 * @since 0.1.0
 */
export const EnvironmentTagList = Schema.Array(EnvironmentTag)

/** Novu's document names the kinds of layouts here by mistake: the names of two of its enums collide. */
const AnyResourceType = openLiterals(["workflow", "layout", "agent", "step", "localization_group"])

const type = nullishKey(AnyResourceType, isString)

/** Describes a list of rows that may be missing, and of which odd ones are left out. */
const rows = <A, I extends object>(row: Schema.Codec<A, I>) => partsKey(Schema.Array(row), objectsOf<I>)

/**
 * Names what is compared, in one environment.
 *
 * @category models
 * @since 0.1.0
 */
export class ComparedResource extends entity<ComparedResource>()("ResourceInfoDto", {
  /** The identifier, such as the `workflowId`, which is the same in both environments. */
  id: nullableTextKey,
  name: nullableTextKey,
  updatedBy: nullableKey(Author, isRecord),
  updatedAt: uncheckedTimeKey
}) {}

const sides = {
  /** Is `null` for what only the target has, which publishing everything deletes there. */
  sourceResource: nullableKey(ComparedResource, isRecord),
  /** Is `null` for what only the source has. */
  targetResource: nullableKey(ComparedResource, isRecord)
}

/**
 * Says how one part of a resource differs.
 *
 * @category models
 * @since 0.1.0
 */
export class ResourceChange extends entity<ResourceChange>()("ResourceDiffDto", {
  resourceType: type,
  /** What publishing does with it in the target. */
  action: nullishKey(openLiterals(["added", "modified", "deleted", "unchanged", "moved"]), isString),
  ...sides,
  /** The members that differ, as they are in the target and in the source. */
  diffs: nullishKey(
    Schema.Struct({ previous: nullableKey(JsonObject, isRecord), new: nullableKey(JsonObject, isRecord) }),
    isRecord
  ),
  stepType: textKey,
  /** The place of a step in the target. */
  previousIndex: countKey,
  /** The place of a step in the source. */
  newIndex: countKey
}) {}

/**
 * Counts the changes of a resource.
 *
 * @category models
 * @since 0.1.0
 */
export class ResourceChanges extends entity<ResourceChanges>()("DiffSummaryDto", {
  added: countKey,
  modified: countKey,
  deleted: countKey,
  unchanged: countKey
}) {}

/**
 * Names another resource that one depends on.
 *
 * @category models
 * @since 0.1.0
 */
export class ResourceDependency extends entity<ResourceDependency>()("ResourceDependencyDto", {
  resourceType: type,
  resourceId: textKey,
  resourceName: textKey,
  /** Whether the resource cannot be published without this one. */
  isBlocking: flag,
  reason: nullishKey(openLiterals(["LAYOUT_REQUIRED_FOR_WORKFLOW", "LAYOUT_EXISTS_IN_TARGET"]), isString)
}) {}

/**
 * Says how one resource differs between two environments.
 *
 * @category models
 * @since 0.1.0
 */
export class ResourceDifference extends entity<ResourceDifference>()("ResourceDiffResultDto", {
  resourceType: type,
  ...sides,
  changes: rows(ResourceChange),
  summary: nullishKey(ResourceChanges, isRecord),
  /** Absent where it depends on nothing that differs. */
  dependencies: rows(ResourceDependency)
}) {}

/**
 * Says how two environments differ. Both have the same where there are no
 * `resources`.
 *
 * @category models
 * @since 0.1.0
 */
export class EnvironmentDifference extends entity<EnvironmentDifference>()("DiffEnvironmentResponseDto", {
  sourceEnvironmentId: textKey,
  targetEnvironmentId: textKey,
  resources: Schema.Array(ResourceDifference),
  summary: nullishKey(
    Schema.Struct({
      /** The number of resources that differ. */
      totalEntities: countKey,
      totalChanges: countKey,
      hasChanges: flag
    }).annotate({ identifier: "EnvironmentDiffSummaryDto" }),
    isRecord
  )
}) {}

/**
 * `Environments.diff` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class DiffEnvironment extends entity<DiffEnvironment>()("DiffEnvironmentRequestDto", {
  /** @default the environment that is named Development, chosen by Novu */
  sourceEnvironmentId: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * Names a resource to publish.
 *
 * @category models
 * @since 0.1.0
 */
export class ResourceToPublish extends entity<ResourceToPublish>()("ResourceToPublishDto", {
  /** Servers answer `ValidationFailed` to a kind that they do not publish. */
  resourceType: openLiterals(["workflow", "layout", "agent"]),
  /** The identifier, for example the `workflowId`. */
  resourceId: Schema.NonEmptyString
}) {}

/** An absent list means everything to Novu, and so does an empty one. Only `"all"` may be sent so. */
const whatToPublish = Schema.optionalKey(Schema.toEncoded(Schema.NonEmptyArray(ResourceToPublish))).pipe(
  Schema.decodeTo(Schema.Union([Schema.Literal("all"), Schema.NonEmptyArray(ResourceToPublish)]), {
    decode: SchemaGetter.transformOptional((sent) => Option.orElseSome(sent, () => "all" as const)),
    encode: SchemaGetter.transformOptionalEffect((asked) => {
      if (Option.isNone(asked)) return Effect.fail(new SchemaIssue.MissingKey(undefined))
      return Effect.succeed(asked.value === "all" ? Option.none() : Option.some(asked.value))
    })
  })
)

/**
 * `Environments.publish` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class PublishEnvironment extends entity<PublishEnvironment>()("PublishEnvironmentRequestDto", {
  /**
   * Names what is published. `"all"` publishes everything, and deletes in the
   * target what the source does not have. A list touches only what it names; an
   * empty one, which would mean everything to Novu, fails with `InvalidInput`.
   */
  resources: whatToPublish,
  /** @default the environment that is named Development, chosen by Novu */
  sourceEnvironmentId: Schema.optional(Schema.NonEmptyString),
  /**
   * Writes nothing: everything comes back as skipped.
   *
   * @default false, chosen by Novu
   */
  dryRun: Schema.optional(Schema.Boolean)
}) {}

const published = {
  resourceType: type,
  resourceId: textKey,
  resourceName: textKey
}

/**
 * Names a resource that was written or deleted.
 *
 * @category models
 * @since 0.1.0
 */
export class PublishedResource extends entity<PublishedResource>()("SyncedWorkflowDto", {
  ...published,
  action: nullishKey(openLiterals(["created", "updated", "skipped", "deleted"]), isString)
}) {}

/**
 * Names a resource that was not written or deleted, and why.
 *
 * @category models
 * @since 0.1.0
 */
export class UnpublishedResource extends entity<UnpublishedResource>()("FailedWorkflowDto", {
  ...published,
  error: textKey,
  /** Where the error was thrown in Novu's server. */
  stack: textKey
}) {}

/**
 * Names a resource that was left as it is, and why.
 *
 * @category models
 * @since 0.1.0
 */
export class SkippedResource extends entity<SkippedResource>()("SkippedWorkflowDto", {
  ...published,
  reason: textKey
}) {}

/**
 * Says what became of the resources of one kind.
 *
 * @category models
 * @since 0.1.0
 */
export class PublishedResources extends entity<PublishedResources>()("SyncResultDto", {
  resourceType: type,
  successful: rows(PublishedResource),
  failed: rows(UnpublishedResource),
  skipped: rows(SkippedResource),
  totalProcessed: countKey
}) {}

/**
 * Says what `Environments.publish` did.
 *
 * @category models
 * @since 0.1.0
 */
export class PublishedEnvironment extends entity<PublishedEnvironment>()("PublishEnvironmentResponseDto", {
  results: Schema.Array(PublishedResources),
  summary: nullishKey(
    Schema.Struct({
      resources: countKey,
      successful: countKey,
      failed: countKey,
      skipped: countKey
    }).annotate({ identifier: "PublishSummaryDto" }),
    isRecord
  )
}) {}
