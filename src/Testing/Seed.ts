/**
 * What a fake Novu already knows: integrations, subscribers and connections.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"

/**
 * An integration, as a person would have set it up in the dashboard.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedIntegration {
  readonly identifier: string
  readonly providerId: string
  /** @default "chat" */
  readonly channel?: string
  /** Defaults to the identifier. */
  readonly name?: string
  /** @default true */
  readonly active?: boolean
  /** `false` for an integration that has no client id and secret yet. */
  readonly credentials?: false | { readonly clientId: string; readonly secretKey: string }
}

/**
 * A connection that exists already. It is stored as it is given: no rule is
 * checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConnection {
  readonly integrationIdentifier: string
  /** Generated when absent. */
  readonly identifier?: string
  readonly subscriberId?: string | null
  readonly contextKeys?: ReadonlyArray<string>
  readonly workspace?: { readonly id: string; readonly name?: string; readonly botUserId?: string }
  readonly auth?: {
    readonly accessToken: Redacted.Redacted<string> | string
    readonly refreshToken?: Redacted.Redacted<string> | string
    readonly expiresAt?: string
    readonly refreshTokenExpiresAt?: string
  }
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Seed {
  readonly integrations?: ReadonlyArray<SeedIntegration>
  readonly subscribers?: ReadonlyArray<string>
  readonly connections?: ReadonlyArray<SeedConnection>
}

/**
 * One integration of each kind, one without credentials, and three subscribers.
 *
 * @category constants
 * @since 0.1.0
 */
export const defaultSeed: Seed = {
  integrations: [
    { identifier: "slack-prod", providerId: "slack" },
    { identifier: "slack-eu", providerId: "slack" },
    { identifier: "msteams-prod", providerId: "msteams" },
    { identifier: "discord-prod", providerId: "discord" },
    { identifier: "webex-prod", providerId: "webex-messaging" },
    { identifier: "telegram-prod", providerId: "telegram" },
    { identifier: "slack-bare", providerId: "slack", credentials: false }
  ],
  subscribers: ["subscriber-123", "ada", "grace"]
}
