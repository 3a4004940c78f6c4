/**
 * An exception of the server, before the exception filter writes it. `fields` are
 * what it carries besides its message; they appear twice in the body.
 */
export interface Rejection {
  readonly status: number
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
  /** The filter writes these flat and never in `ctx`. */
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

/** Makes a framework exception with its own message, which carries the reason phrase as `error`. */
export const reject = (status: number, message: string): Rejection => ({
  status,
  message,
  fields: { error: phrases[status] ?? "Error", statusCode: status }
})

/** Makes a framework exception without its own message: the reason phrase is the message. */
export const rejectPlainly = (status: number): Rejection => ({
  status,
  message: phrases[status] ?? `Api Exception Raised with status ${status}`,
  fields: { statusCode: status }
})

export const badRequest = (message: string): Rejection => reject(400, message)

export const unauthorized = (message: string): Rejection => reject(401, message)

export const notFound = (message: string): Rejection => reject(404, message)

export const conflict = (message: string): Rejection => reject(409, message)

/** Makes the exception for an invalid body or query. The filter writes its messages as one list. */
export const validationFailed = (messages: ReadonlyArray<string>): Rejection => ({
  status: 422,
  message: "Validation Error",
  fields: {},
  errors: { general: { messages, value: "No Value Recorded" } }
})

/** Makes the exception for an invalid input of a use case. The filter writes its messages by the name of the member. */
export const commandInvalid = (messages: Readonly<Record<string, ReadonlyArray<string>>>): Rejection => ({
  status: 422,
  message: "Validation Error",
  fields: {},
  errors: Object.fromEntries(Object.entries(messages).map(([name, each]) => [name, { messages: each }]))
})

export const rateLimited: Rejection = { status: 429, message: "API rate limit exceeded", fields: {} }

export const payloadTooLarge: Rejection = rejectPlainly(413)

/** The filter writes this for every error that is not a framework exception. */
export const internalError: Rejection = {
  status: 500,
  message: "Internal server error, contact support and provide them with the errorId",
  fields: {}
}
