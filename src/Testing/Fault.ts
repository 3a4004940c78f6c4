/**
 * These are the ways in which the fake can misbehave. Each does to one request
 * what a proxy, a network or a failing server does.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"

/**
 * Sets response headers by name. A list sends the header once for each of its
 * values.
 *
 * @category models
 * @since 0.1.0
 */
export type FaultHeaders = Readonly<Record<string, string | ReadonlyArray<string>>>

/**
 * Describes the answer that replaces the server's own. `body` is sent as JSON;
 * `text` is sent as it stands and wins over `body`.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultResponse {
  readonly status: number
  readonly headers?: FaultHeaders | undefined
  readonly body?: unknown
  readonly text?: string | undefined
  /** Says what happens after half of the body: the connection breaks, or nothing more comes. */
  readonly cut?: "hang-up" | "stall" | undefined
}

/**
 * Says where a connection breaks. At `before-write` the server has not handled the
 * request. At the other points it has, and the client cannot know that.
 *
 * @category models
 * @since 0.1.0
 */
export type HangUpPoint = "before-write" | "after-write" | "in-headers" | "in-body"

/**
 * Describes what goes wrong with one request.
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
 * Leaves the server's own answer as it is. Use it to skip a request in a script,
 * or to let one request past the rules.
 *
 * @category constructors
 * @since 0.1.0
 */
export const pass: Fault = { _tag: "Pass" }

/**
 * Answers in the server's place, as a proxy does. Nothing is handled, stored or
 * counted.
 *
 * @category constructors
 * @since 0.1.0
 */
export const respond = (response: FaultResponse): Fault => ({ _tag: "Respond", response })

/**
 * Lets the server handle the request, then sends this answer instead of its own,
 * such as a proxy's 502 after the write.
 *
 * @category constructors
 * @since 0.1.0
 */
export const failAfterWrite = (response: FaultResponse): Fault => ({ _tag: "FailAfterWrite", response })

/**
 * Makes the handler itself fail before it writes. Unlike `respond`, this happens
 * inside the server, so rate limits count it and idempotency stores it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const handlerFails = (options: { readonly status: number; readonly message?: string | undefined }): Fault => ({
  _tag: "HandlerFails",
  ...options
})

/**
 * Refuses the connection. The attempt is recorded without a status.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refuse: Fault = { _tag: "Refuse" }

/**
 * Breaks the connection at the given point.
 *
 * @category constructors
 * @since 0.1.0
 */
export const hangUp = (at: HangUpPoint): Fault => ({ _tag: "HangUp", at })

/**
 * Lets the server handle the request, then stops sending before the headers or
 * half way through the body. Without `for` it never goes on.
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
 * Sends the body in pieces of `bytes` bytes, with a wait before each.
 *
 * @category constructors
 * @since 0.1.0
 */
export const drip = (options: { readonly bytes: number; readonly every: Duration.Input }): Fault => ({
  _tag: "Drip",
  ...options
})

/**
 * Sends a complete HTTP message whose JSON stops half way.
 *
 * @category constructors
 * @since 0.1.0
 */
export const truncated: Fault = { _tag: "Truncated" }

/**
 * Sends the server's status with a body that is declared as JSON and is not JSON.
 *
 * @category constructors
 * @since 0.1.0
 */
export const malformed: Fault = { _tag: "Malformed" }

/**
 * Answers with a proxy's HTML page in the server's place.
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
 * Sends the server's own answer under another content type.
 *
 * @category constructors
 * @since 0.1.0
 */
export const contentType = (type: string): Fault => ({ _tag: "ContentType", contentType: type })

/**
 * Edits the JSON body of the server's own answer.
 *
 * @category constructors
 * @since 0.1.0
 */
export const mutate = (edit: (body: unknown) => unknown): Fault => ({ _tag: "Mutate", edit })

/**
 * Adds headers to the server's own answer. A header that the answer has already is
 * then sent twice.
 *
 * @category constructors
 * @since 0.1.0
 */
export const headers = (added: FaultHeaders): Fault => ({ _tag: "Headers", headers: added })
