/**
 * Receives the webhooks that Novu signs and posts: checks who sent them, reads
 * their events, and answers as Novu expects.
 *
 * @see https://docs.novu.co/platform/developer/webhooks
 * @since 0.1.0
 */
import type * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Layer from "effect/Layer"
import type * as PersistedQueue from "effect/persistence/PersistedQueue"
import * as Redacted from "effect/Redacted"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { configured } from "../internal/input/configured.ts"
import { invalidInput } from "../internal/input/invalidInput.ts"
import { timeLimit } from "../internal/input/timeInput.ts"
import { answer } from "../internal/webhooks/answer.ts"
import { checkSignature } from "../internal/webhooks/checkSignature.ts"
import { isWebhookEventType } from "../internal/webhooks/eventTypes.ts"
import { hmacWith } from "../internal/webhooks/hmac.ts"
import { signingKeys } from "../internal/webhooks/keys.ts"
import { eventReader } from "../internal/webhooks/readEvent.ts"
import { routeSettings } from "../internal/webhooks/routeSettings.ts"
import type { Delivery } from "./Delivery.ts"
import { UnknownWebhookEvent } from "./UnknownWebhookEvent.ts"
import { InvalidSecret, WebhookError } from "./WebhookError.ts"
import { type WebhookEvent, webhookEvents, webhookEventTypes } from "./WebhookEvent.ts"
import type {
  HandlerServices,
  NoOtherHandlers,
  Received,
  WebhookHandler,
  WebhookHandlers,
  WebhookMeta,
  WebhookRouteOptions
} from "./WebhookHandlers.ts"
import { WebhookLedger } from "./WebhookLedger.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface NovuWebhooksOptions {
  /**
   * The secret of the endpoint, from Webhooks → Endpoints in the Novu
   * dashboard. It begins with `whsec_`, and each endpoint of each environment
   * has its own. Several are tried in turn, for two endpoints on one URL, or
   * while one is replaced.
   */
  readonly secret: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
  /**
   * How far the time of an attempt may be from now. Novu signs each attempt
   * anew, so later attempts pass, too.
   *
   * @default "5 minutes"
   */
  readonly tolerance?: Duration.Input | undefined
}

/**
 * Has options of which some, or all, are read from the configuration.
 *
 * @category options
 * @since 0.1.0
 */
export type ConfigurableNovuWebhooksOptions = {
  readonly [K in keyof NovuWebhooksOptions]: NovuWebhooksOptions[K] | Config.Config<NovuWebhooksOptions[K]>
}

/**
 * Holds a webhook whose headers, time and signature were checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface Verified extends WebhookMeta {
  readonly body: Uint8Array
}

const readEvent = eventReader<WebhookEvent>((type) =>
  isWebhookEventType(type) ? webhookEvents[type] : UnknownWebhookEvent
)

const fail = (reason: WebhookError["reason"]) => Effect.fail(new WebhookError({ reason }))

const make = Effect.fnUntraced(function*({ secret, tolerance }: NovuWebhooksOptions) {
  const keys = signingKeys(secret)
  if (keys instanceof InvalidSecret) return yield* fail(keys)
  const limit = timeLimit("tolerance", tolerance, Duration.minutes(5))
  if (limit instanceof InvalidInput) return yield* fail(limit)
  const hmacs = yield* Effect.forEach(keys, hmacWith)
  const verify = (delivery: Delivery): Effect.Effect<Verified, WebhookError> =>
    Effect.map(checkSignature(delivery, hmacs, Duration.toMillis(limit)), ({ attemptedAt, body, deliveryId }) => ({
      deliveryId,
      attemptedAt: DateTime.makeUnsafe(attemptedAt),
      body
    }))
  return NovuWebhooks.of({
    verify,
    receive: (delivery) =>
      Effect.flatMap(
        verify(delivery),
        ({ attemptedAt, body, deliveryId }) =>
          Effect.map(readEvent(body), (event) => ({ deliveryId, attemptedAt, event }))
      )
  })
})

/** Finds the handler of an event. Which one takes which event is what the type of all handlers says. */
const handlerOf = <R>(handlers: WebhookHandlers) => (event: WebhookEvent) =>
  (event.type === "unknown" ? handlers.onUnknown : handlers[event.type]) as
    | WebhookHandler<WebhookEvent, unknown, R>
    | undefined

const variable = "NOVU_WEBHOOK_SECRET"

const fromEnvironment: Effect.Effect<NovuWebhooksOptions, WebhookError> = Effect.gen(function*() {
  const provider = yield* ConfigProvider.ConfigProvider
  const node = yield* Effect.catch(provider.load([variable]), () => fail(invalidInput(variable, "cannot be read")))
  const secrets = node?.value?.split(/\s+/).filter((text) => text !== "") ?? []
  if (secrets.length === 0) return yield* fail(invalidInput(variable, "must be set in the environment"))
  return { secret: secrets.map((text) => Redacted.make(text)) }
})

/**
 * Checks and reads webhooks. Time comes from Effect's `Clock`.
 *
 * @category services
 * @since 0.1.0
 */
export class NovuWebhooks extends Context.Service<NovuWebhooks, {
  /**
   * Checks headers, time and signature, in this order. Takes both names of the
   * headers, `webhook-…` and `svix-…`.
   */
  readonly verify: (delivery: Delivery) => Effect.Effect<Verified, WebhookError>
  /** Verifies a webhook, and reads its event. */
  readonly receive: (delivery: Delivery) => Effect.Effect<Received, WebhookError>
}>()("effect-novu/Webhooks/NovuWebhooks") {
  /** Fails with `InvalidSecret` where a secret cannot be that of an endpoint. */
  static readonly layer = (options: NovuWebhooksOptions): Layer.Layer<NovuWebhooks, WebhookError> =>
    Layer.effect(NovuWebhooks, make(options))

  /** Takes options of which some are a `Config`, such as `{ secret: Config.Redacted("OTHER_NAME") }`. */
  static readonly layerConfigWith = (
    options: ConfigurableNovuWebhooksOptions
  ): Layer.Layer<NovuWebhooks, WebhookError> =>
    Layer.effect(NovuWebhooks, Effect.flatMap(Effect.catch(configured<NovuWebhooksOptions>(options), fail), make))

  /** Reads the secret from `NOVU_WEBHOOK_SECRET`: one, or several with blanks between them. */
  static readonly layerConfig: Layer.Layer<NovuWebhooks, WebhookError> = Layer.effect(
    NovuWebhooks,
    Effect.flatMap(fromEnvironment, make)
  )

  /**
   * Adds a route that receives webhooks to an `HttpRouter`. With a
   * `WebhookLedger` an event is handled once, however often it is delivered;
   * without one the handlers have to bear repeats.
   *
   * | answer | when                                                                       |
   * | ------ | -------------------------------------------------------------------------- |
   * | 204    | handled, handled before, or of no interest                                 |
   * | 400    | the body is no JSON                                                        |
   * | 401    | Novu did not send it, or not now                                           |
   * | 413    | the body is larger than `maxBodySize`                                      |
   * | 500    | the handler failed, or the data of a known event does not match            |
   * | 503    | the event is being handled, the handler took too long, the ledger is away  |
   *
   * Novu delivers again after any answer but 2xx: at once, and then over 27
   * hours. Events come in no order; compare their `timestamp`.
   *
   * **Gotchas**
   *
   * - Nothing may parse the body before the route.
   * - A handler that cannot be interrupted is not stopped by `timeout`.
   */
  static readonly route = <const Handlers extends WebhookHandlers>(
    path: HttpRouter.PathInput,
    handlers: Handlers & NoOtherHandlers<Handlers>,
    options: WebhookRouteOptions = {}
  ): Layer.Layer<never, WebhookError, HttpRouter.HttpRouter | NovuWebhooks | HandlerServices<Handlers>> =>
    Layer.effectDiscard(Effect.gen(function*() {
      const settings = routeSettings(options)
      if (settings instanceof InvalidInput) return yield* fail(settings)
      const router = yield* HttpRouter.HttpRouter
      const { receive } = yield* NovuWebhooks
      const ledger = yield* Effect.serviceOption(WebhookLedger)
      const context = yield* Effect.context<HandlerServices<Handlers>>()
      yield* router.add(
        "POST",
        path,
        Effect.flatMap(
          HttpServerRequest.HttpServerRequest,
          (request) =>
            answer(request, {
              settings,
              receive,
              ledger,
              context,
              handlerOf: handlerOf<HandlerServices<Handlers>>(handlers)
            })
        )
      )
    }))

  /**
   * Makes handlers that put each event into a queue, where it is once by the id
   * of its delivery. The route then answers as soon as the event is stored, and
   * whoever takes it from the queue has all the time. The schema of the queue is
   * `WebhookEvent`.
   */
  static readonly enqueue = <R>(queue: PersistedQueue.PersistedQueue<WebhookEvent, R>) => {
    const offer: WebhookHandler<WebhookEvent, unknown, R> = (event, { deliveryId }) =>
      queue.offer(event, { id: deliveryId })
    const handlers: { [Type in keyof WebhookHandlers]-?: typeof offer } = {
      ...Object.fromEntries(webhookEventTypes.map((type) => [type, offer])),
      onUnknown: offer
    } as { [Type in keyof WebhookHandlers]-?: typeof offer }
    return handlers
  }
}
