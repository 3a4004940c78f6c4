import { isObject } from "effect/Predicate"
import { Conflict, type NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import type { CreateAgent } from "../../Schema/Agent.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { sameId } from "./agreement.ts"

/**
 * Takes a success for a conflict where Novu made the agent under another
 * identifier, because the one that was asked for is taken. Novu always names one
 * that it takes over after what the provider calls it.
 */
export const twinIsConflict = (
  { headers, result }: { readonly headers: ResponseHeaders; readonly result: unknown },
  { payload }: { readonly payload: CreateAgent },
  words: (text: string) => string
): NovuErrorReason | undefined => {
  const asked = payload.identifier
  const made: unknown = isObject(result) ? result["identifier"] : undefined
  const isAdopted = payload.managedRuntime?.externalAgentId !== undefined
  if (asked === undefined || typeof made !== "string" || isAdopted || sameId(made, asked)) return undefined
  return new Conflict({
    status: 201,
    headers,
    existingIdentifier: asked,
    madeIdentifier: made,
    detail: words(`the identifier "${asked}" is taken, and Novu made the agent as "${made}"`)
  })
}
