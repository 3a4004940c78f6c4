import { Effect, Stream } from "effect"
import { ChannelConnections } from "effect-novu"
import { ours, peer } from "./clients.ts"
import { headers, pageSize, pageText } from "./fixtures.ts"

/**
 * Makes functions that read every item of a list from memory, with a hundred items a
 * page: ours as a stream, the others by following the cursor in a loop.
 */
export const listReaders = (total: number, asked: () => Promise<void> | void = () => {}) => {
  const fetch: typeof globalThis.fetch = async (input) => {
    await asked()
    const url = new URL(input instanceof Request ? input.url : input)
    return new Response(pageText(url.searchParams.get("after"), total), { status: 200, headers })
  }
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const check = (count: number): void => {
    if (count !== total) throw new Error(`read ${count} of ${total} items`)
  }
  return {
    ours: () =>
      runtime.runPromise(
        ChannelConnections.use((connections) => Stream.runFold(connections.listAll(), () => 0, (count) => count + 1))
          .pipe(
            Effect.map(check)
          )
      ),
    peer: async () => {
      let count = 0
      let after: string | undefined
      do {
        const { result } = await novu.channelConnections.list({
          limit: pageSize,
          ...(after === undefined ? {} : { after })
        })
        for (const _ of result.data) count++
        after = result.next ?? undefined
      } while (after !== undefined)
      check(count)
    },
    bare: async () => {
      let count = 0
      let after: string | null = null
      do {
        const query = new URLSearchParams({ limit: String(pageSize), ...(after === null ? {} : { after }) })
        const response = await fetch(`https://api.novu.co/v1/channel-connections?${query}`)
        const page = await response.json() as { readonly data: ReadonlyArray<unknown>; readonly next: string | null }
        for (const _ of page.data) count++
        after = page.next
      } while (after !== null)
      check(count)
    }
  }
}
