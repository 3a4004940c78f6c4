/**
 * A refusal thrown somewhere in the server, before the exception filter writes
 * it. `fields` are what the exception carries besides its message; they appear
 * twice in the body.
 *
 * @internal
 */
export interface Rejection {
  readonly status: number
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Written flat, never in `ctx`. */
  readonly errors?: unknown
}

const phrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Payload Too Large",
  422: "Unprocessable Entity",
  502: "Bad Gateway",
  503: "Service Unavailable"
}

/**
 * A framework exception with its own message: the reason phrase comes along.
 *
 * @internal
 */
export const reject = (status: number, message: string): Rejection => ({
  status,
  message,
  fields: { error: phrases[status] ?? "Error", statusCode: status }
})

/**
 * A framework exception without a message: the reason phrase is the message.
 *
 * @internal
 */
export const rejectPlainly = (status: number): Rejection => ({
  status,
  message: phrases[status] ?? `Api Exception Raised with status ${status}`,
  fields: { statusCode: status }
})

/** @internal */
export const badRequest = (message: string): Rejection => reject(400, message)

/** @internal */
export const unauthorized = (message: string): Rejection => reject(401, message)

/** @internal */
export const notFound = (message: string): Rejection => reject(404, message)

/** @internal */
export const conflict = (message: string): Rejection => reject(409, message)

/**
 * The failures of a request body or query, which the filter turns into one list.
 *
 * @internal
 */
export const validationFailed = (messages: ReadonlyArray<string>): Rejection => ({
  status: 422,
  message: "Validation Error",
  fields: {},
  errors: { general: { messages, value: "No Value Recorded" } }
})

/** @internal */
export const rateLimited: Rejection = { status: 429, message: "API rate limit exceeded", fields: {} }

/** @internal */
export const payloadTooLarge: Rejection = rejectPlainly(413)

/**
 * Whatever goes wrong without being a framework exception.
 *
 * @internal
 */
export const internalError: Rejection = {
  status: 500,
  message: "Internal server error, contact support and provide them with the errorId",
  fields: {}
}
