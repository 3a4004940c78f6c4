import * as Redacted from "effect/Redacted"
import { NovuError } from "../../Errors/NovuError.ts"
import { type NovuErrorReason, ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { inWords } from "../wire/issues.ts"

/** Makes the failure of a list that is read to its end. Each page was answered, and nothing was written. */
export const listFailure = (operation: string, reason: NovuErrorReason): NovuError =>
  new NovuError({ operation, attempts: 1, reason, readOnly: true })

/** Makes the reason for a list whose pages would never end. `path` is the member of the page that shows it. */
export const endlessList = (headers: ResponseHeaders, path: string, message: string): ResponseDecodeFailed => {
  const issues = [{ path, message }]
  return new ResponseDecodeFailed({
    status: 200,
    headers,
    detail: inWords(issues),
    answeredBy: "novu",
    issues,
    body: Redacted.make("")
  })
}
