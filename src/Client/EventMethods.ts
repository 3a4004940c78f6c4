/**
 * Describes the methods of `Events`, which take a `Trigger` or the name of a
 * workflow.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import type { BroadcastEvent, Recipient, Triggered, TriggerEvent } from "../Schema/Event.ts"
import type { BulkMethod, BulkOptions, BulkOutcome, BulkPipe, BulkSource } from "../Transport/Bulk.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"
import type { Trigger } from "./Trigger.ts"

/**
 * Holds what `Events.trigger` takes beside a `Trigger`.
 *
 * @category models
 * @since 0.1.0
 */
export type EventOf<Payload> = Omit<TriggerEvent, "name" | "payload"> & { readonly payload: Payload }

/**
 * Holds what `Events.triggerBroadcast` takes beside a `Trigger`.
 *
 * @category models
 * @since 0.1.0
 */
export type BroadcastOf<Payload> = Omit<BroadcastEvent, "name" | "payload"> & { readonly payload: Payload }

/**
 * Pairs an event of a bulk request with what became of it.
 *
 * @category models
 * @since 0.1.0
 */
export interface EventOutcome {
  readonly event: TriggerEvent
  readonly result: Result.Result<Triggered, NovuError>
}

/**
 * Triggers by a `Trigger`, whose payload it checks, or by the name of a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface TriggerMethod {
  (event: TriggerEvent, options?: RequestOptions): Effect.Effect<NovuResponse<Triggered>, NovuError>
  // A compiler tells of the last signature where none fits.
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: EventOf<Payload>,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<Triggered>, NovuError>
}

/**
 * Triggers for everybody, by a `Trigger` or by the name of a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface BroadcastMethod {
  (event: BroadcastEvent, options?: RequestOptions): Effect.Effect<NovuResponse<Triggered>, NovuError>
  // A compiler tells of the last signature where none fits.
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: BroadcastOf<Payload>,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<Triggered>, NovuError>
}

/**
 * Holds what `Events.triggerMany` takes where no `Trigger` says what the
 * payload is. The recipients are its source.
 *
 * @category models
 * @since 0.1.0
 */
export type ManyEvent = Omit<TriggerEvent, "to">

/**
 * Holds what `Events.triggerMany` takes beside a `Trigger`.
 *
 * @category models
 * @since 0.1.0
 */
export type ManyEventOf<Payload> = Omit<EventOf<Payload>, "to">

/**
 * Triggers many events, by a `Trigger` or by the names of workflows. The source
 * comes first, or at the end of a pipe.
 *
 * @category models
 * @since 0.1.0
 */
export interface TriggerAllMethod extends BulkMethod<TriggerEvent, Triggered> {
  <Payload, E = never, R = never>(
    trigger: Trigger<string, Payload>,
    events: BulkSource<EventOf<Payload>, E, R>,
    options?: BulkOptions
  ): Stream.Stream<BulkOutcome<EventOf<Payload>, Triggered>, E | NovuError, R>
  <Payload>(trigger: Trigger<string, Payload>, options?: BulkOptions): BulkPipe<EventOf<Payload>, Triggered>
}

/**
 * Triggers one event for many recipients, by a `Trigger` or by the name of a
 * workflow. The recipients are its `to`, or come at the end of a pipe.
 *
 * @category models
 * @since 0.1.0
 */
export interface TriggerManyMethod {
  <E = never, R = never>(
    event: ManyEvent & { readonly to: BulkSource<Recipient, E, R> },
    options?: BulkOptions
  ): Stream.Stream<BulkOutcome<Recipient, Triggered>, E | NovuError, R>
  (event: ManyEvent, options?: BulkOptions): BulkPipe<Recipient, Triggered>
  <Payload, E = never, R = never>(
    trigger: Trigger<string, Payload>,
    event: ManyEventOf<Payload> & { readonly to: BulkSource<Recipient, E, R> },
    options?: BulkOptions
  ): Stream.Stream<BulkOutcome<Recipient, Triggered>, E | NovuError, R>
  <Payload>(
    trigger: Trigger<string, Payload>,
    event: ManyEventOf<Payload>,
    options?: BulkOptions
  ): BulkPipe<Recipient, Triggered>
}
