/** Reaches the connection under a request, which Effect's servers do not show. */
interface Connection {
  readonly write: (text: string) => unknown
  readonly destroy: () => unknown
}

const isConnection = (value: unknown): value is Connection =>
  typeof value === "object" && value !== null && "destroy" in value && typeof value.destroy === "function" &&
  "write" in value && typeof value.write === "function"

/** Cuts the connection, after some last words. */
export const destroyConnection = (source: object, last?: string): void => {
  const connection = "socket" in source ? source.socket : undefined
  if (!isConnection(connection)) return
  if (last !== undefined) connection.write(last)
  connection.destroy()
}
