/** Has Novu's rules for the owner of a connection. */
export const hasOwner = ({ connectionMode, context, subscriberId }: Readonly<Record<string, unknown>>): boolean =>
  connectionMode === "shared"
    ? context !== undefined
    : connectionMode === "subscriber"
    ? subscriberId !== undefined
    : subscriberId !== undefined || context !== undefined
