/**
 * Triggers workflows: for one person, for several, or for everybody.
 *
 * @see https://docs.novu.co/api-reference/events/trigger-event
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { NovuError } from "../Errors/NovuError.ts"
import { bulkMethod } from "../internal/bulk/bulkMethod.ts"
import { bulkTraits, eventsPlan, oneName } from "../internal/bulk/events.ts"
import { recipientsPlan } from "../internal/bulk/recipients.ts"
import { sendAll } from "../internal/bulk/sendAll.ts"
import { fromHere } from "../internal/call/callSite.ts"
import { bulkOutcomes } from "../internal/groups/bulkOutcomes.ts"
import { newTransactionId } from "../internal/groups/transactionId.ts"
import {
  type Identified,
  identify,
  identifyBy,
  idOfKey,
  type OccurrenceId,
  occurrenceId,
  triggered
} from "../internal/groups/triggered.ts"
import { bulkVerdict, triggerVerdict } from "../internal/groups/triggerVerdict.ts"
import { isRecord } from "../internal/input/isRecord.ts"
import { BroadcastEvent, broadcastOf, eventOf, TriggerAnswer, TriggerEvent, TriggerEvents } from "../Schema/Event.ts"
import type { Recipient } from "../Schema/Event.ts"
import type { BulkOptions, BulkSource } from "../Transport/Bulk.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"
import type {
  BroadcastMethod,
  BroadcastOf,
  EventOf,
  ManyEvent,
  TriggerAllMethod,
  TriggerManyMethod,
  TriggerMethod
} from "./EventMethods.ts"
import type { Trigger } from "./Trigger.ts"

const path = "/v1/events/trigger"

/** The worker drops a second event with the same id, but looks before it stores: two that come at once may both run. */
const settleMillis = 1000

const repeat = (
  { payload }: { readonly payload: { readonly transactionId?: string | undefined } }
): Operation.Repeat => payload.transactionId === undefined ? "unguarded" : "guarded"

/** Callers without types may pass anything for an event, which the schema refuses later. */
const nameOf = (event: unknown): string | undefined =>
  isRecord<TriggerEvent>(event) && typeof event.name === "string" ? event.name : undefined

const workflowOf = ({ payload }: { readonly payload: unknown }): string | undefined => nameOf(payload)

/** Names the workflow of a group of events, if it is one for all. */
const workflowOfAll = ({ payload }: { readonly payload: typeof TriggerEvents.Type }): string | undefined => {
  const events: unknown = payload?.events
  return Array.isArray(events) ? oneName(events.map(nameOf)) : undefined
}

/** What is the same for an event with recipients and for one without. */
const traits = {
  method: "POST",
  success: TriggerAnswer,
  repeat,
  settleMillis,
  verdict: triggerVerdict,
  workflowOf
} as const

const trigger = Operation.make({ name: "Events.trigger", path, payload: TriggerEvent, ...traits })

const broadcastTraits = { ...traits, path: `${path}/broadcast`, cost: "bulk" } as const

const triggerBroadcast = Operation.make({
  name: "Events.triggerBroadcast",
  payload: BroadcastEvent,
  ...broadcastTraits
})

const triggerBulk = Operation.make({
  ...bulkTraits,
  name: "Events.triggerBulk",
  payload: TriggerEvents,
  repeat: ({ payload: { events } }) =>
    events.every(({ transactionId }) => transactionId !== undefined) ? "guarded" : "unguarded",
  verdict: bulkVerdict,
  workflowOf: workflowOfAll
})

const cancel = Operation.make({
  name: "Events.cancel",
  method: "DELETE",
  path: `${path}/{transactionId}`,
  success: Schema.Boolean
})

/** Makes the operations of a trigger, which differ from the others in what they take as payload. */
const makeOperations = <Payload>({ payload }: Trigger<string, Payload>) => ({
  trigger: Operation.make({ name: trigger.name, path, payload: eventOf(payload), ...traits }),
  broadcast: Operation.make({
    name: triggerBroadcast.name,
    payload: broadcastOf(payload),
    ...broadcastTraits
  })
})

type Operations<Payload> = ReturnType<typeof makeOperations<Payload>>

// Triggers are constants of a module, and what their operations compile to is kept by operation.
const made = new WeakMap<object, unknown>()

const operationsOf = <Payload>(of: Trigger<string, Payload>): Operations<Payload> => {
  const known = made.get(of)
  if (known !== undefined) return known as Operations<Payload>
  const fresh = makeOperations(of)
  made.set(of, fresh)
  return fresh
}

/**
 * Adds an empty payload where there is none: Novu refuses an event of a bulk
 * request without one, and documents it as required of a broadcast. Callers
 * without types may pass no event, which the schema refuses.
 */
const withPayload = <Event extends { readonly payload?: Schema.Json | undefined }>(event: Event) =>
  event?.payload === undefined ? { ...event, payload: {} } : event

const isTrigger = (value: unknown): value is Trigger<string, unknown> =>
  isRecord<Trigger<string, unknown>>(value) && Schema.isSchema(value.payload)

/** Lists the arguments of either form. The first of them says which it is. */
type Arguments<Typed, Named> =
  | readonly [of: Trigger<string, unknown>, event: Typed, options?: RequestOptions]
  | readonly [event: Named, options?: RequestOptions]

const isTyped = <Typed, Named>(
  args: Arguments<Typed, Named>
): args is readonly [of: Trigger<string, unknown>, event: Typed, options?: RequestOptions] => isTrigger(args[0])

type Send<Event> = (
  event: Identified<Event>,
  options?: RequestOptions
) => Effect.Effect<NovuResponse<TriggerAnswer>, NovuError>

/** Makes a method of both forms. It gives an event its id once per run, before the first attempt. */
const identifying = <Typed extends { readonly payload: unknown }, Named extends object>(
  operation: string,
  named: Send<Named>,
  typed: (of: Trigger<string, unknown>) => Send<Typed & { readonly name: string }>
) =>
  fromHere((...args: Arguments<Typed, Named>) => {
    if (isTyped(args)) {
      const [of, event, options] = args
      return Effect.flatMap(
        identifyBy(operation, of, { ...event, name: of.id }),
        (whole) => Effect.map(typed(of)(whole, options), triggered(whole))
      )
    }
    const [event, options] = args
    return Effect.suspend(() => {
      const whole = identify(event)
      return Effect.map(named(whole, options), triggered(whole))
    })
  })

// The payload of either method has the type of the trigger beside it, which no type of all arguments can say.
const triggerMethod = (call: Operation.Call) =>
  identifying<EventOf<unknown>, TriggerEvent>(
    trigger.name,
    (payload, options) => call(trigger, { payload }, options),
    (of) => (payload, options) => call(operationsOf(of).trigger, { payload }, options)
  ) as TriggerMethod

const broadcastMethod = (call: Operation.Call) =>
  identifying<BroadcastOf<unknown>, BroadcastEvent>(
    triggerBroadcast.name,
    (payload, options) => call(triggerBroadcast, { payload: withPayload(payload) }, options),
    (of) => (payload, options) => call(operationsOf(of).broadcast, { payload }, options)
  ) as BroadcastMethod

const triggerBulkMethod = (call: Operation.Call) =>
  fromHere((events: ReadonlyArray<TriggerEvent>, options?: RequestOptions) =>
    Effect.suspend(() => {
      const sent = Array.isArray(events) ? events.map((event) => identify(withPayload(event))) : events
      return Effect.map(call(triggerBulk, { payload: { events: sent } }, options), ({ headers, result }) => ({
        headers,
        result: bulkOutcomes(triggerBulk.name, sent, headers, result)
      }))
    })
  )

/** Makes the method that sends many events. A trigger may come before its other arguments. */
const triggerAllMethod = (call: Operation.Call) =>
  ((...args: ReadonlyArray<unknown>): unknown => {
    const of = isTrigger(args[0]) ? args[0] : undefined
    const [first, second] = of === undefined ? args : args.slice(1)
    const send = bulkMethod(eventsPlan<TriggerEvent>(call, of))
    return send(first as BulkSource<TriggerEvent>, second as BulkOptions | undefined)
  }) as TriggerAllMethod

/** Makes the method that sends one event to many. */
const triggerManyMethod = (call: Operation.Call) =>
  ((...args: ReadonlyArray<unknown>) => {
    const of = isTrigger(args[0]) ? args[0] : undefined
    const [given, options] = (of === undefined ? args : args.slice(1)) as [
      ManyEvent & { readonly to?: unknown },
      BulkOptions?
    ]
    const { to, transactionId, ...rest } = given ?? {}
    const event = { ...rest, ...(of && { name: of.id }) }
    const idFor = (recipients: ReadonlyArray<Recipient>): OccurrenceId =>
      transactionId !== undefined
        ? idOfKey(event.name, transactionId, recipients)
        : of === undefined
        ? newTransactionId()
        : occurrenceId(of, { payload: event.payload, to: recipients })
    // What the payload is depends on the trigger, and its own operation checks it.
    const operation: typeof trigger = of === undefined ? trigger : operationsOf(of).trigger as never
    const plan = recipientsPlan({
      workflow: event.name,
      idFor,
      send: (recipients, id, request) => {
        const whole = { ...event, to: recipients, transactionId: id }
        return Effect.map(call(operation, { payload: whole }, request), triggered(whole))
      }
    })
    const send = (source: unknown) => sendAll(plan, source as BulkSource<Recipient>, options)
    return to === undefined ? send : send(to)
  }) as TriggerManyMethod

/**
 * Triggers workflows.
 *
 * @category services
 * @since 0.1.0
 */
export class Events extends Group.Service<Events>()("Events", {
  /**
   * Starts a workflow for one recipient, or for up to 100. With a `Trigger` the
   * payload is checked before anything is sent. Success means that Novu queued
   * the event: its worker notifies later.
   *
   * Fails with `WorkflowNotFound` when the environment has no such workflow, with
   * `NotTriggered` when Novu answers that it does not start it, with
   * `ValidationFailed` when the workflow's own schema refuses the payload, and
   * with `InvalidInput`, sending nothing, when the input cannot be right.
   *
   * A `transactionId` is made before the first attempt. Novu's worker drops a
   * second event that has it, so a request whose answer is lost is sent again,
   * after one second at least.
   *
   * **Gotchas**
   *
   * - The worker looks for the id before it stores it. Two events with one id
   *   that arrive within moments may both run; spaced ones do not.
   * - Running the same effect twice triggers twice, unless the trigger has a
   *   `key` or the event a `transactionId`.
   * - Novu answers a dropped duplicate as it answered the first.
   *
   * @see https://github.com/novuhq/novu/issues/8776
   */
  trigger: Object.assign(triggerMethod, { operation: trigger }),

  /**
   * Starts workflows by up to 100 events in one request, each of which succeeds
   * or fails for itself: `result` pairs them, in order.
   *
   * **Gotchas**
   *
   * - One event that is too large fails the request whole, with
   *   `PayloadTooLarge` or, if this package sees it, `InvalidInput`.
   * - It costs 100 requests of the rate limit, whatever its length.
   */
  triggerBulk: Object.assign(triggerBulkMethod, { operation: triggerBulk }),

  /**
   * Starts a workflow for every subscriber of the environment.
   *
   * **Gotchas**
   *
   * - It costs 100 requests of the rate limit.
   * - Older servers answer `processed` also when the workflow is inactive.
   */
  triggerBroadcast: Object.assign(broadcastMethod, { operation: triggerBroadcast }),

  /**
   * Triggers many events, each for itself, 100 in one request: a list, a
   * generator or a stream of them, with a `Trigger` before it where they are its
   * own. Streams what became of each, in order. The failure of an event ends
   * nothing, so that the run ends only with the source, or with what would fail
   * every other event too: `Unauthorized`, `PaymentRequired`, `Forbidden` and
   * `CircuitOpen`. It waits out rate limits, halves a group that is refused as a
   * whole, and reads no further than a few groups ahead.
   *
   * **Gotchas**
   *
   * - A request costs 100 of the rate limit, however few events it has. For the
   *   same payload to many use `triggerMany`, which costs one.
   * - To go on after an interruption pass `from`, and give the events a `key` or
   *   a `transactionId`: what was in flight may have been taken, and Novu drops
   *   the second of each.
   */
  triggerAll: triggerAllMethod,

  /**
   * Triggers one event for many recipients, 100 in one request, whose cost in
   * the rate limit is that of one trigger. Otherwise as `triggerAll`. An outcome
   * says that Novu took the request of the recipient's group.
   *
   * **Gotchas**
   *
   * - Novu says nothing of single recipients. It drops those whom it cannot
   *   notify, and a topic that does not exist reaches nobody.
   * - Recipients of one group are told apart from those of another by the
   *   `transactionId`, which is made of `key` or `transactionId` and of the
   *   group. Groups begin at multiples of 100, so that a run that goes on amid a
   *   group sends it again as it was, and Novu drops it. Therefore a source that
   *   fails leaves a group unsent that is not full, and a run with `within`, or
   *   over a source that has grown meanwhile, cannot go on without repeating some.
   * - A recipient who comes twice is notified twice, unless both are in one group.
   */
  triggerMany: triggerManyMethod,

  /**
   * Cancels what waits of an event: delays, digests and the steps after them.
   * The result is `false` where nothing waits.
   *
   * **Gotchas**
   *
   * - Right after a trigger the worker may not have stored the event, so that
   *   the result is `false` and it runs all the same.
   * - When an answer is lost, the repeated request finds nothing to cancel: the
   *   result is `false` although the first request canceled.
   * - Messages that exist already stay.
   */
  cancel: Group.method(cancel, (transactionId: string) => ({ params: { transactionId } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Events.operations = Events.operations
