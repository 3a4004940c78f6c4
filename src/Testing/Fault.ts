/**
 * Ways in which the fake can misbehave: what a proxy, a network or a dying
 * server does to one request.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"

/**
 * Response headers by name. A list sends the header once for each of its values.
 *
 * @category models
 * @since 0.1.0
 */
export type FaultHeaders = Readonly<Record<string, string | ReadonlyArray<string>>>

/**
 * The answer that replaces the server's own. `body` is sent as JSON; `text` is
 * sent as it stands and wins over `body`.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultResponse {
  readonly status: number
  readonly headers?: FaultHeaders | undefined
  readonly body?: unknown
  readonly text?: string | undefined
  /** What happens after half of the body: the connection breaks, or nothing more comes. */
  readonly cut?: "hang-up" | "stall" | undefined
}

/**
 * Where a connection breaks. `before-write`: the server never handled the
 * request. Everywhere else it did, and the client cannot tell.
 *
 * @category models
 * @since 0.1.0
 */
export type HangUpPoint = "before-write" | "after-write" | "in-headers" | "in-body"

/**
 * One misbehaviour, for one request.
 *
 * @category models
 * @since 0.1.0
 */
export type Fault =
  | { readonly _tag: "Pass" }
  | { readonly _tag: "Respond"; readonly response: FaultResponse }
  | { readonly _tag: "FailAfterWrite"; readonly response: FaultResponse }
  | { readonly _tag: "HandlerFails"; readonly status: number; readonly message?: string | undefined }
  | { readonly _tag: "Refuse" }
  | { readonly _tag: "HangUp"; readonly at: HangUpPoint }
  | { readonly _tag: "Stall"; readonly in: "headers" | "body"; readonly for?: Duration.Input | undefined }
  | { readonly _tag: "Drip"; readonly bytes: number; readonly every: Duration.Input }
  | { readonly _tag: "Truncated" }
  | { readonly _tag: "Malformed" }
  | { readonly _tag: "ContentType"; readonly contentType: string }
  | { readonly _tag: "Mutate"; readonly edit: (body: unknown) => unknown }
  | { readonly _tag: "Headers"; readonly headers: FaultHeaders }

/**
 * No fault: the server's own answer. Keeps a place in a script, and lets one
 * request past the rules.
 *
 * @category constructors
 * @since 0.1.0
 */
export const pass: Fault = { _tag: "Pass" }

/**
 * Answers in the server's place, as a proxy does: nothing is handled, stored or
 * counted.
 *
 * @category constructors
 * @since 0.1.0
 */
export const respond = (response: FaultResponse): Fault => ({ _tag: "Respond", response })

/**
 * The server handles the request, then this answer is sent instead of its own:
 * a proxy's 502 after the write.
 *
 * @category constructors
 * @since 0.1.0
 */
export const failAfterWrite = (response: FaultResponse): Fault => ({ _tag: "FailAfterWrite", response })

/**
 * The handler itself fails, before it writes. Unlike `respond` this happens
 * inside the server, so that rate limits count it and idempotency stores it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const handlerFails = (options: { readonly status: number; readonly message?: string | undefined }): Fault => ({
  _tag: "HandlerFails",
  ...options
})

/**
 * The connection is refused. The attempt is recorded, without a status.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refuse: Fault = { _tag: "Refuse" }

/**
 * The connection breaks at the given point.
 *
 * @category constructors
 * @since 0.1.0
 */
export const hangUp = (at: HangUpPoint): Fault => ({ _tag: "HangUp", at })

/**
 * The server handles the request, then falls silent before the headers or half
 * way through the body. Without `for` it never speaks again.
 *
 * @category constructors
 * @since 0.1.0
 */
export const stall = (where: "headers" | "body", options?: { readonly for?: Duration.Input | undefined }): Fault => ({
  _tag: "Stall",
  in: where,
  ...options
})

/**
 * The body arrives in pieces of `bytes` bytes, with a wait before each.
 *
 * @category constructors
 * @since 0.1.0
 */
export const drip = (options: { readonly bytes: number; readonly every: Duration.Input }): Fault => ({
  _tag: "Drip",
  ...options
})

/**
 * A complete HTTP message whose JSON stops half way.
 *
 * @category constructors
 * @since 0.1.0
 */
export const truncated: Fault = { _tag: "Truncated" }

/**
 * The server's status, with a body that says JSON and is not.
 *
 * @category constructors
 * @since 0.1.0
 */
export const malformed: Fault = { _tag: "Malformed" }

/**
 * A proxy's HTML page in the server's place.
 *
 * @category constructors
 * @since 0.1.0
 */
export const html = (options: { readonly status: number; readonly title?: string | undefined }): Fault => {
  const title = options.title ?? `${options.status} from the proxy`
  return respond({
    status: options.status,
    headers: { "content-type": "text/html; charset=utf-8" },
    text: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  })
}

/**
 * The server's own answer under another content type.
 *
 * @category constructors
 * @since 0.1.0
 */
export const contentType = (type: string): Fault => ({ _tag: "ContentType", contentType: type })

/**
 * The server's own answer with its JSON body edited.
 *
 * @category constructors
 * @since 0.1.0
 */
export const mutate = (edit: (body: unknown) => unknown): Fault => ({ _tag: "Mutate", edit })

/**
 * Adds headers to the server's own answer. A name that it already sends is then
 * sent twice.
 *
 * @category constructors
 * @since 0.1.0
 */
export const headers = (added: FaultHeaders): Fault => ({ _tag: "Headers", headers: added })
