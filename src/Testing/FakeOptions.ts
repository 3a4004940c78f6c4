/**
 * These options configure a fake Novu when it is built.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type { Seed } from "./Seed.ts"

/**
 * Chooses how `auth` looks in answers, because Novu's versions differ:
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
   * Names the plan whose limits apply.
   *
   * @default "free"
   */
  readonly level?: "free" | "pro" | "business" | "enterprise" | "unlimited" | undefined
  /** Sets requests per second for categories that do not follow the plan. The service level then reads `custom`. */
  readonly maximum?: {
    readonly trigger?: number | undefined
    readonly configuration?: number | undefined
    readonly global?: number | undefined
  } | undefined
  /** @default 5 */
  readonly windowSeconds?: number | undefined
  /**
   * Says by which share of the limit the bucket is larger than the limit.
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
 * Says what is wrong with one part of a payload, as Novu lists it in its answer.
 *
 * @category models
 * @since 0.1.0
 */
export interface PayloadIssue {
  /** Has the path with dots, such as `order.items.0`. A path at the top level is `root`. */
  readonly field: string
  readonly message: string
  readonly value: unknown
  readonly schemaPath: string
}

/**
 * Renders a text of a step. The scope has what a template can name: `payload`,
 * `subscriber`, `workflow` and `steps`. A text that cannot be rendered is `undefined`;
 * its step then fails, and makes no message. Without an engine texts stay as they are.
 *
 * @category models
 * @since 0.1.0
 */
export type TextEngine = (template: string, scope: Readonly<Record<string, unknown>>) => string | undefined

/**
 * Checks a payload by the JSON schema of its workflow, and fills in the defaults of
 * the schema. Without an engine no payload is checked.
 *
 * @category models
 * @since 0.1.0
 */
export type PayloadEngine = (
  schema: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>
) => { readonly payload: Readonly<Record<string, unknown>>; readonly issues: ReadonlyArray<PayloadIssue> }

/**
 * Says which age of Novu the fake behaves as.
 *
 * - `2024-10`: API keys may not use the routes of workflows, nor change
 *   environments; there are no layouts, translations, variables, domains, or
 *   publishing; integrations show their credentials.
 * - `2025-05`: API keys may use those routes, and a new workflow has its identifier
 *   from its name.
 * - `2026-05`: has every route. Integrations hide their credentials, and a key can
 *   write those of its own environment only.
 * - `2026-08`: a key reaches no other environment at all.
 *
 * @category models
 * @since 0.1.0
 */
export type Era = "2024-10" | "2025-05" | "2026-05" | "2026-08"

/**
 * Names a plan of Novu's cloud, or a server of one's own, whose build lacks what
 * plans are about.
 *
 * @category models
 * @since 0.1.0
 */
export type Plan = "self-hosted" | "free" | "pro" | "business" | "enterprise"

/**
 * Says how sessions of the Inbox are opened.
 *
 * @category models
 * @since 0.1.0
 */
export interface InboxOptions {
  /**
   * Asks for the hashes of subscriber and context, as an in-app integration with
   * the credential `hmac: true` does. When `false`, such an integration asks for
   * them all the same.
   *
   * @default false
   */
  readonly hmac?: boolean | undefined
  /**
   * Names further keys of the environment Development that are active, as while its
   * key is rotated. A request and a hash may be made with any of them.
   *
   * @default []
   */
  readonly otherKeys?: ReadonlyArray<string> | undefined
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeNovuOptions {
  /**
   * Sets the key of the environment Development, which is the one that the fake
   * shows. The environment Production has the key `sk_fake_production`, and a seed
   * can add others.
   *
   * @default "sk_fake"
   */
  readonly secretKey?: string | undefined
  /**
   * Is the identifier by which the Inbox of a front end names the environment
   * Development.
   *
   * @default "app_fake"
   */
  readonly applicationIdentifier?: string | undefined
  /**
   * Puts a path before `/v1`, as for a Novu behind a proxy.
   *
   * @default ""
   */
  readonly prefix?: string | undefined
  /**
   * Says whether idempotency keys are honoured. When off, they are ignored.
   *
   * @default false
   */
  readonly idempotency?: boolean | undefined
  /** @default false */
  readonly rateLimit?: false | RateLimitOptions | undefined
  /** @default "full" */
  readonly authShape?: AuthShape | undefined
  /**
   * Says how long a handler takes. A write that has begun goes on when its client
   * leaves, as on a real server.
   *
   * @default 0
   */
  readonly latency?: Duration.Input | undefined
  /**
   * Says whether every channel can send. If so, a step of email, SMS, push or chat
   * makes a message although no integration of its channel is stored, and whatever
   * address its subscriber has. When `false`, such a step needs an active
   * integration of its channel, and fails without one; push also needs a device
   * token among the subscriber's credentials, and chat a webhook URL there or an
   * endpoint. An in-app step needs nothing.
   *
   * @default true
   */
  readonly connectAllChannels?: boolean | undefined
  /**
   * Says how a trigger of a workflow without active steps is answered, because
   * Novu's versions differ: `processed` as today, or by the older statuses
   * `no_workflow_steps_defined` and `no_workflow_active_steps_defined`.
   *
   * @default "processed"
   */
  readonly withoutSteps?: "processed" | "refused" | undefined
  /**
   * Says whether a trigger of a workflow that does not exist makes it, with an in-app
   * and an e-mail step that show the payload. Without this it is answered 422, as by
   * Novu. It is for a service whose workflows nobody has written down for the fake.
   *
   * @default false
   */
  readonly anyWorkflow?: boolean | undefined
  /** @default "2026-08" */
  readonly era?: Era | undefined
  /**
   * Says what the organisation has paid for. Limits of requests are set by
   * `rateLimit` alone.
   *
   * @default "business"
   */
  readonly plan?: Plan | undefined
  /**
   * Says what becomes of a new workflow, layout or agent whose identifier is taken,
   * because sources on Novu disagree: `suffixed` creates it under another
   * identifier, and `refused` answers 409. An agent of the era `2026-05` is always
   * refused.
   *
   * @default "suffixed"
   */
  readonly takenIdentifier?: "suffixed" | "refused" | undefined
  /**
   * Says how often the address of a domain's route is decoded where a path names
   * it, because Novu's versions may differ.
   *
   * @default "twice"
   */
  readonly addressDecoding?: "once" | "twice" | undefined
  /**
   * Does what the fake cannot do by itself: renders texts and checks payloads.
   * `Engines.novu` of `effect-novu/Testing/Engines` does both as Novu does.
   *
   * @default {}
   */
  readonly engines?:
    | { readonly payload?: PayloadEngine | undefined; readonly text?: TextEngine | undefined }
    | undefined
  /** @default {} */
  readonly inbox?: InboxOptions | undefined
  /**
   * Leads OAuth URLs to a page of the fake in place of the provider's. Allowing
   * there stores the connection or the endpoint, as the provider's consent does.
   *
   * @default false
   */
  readonly localOAuth?: boolean | undefined
  /**
   * Describes what the fake starts with, and returns to on reset.
   *
   * @default defaultSeed
   */
  readonly seed?: Seed | undefined
  /**
   * Allows more names of a served fake, with any port: `["novu-fake"]` for a service
   * of that name. The names of the machine itself (`localhost`, `*.localhost`,
   * `127.0.0.0/8`, `[::1]`) are always allowed. A request with any other `Host` is
   * answered 403, because a web page could point its own name here. Pages of other
   * origins may use the Inbox's routes alone, `/v1/inbox` and below.
   *
   * @default []
   */
  readonly allowedHosts?: ReadonlyArray<string> | undefined
  /**
   * Says how many requests, messages and runs are kept at most; the oldest are
   * forgotten first, and a run that still waits is not. In memory everything is
   * kept unless this says otherwise, and a served fake keeps 10 000 of each.
   *
   * @default Infinity
   */
  readonly keep?: number | undefined
}
