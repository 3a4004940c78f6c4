import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

/** Holds an answer that was read to its end. */
export interface Answered {
  readonly status: number
  readonly headers: ResponseHeaders
  /** `undefined` when it was too large to read or did not arrive whole. */
  readonly text: string | undefined
  /** Whether the body broke off or was late. */
  readonly cut?: boolean
}
