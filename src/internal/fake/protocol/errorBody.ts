import type { Rejection } from "./rejection.ts"

/**
 * Builds the body that the exception filter writes. The fields of the exception
 * come first, and again under `ctx`. A 500 has an `errorId` in their place.
 */
export const errorBody = (
  rejection: Rejection,
  options: { readonly path: string; readonly now: number; readonly errorId: () => string }
): Record<string, unknown> => {
  const standard = {
    statusCode: rejection.status,
    timestamp: new Date(options.now).toISOString(),
    path: options.path,
    message: rejection.message
  }
  if (rejection.status === 500) return { ...standard, errorId: options.errorId() }
  const body = { ...rejection.fields, ...standard, ctx: rejection.fields }
  return rejection.errors === undefined ? body : { ...body, errors: rejection.errors }
}
