/**
 * These parts stand in the descriptions of many things that a seed holds.
 *
 * @since 0.1.0
 */

/**
 * Says what a server gives to whatever it stores. A saved seed has it, and a person
 * can leave it out.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedStored {
  /** Is Novu's own id, which is generated when absent. */
  readonly _id?: string | undefined
  /** Is a time such as `2026-01-31T12:00:00.000Z`, by default that of seeding. */
  readonly createdAt?: string | undefined
  /** Is a time such as `2026-01-31T12:00:00.000Z`, by default that of seeding. */
  readonly updatedAt?: string | undefined
}

/**
 * Names contexts as the API does, such as `{ tenant: "acme" }` or
 * `{ tenant: { id: "acme", data: { plan: "pro" } } }`. They are stored as well.
 *
 * @category models
 * @since 0.1.0
 */
export type SeedContexts = Readonly<
  Record<string, string | { readonly id: string; readonly data?: Readonly<Record<string, unknown>> | undefined }>
>
