import { InvalidInput } from "../../Errors/NovuErrorReason.ts"

/** Makes the reason for one thing that is wrong with what a caller passed. */
export const invalidInput = (path: string, message: string): InvalidInput =>
  new InvalidInput({ detail: `${path}: ${message}`, issues: [{ path, message }] })
