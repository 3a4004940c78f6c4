/**
 * Describes what a route does with the events that it receives.
 *
 * @since 0.1.0
 */
import type * as ByteSize from "effect/ByteSize"
import type * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type { UnknownWebhookEvent } from "./UnknownWebhookEvent.ts"
import type { WebhookEvent, WebhookEventType } from "./WebhookEvent.ts"

/**
 * Holds what is known of a webhook beside its event.
 *
 * @category models
 * @since 0.1.0
 */
export interface WebhookMeta {
  /** Is the same whenever this webhook is delivered, at every endpoint. */
  readonly deliveryId: string
  /** When this attempt was sent. The event itself may be days older. */
  readonly attemptedAt: DateTime.Utc
}

/**
 * Holds a webhook that Novu sent, and its event.
 *
 * @category models
 * @since 0.1.0
 */
export interface Received extends WebhookMeta {
  readonly event: WebhookEvent
}

/**
 * Handles an event. Any failure makes Novu deliver it again.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookHandler<Event, E = unknown, R = unknown> = (
  event: Event,
  meta: WebhookMeta
) => Effect.Effect<unknown, E, R>

/**
 * Holds a handler for each type of event that is of interest. All others are
 * acknowledged, and nothing comes of them.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookHandlers =
  & {
    readonly [Type in WebhookEventType]?: WebhookHandler<Extract<WebhookEvent, { readonly type: Type }>> | undefined
  }
  & {
    /** Handles what this release has no type for: events that Novu added, and bodies that a transformation made. */
    readonly onUnknown?: WebhookHandler<UnknownWebhookEvent> | undefined
  }

/**
 * Refuses members that no event has the name of, such as misspelt ones.
 *
 * @category models
 * @since 0.1.0
 */
export type NoOtherHandlers<Handlers> = { readonly [Name in Exclude<keyof Handlers, keyof WebhookHandlers>]: never }

/**
 * Names the services that handlers need.
 *
 * @category models
 * @since 0.1.0
 */
export type HandlerServices<Handlers extends WebhookHandlers> = Handlers[keyof Handlers] extends infer Handler
  ? Handler extends (...args: never) => Effect.Effect<infer _A, infer _E, infer R> ? R : never
  : never

/**
 * @category options
 * @since 0.1.0
 */
export interface WebhookRouteOptions {
  /**
   * How long a handler may take, before it is interrupted and its event is left
   * for the next delivery. Novu waits for an answer for 15 seconds.
   *
   * @default "10 seconds"
   */
  readonly timeout?: Duration.Input | undefined
  /**
   * How long the ledger holds an event for a handler that does not come back,
   * such as one whose process died. Has to be longer than `timeout`.
   *
   * @default three times `timeout`
   */
  readonly lease?: Duration.Input | undefined
  /**
   * The largest body that is read. Mail with attachments comes in megabytes.
   *
   * @default "10 MiB"
   */
  readonly maxBodySize?: ByteSize.Input | undefined
  /**
   * Acknowledges events of known types whose data does not match. Otherwise
   * Novu delivers them again for a day, in which a release that reads them may
   * come.
   *
   * @default false
   */
  readonly ackUndecodable?: boolean | undefined
}
