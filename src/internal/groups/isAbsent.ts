import type { NovuError } from "../../Errors/NovuError.ts"

/**
 * Says whether a failure means that a resource is not there. A server that lacks
 * the route answers 404 as well, and knows nothing of the resource.
 */
export const isAbsent = ({ gate, reason }: NovuError): boolean => reason._tag === "NotFound" && gate === undefined
