/** Says which age of Novu the fake behaves as. */
import type { Era, FakeNovuOptions } from "../../../Testing/FakeOptions.ts"

/** The oldest comes first. */
const eras: ReadonlyArray<Era> = ["2024-10", "2025-05", "2026-05", "2026-08"]

/** Whether the server is as new as an era. */
export const isSince = ({ options }: { readonly options: FakeNovuOptions }, era: Era): boolean =>
  eras.indexOf(options.era ?? "2026-08") >= eras.indexOf(era)
