import type { Gate } from "../../Errors/NovuErrorReason.ts"

/**
 * Says whether a refusal is about what stands before a feature, by its status and
 * Novu's own words. Those of anybody else have no `message` of this kind.
 *
 * - 404: what the framework under Novu says of a path that no route has.
 * - 401: what the guard says of a route that is not open to keys.
 * - 403: what is said of an environment that is not the key's.
 *
 * @see https://github.com/nestjs/nest/blob/master/packages/core/router/routes-resolver.ts
 * @see https://github.com/novuhq/novu/pull/11781
 */
export const gateOf = (status: number, message: unknown): { readonly gate?: Gate } => {
  if (status === 402) return { gate: "plan" }
  if (typeof message !== "string") return {}
  if (status === 404 && /^\s*Cannot [A-Z]+ \//.test(message)) return { gate: "build" }
  if (status === 401 && /^\s*API endpoint not available/i.test(message)) return { gate: "server" }
  return status === 403 && /^\s*This authentication scheme is scoped/i.test(message) ? { gate: "environment" } : {}
}
