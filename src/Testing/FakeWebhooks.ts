/**
 * Describes how the fake delivers webhooks.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Redacted from "effect/Redacted"

/**
 * Names the headers of a signature: Svix has a switch for it.
 *
 * @category models
 * @since 0.1.0
 */
export type HeaderFamily = "webhook" | "svix" | "both"

/**
 * Says where webhooks go: to a URL by `fetch`, to a web handler such as that of
 * `HttpRouter.toWebHandler`, or through an `HttpClient`.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookTarget = string | URL | ((request: Request) => Promise<Response>) | HttpClient.HttpClient

/**
 * Says what goes wrong on the way. Svix promises neither order nor that a
 * webhook comes once.
 *
 * @category options
 * @since 0.1.0
 */
export interface WebhookDisorder {
  /** The share of events that never leave Novu, from 0 to 1: it calls Svix once, and goes on when that fails. */
  readonly drop?: number | undefined
  /** The share of attempts that are made twice at once, from 0 to 1. */
  readonly duplicate?: number | undefined
  /** How long a first attempt may be late at most, so that events overtake each other. */
  readonly reorder?: Duration.Input | undefined
  /** Makes the choices repeatable. Without it, Effect's `Random` decides. */
  readonly seed?: number | undefined
}

/**
 * @category options
 * @since 0.1.0
 */
export interface FakeWebhooksOptions {
  readonly to: WebhookTarget
  readonly secret: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
  /** The URL of requests to a handler or a client. @default "http://localhost/webhooks/novu" */
  readonly url?: string | undefined
  /** @default "webhook" */
  readonly family?: HeaderFamily | undefined
  /** @default every type */
  readonly types?: ReadonlyArray<string> | undefined
  readonly disorder?: WebhookDisorder | undefined
}

/**
 * Holds what became of one webhook.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeDelivery {
  readonly id: string
  readonly type: string
  /** The body, as JSON. */
  readonly event: Readonly<Record<string, unknown>>
  /** Each attempt: when it began, in epoch milliseconds, and its status. An attempt without one got no answer. */
  readonly attempts: ReadonlyArray<{ readonly at: number; readonly status: number | undefined }>
  /** `waiting` for its first or next attempt, `delivered`, `failed` after eight of them, or `dropped`. */
  readonly state: "waiting" | "delivered" | "failed" | "dropped"
}

/**
 * Looks at an endpoint, and sends to it.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeWebhooks {
  /** Returns all webhooks so far, oldest first. */
  readonly deliveries: Effect.Effect<ReadonlyArray<FakeDelivery>>
  /** Sends an event that the fake does not make by itself, such as one of `sample`, and returns the id of the delivery. */
  readonly send: (event: Readonly<Record<string, unknown>>) => Effect.Effect<string>
  /** Delivers a webhook again, with its id, as the dashboard does when somebody asks for it. */
  readonly resend: (id: string) => Effect.Effect<void>
  /** Waits until no attempt is under way. Attempts that wait for their time do not count. */
  readonly settled: Effect.Effect<void>
  /** Whether every attempt has failed for five days, after which nothing is sent any more. */
  readonly disabled: Effect.Effect<boolean>
}
