/**
 * What a fake Novu can be told when it is built.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type { Seed } from "./Seed.ts"

/**
 * How `auth` looks in answers. Novu's versions differ:
 *
 * - `verbatim`: what was stored, unknown members included
 * - `full`: every known member
 * - `accessToken`: the access token alone
 * - `hasAccessToken`: `{ hasAccessToken: true }` alone
 * - `hasRefreshToken`: the access token, `hasRefreshToken`, and the expiry times
 * - `blank`: an empty access token
 * - `empty`: an object without members
 *
 * @category models
 * @since 0.1.0
 */
export type AuthShape =
  | "verbatim"
  | "full"
  | "accessToken"
  | "hasAccessToken"
  | "hasRefreshToken"
  | "blank"
  | "empty"

/**
 * @category models
 * @since 0.1.0
 */
export interface RateLimitOptions {
  /**
   * The plan whose limits apply.
   *
   * @default "free"
   */
  readonly level?: "free" | "pro" | "business" | "enterprise" | "unlimited" | undefined
  /** Requests a second, for the categories that do not follow the plan. The service level then reads `custom`. */
  readonly maximum?: {
    readonly trigger?: number | undefined
    readonly configuration?: number | undefined
    readonly global?: number | undefined
  } | undefined
  /** @default 5 */
  readonly windowSeconds?: number | undefined
  /**
   * How much larger than the limit the bucket is.
   *
   * @default 0.1
   */
  readonly burstAllowance?: number | undefined
  /**
   * Sends the headers and never rejects.
   *
   * @default false
   */
  readonly dryRun?: boolean | undefined
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeNovuOptions {
  /**
   * The one key that is accepted.
   *
   * @default "sk_fake"
   */
  readonly secretKey?: string | undefined
  /**
   * A path before `/v1`, for a Novu behind a proxy.
   *
   * @default ""
   */
  readonly prefix?: string | undefined
  /**
   * Whether idempotency keys are honoured. When off they are ignored entirely.
   *
   * @default false
   */
  readonly idempotency?: boolean | undefined
  /** @default false */
  readonly rateLimit?: false | RateLimitOptions | undefined
  /** @default "full" */
  readonly authShape?: AuthShape | undefined
  /**
   * How long a handler takes. A write in this time goes on when the client
   * leaves, as on a real server.
   *
   * @default 0
   */
  readonly latency?: Duration.Input | undefined
  /**
   * What the fake starts with, and returns to on reset.
   *
   * @default defaultSeed
   */
  readonly seed?: Seed | undefined
  /**
   * Names under which the page and the `/_fake/` routes of a served fake may be
   * used, with any port, besides those of the machine itself (`localhost`,
   * `*.localhost`, `127.0.0.0/8`, `[::1]`): `["novu-fake"]` for a service of
   * that name. Any other `Host` or `Origin` is answered 403, because a web page
   * could send it. Novu's own routes can be called by any name; their answers
   * can be read by pages of these names alone.
   *
   * @default []
   */
  readonly allowedHosts?: ReadonlyArray<string> | undefined
}
