/**
 * A seed says what a fake Novu already knows: integrations, subscribers and
 * connections.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"

/**
 * Describes an integration, as a person would have set it up in the dashboard.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedIntegration {
  readonly identifier: string
  readonly providerId: string
  /** @default "chat" */
  readonly channel?: string | undefined
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  /** Is `false` for an integration that has no client id and secret yet. */
  readonly credentials?: false | { readonly clientId: string; readonly secretKey: string } | undefined
}

/**
 * Describes a connection that exists already. It is stored as it is given, and no
 * rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConnection {
  readonly integrationIdentifier: string
  /** Generated when absent. */
  readonly identifier?: string | undefined
  readonly subscriberId?: string | null | undefined
  readonly contextKeys?: ReadonlyArray<string> | undefined
  readonly workspace?: {
    readonly id: string
    readonly name?: string | undefined
    readonly botUserId?: string | undefined
  } | undefined
  readonly auth?: {
    readonly accessToken: Redacted.Redacted<string> | string
    readonly refreshToken?: Redacted.Redacted<string> | string | undefined
    readonly expiresAt?: string | undefined
    readonly refreshTokenExpiresAt?: string | undefined
  } | undefined
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Seed {
  readonly integrations?: ReadonlyArray<SeedIntegration> | undefined
  readonly subscribers?: ReadonlyArray<string> | undefined
  readonly connections?: ReadonlyArray<SeedConnection> | undefined
}

/**
 * Has one integration of each kind, one without credentials, and three subscribers.
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
