/**
 * Describes preferences: which channels a subscriber takes, of everything or of
 * one workflow, and when.
 *
 * @see https://docs.novu.co/api-reference/subscribers
 * @since 0.1.0
 */
import { isBoolean, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import {
  flag,
  isRecord,
  JsonObject,
  loosely,
  nullableKey,
  nullishKey,
  openLiterals,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType } from "./Channel.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"
import { NotificationWorkflow } from "./SubscriberNotification.ts"

const shown = Schema.optionalKey(Schema.Boolean)

const known = Schema.Struct({ in_app: shown, email: shown, sms: shown, chat: shown, push: shown, tool: shown })

/**
 * Says of channels whether the subscriber takes them. Novu shows only those
 * that some listed workflow has a step for, so an absent one is not off.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PreferenceChannels = Schema.StructWithRest(known, [
  Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Boolean))
]).annotate({ identifier: "SubscriberPreferenceChannels" })

/**
 * @category models
 * @since 0.1.0
 */
export type PreferenceChannels = typeof PreferenceChannels.Type

type OnWire = Readonly<Record<string, boolean>>

const switches = (value: unknown): OnWire =>
  isRecord<OnWire>(value) ? Object.fromEntries(Object.entries(value).filter(([, each]) => isBoolean(each))) : {}

/** Reads what is neither on nor off as absent, so that it does not fail the whole. */
const readChannels = loosely(known).pipe(
  Schema.decodeTo(PreferenceChannels, {
    decode: SchemaGetter.transform(switches),
    encode: SchemaGetter.transform(switches)
  })
)

/**
 * Describes a part of a day, in 12-hour text such as `09:00 AM`.
 *
 * @category models
 * @since 0.1.0
 */
export class TimeRange extends entity<TimeRange>()("TimeRangeDto", {
  start: Schema.String,
  end: Schema.String
}) {}

const areRanges = (value: unknown): value is ReadonlyArray<TimeRange> =>
  Array.isArray(value) &&
  value.every((range) => isRecord<TimeRange>(range) && isString(range.start) && isString(range.end))

/**
 * Says when a subscriber may be notified on one day of the week.
 *
 * @category models
 * @since 0.1.0
 */
export class DaySchedule extends entity<DaySchedule>()("DayScheduleDto", {
  isEnabled: flag,
  hours: nullishKey(Schema.Array(TimeRange), areRanges)
}) {}

const day = nullishKey(DaySchedule, isRecord)

/**
 * @category models
 * @since 0.1.0
 */
export class WeeklySchedule extends entity<WeeklySchedule>()("WeeklyScheduleDto", {
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day
}) {}

/**
 * Says when a subscriber may be notified.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceSchedule extends entity<PreferenceSchedule>()("ScheduleDto", {
  isEnabled: flag,
  weeklySchedule: nullishKey(WeeklySchedule, isRecord)
}) {}

/**
 * Describes what a subscriber wants of everything.
 *
 * @category models
 * @since 0.1.0
 */
export class GlobalPreference extends entity<GlobalPreference>()("SubscriberGlobalPreferenceDto", {
  enabled: Schema.Boolean,
  channels: readChannels,
  /** Absent until one is set. */
  schedule: nullishKey(PreferenceSchedule, isRecord)
}) {}

/**
 * Says where the value of a channel comes from.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceOverride extends entity<PreferenceOverride>()("SubscriberPreferenceOverrideDto", {
  channel: AnyChannelType,
  source: openLiterals(["subscriber", "template", "workflowOverride"])
}) {}

const areOverrides = (value: unknown): value is ReadonlyArray<typeof PreferenceOverride.Encoded> =>
  Array.isArray(value) &&
  value.every((each) => isRecord<PreferenceOverride>(each) && isString(each.channel) && isString(each.source))

/**
 * Names the workflow of a preference.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceWorkflowInfo extends entity<PreferenceWorkflowInfo>()("SubscriberPreferencesWorkflowInfoDto", {
  slug: Schema.String,
  /** The identifier by which it is triggered. */
  identifier: Schema.String,
  name: Schema.String,
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Describes what a subscriber gets of one workflow: the defaults of the
 * workflow, then what the subscriber set of everything, then what it set of this
 * workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowPreference extends entity<WorkflowPreference>()("SubscriberWorkflowPreferenceDto", {
  enabled: Schema.Boolean,
  channels: readChannels,
  overrides: nullishKey(Schema.Array(PreferenceOverride), areOverrides),
  workflow: PreferenceWorkflowInfo,
  /** Absent until the subscriber sets something of this workflow. */
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Describes all preferences of a subscriber.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriberPreferenceView extends entity<SubscriberPreferenceView>()("GetSubscriberPreferencesDto", {
  global: GlobalPreference,
  workflows: Schema.Array(WorkflowPreference)
}) {}

/**
 * `SubscriberPreferences.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListSubscriberPreferences extends entity<ListSubscriberPreferences>()(undefined, {
  /** @default "nonCritical", chosen by Novu, which then hides the workflows that ignore preferences */
  criticality: Schema.optional(Schema.Literals(["critical", "nonCritical", "all"])),
  /** The preferences in exactly this set of contexts, where Novu has them apart. */
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}

const on = Schema.optional(Schema.Boolean)

/**
 * Turns channels on and off. What is absent stays as it is.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceChannelsInput extends entity<PreferenceChannelsInput>()("PatchPreferenceChannelsDto", {
  in_app: on,
  email: on,
  sms: on,
  chat: on,
  push: on,
  /** Since Novu 3.19. */
  tool: on
}) {}

/**
 * Says on which hours of a day a subscriber may be notified.
 *
 * @category models
 * @since 0.1.0
 */
export class DayScheduleInput extends entity<DayScheduleInput>()("DayScheduleDto", {
  isEnabled: Schema.Boolean,
  hours: Schema.optional(Schema.Array(TimeRange))
}) {}

const dayInput = Schema.optional(DayScheduleInput)

/**
 * Says when a subscriber may be notified, in a request.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceScheduleInput extends entity<PreferenceScheduleInput>()("ScheduleDto", {
  isEnabled: Schema.Boolean,
  weeklySchedule: Schema.optional(
    Schema.Struct({
      monday: dayInput,
      tuesday: dayInput,
      wednesday: dayInput,
      thursday: dayInput,
      friday: dayInput,
      saturday: dayInput,
      sunday: dayInput
    }).annotate({ identifier: "WeeklyScheduleDto" })
  )
}) {}

const no = Schema.optional(Schema.Undefined)

const changes = {
  channels: Schema.optional(PreferenceChannelsInput),
  /** The contexts in which it counts, where Novu has them apart. */
  context: Schema.optional(ContextInput)
}

/**
 * Changes what a subscriber wants of everything.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateGlobalPreference extends entity<UpdateGlobalPreference>()(undefined, {
  ...changes,
  /** Replaces the stored schedule whole. */
  schedule: Schema.optional(PreferenceScheduleInput),
  workflowId: no
}) {}

/**
 * Changes what a subscriber wants of one workflow. It takes no schedule, because
 * Novu would ignore it.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateWorkflowPreference extends entity<UpdateWorkflowPreference>()(undefined, {
  ...changes,
  /** The identifier of the workflow, its slug, or Novu's own id of it. */
  workflowId: Schema.NonEmptyString,
  schedule: no
}) {}

/**
 * `SubscriberPreferences.update` sends this, of everything or of one workflow.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UpdateSubscriberPreferences = Schema.Union([UpdateWorkflowPreference, UpdateGlobalPreference])
  .annotate({ identifier: "PatchSubscriberPreferencesDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type UpdateSubscriberPreferences = typeof UpdateSubscriberPreferences.Type

/**
 * Changes what a subscriber wants of one workflow, among others.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateWorkflowPreferenceItem
  extends entity<UpdateWorkflowPreferenceItem>()("BulkUpdateSubscriberPreferenceItemDto", {
    /** The identifier of the workflow, or Novu's own id of it. */
    workflowId: Schema.NonEmptyString,
    channels: PreferenceChannelsInput
  })
{}

/** Items of one bulk request at most. */
const mostItems = 100

/**
 * `SubscriberPreferences.updateBulk` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateManySubscriberPreferences
  extends entity<UpdateManySubscriberPreferences>()("BulkUpdateSubscriberPreferencesDto", {
    /** 1 to 100 workflows. Of two items for one workflow, the last counts. */
    preferences: Schema.Array(UpdateWorkflowPreferenceItem).check(
      Schema.makeFilter((items: ReadonlyArray<unknown>) =>
        (items.length >= 1 && items.length <= mostItems) || `Expected 1 to ${mostItems} preferences`
      )
    ),
    context: Schema.optional(ContextInput)
  })
{}

/**
 * Describes the workflow whose preference was changed.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferenceWorkflow
  extends entity<PreferenceWorkflow>()("WorkflowDto", { ...NotificationWorkflow.fields })
{}

/**
 * Describes one preference that `SubscriberPreferences.updateBulk` changed.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdatedPreference extends entity<UpdatedPreference>()("GetPreferencesResponseDto", {
  level: openLiterals(["template", "global"]),
  enabled: Schema.Boolean,
  channels: readChannels,
  workflow: nullableKey(PreferenceWorkflow, isRecord),
  /** Is a rule in JSON Logic. */
  condition: nullableKey(JsonObject, isRecord)
}) {}

/**
 * Describes the preferences that were changed, each workflow once and in the
 * order in which the request named it first.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UpdatedPreferences = Schema.Array(UpdatedPreference)
