/** Reads and writes the files that flags name. What goes wrong is said in a sentence. */
import * as Effect from "effect/Effect"
import { constants } from "node:fs"
import { access, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { type Refusal, refusal } from "./refusal.ts"

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown"

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EACCES: "may not be used by this user",
  EPERM: "may not be used by this user",
  EISDIR: "is a folder",
  ENOTDIR: "is in no folder",
  EEXIST: "is there already",
  EROFS: "is on a disk that cannot be written to",
  ENOSPC: "does not fit on the disk"
}

const reasonOf = (error: unknown): string => reasons[codeOf(error)] ?? `cannot be used (${codeOf(error)})`

/** Tries something with a file. The advice says what to do when it fails. */
const attempt = <A>(file: string, advice: string, use: () => Promise<A>): Effect.Effect<A, Refusal> =>
  Effect.tryPromise({ try: use, catch: (error) => refusal(`${file} ${reasonOf(error)}: ${advice}`) })

export const readText = (file: string, advice: string): Effect.Effect<string, Refusal> =>
  attempt(file, advice, () => readFile(file, "utf8"))

/** Returns the text of a file, or nothing where there is no such file yet. */
export const readTextIfThere = (file: string, advice: string): Effect.Effect<string | undefined, Refusal> =>
  attempt(file, advice, async () => {
    try {
      return await readFile(file, "utf8")
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined
      throw error
    }
  })

/** Finds out early whether a file could be written, because it is written at the end. */
export const checkFolder = (file: string, advice: string): Effect.Effect<void, Refusal> =>
  attempt(`The folder of ${file}`, advice, () => access(dirname(file), constants.W_OK))

/** Writes a new file, and never over one that is there. */
export const writeNew = (file: string, text: string, advice: string): Effect.Effect<void, Refusal> =>
  attempt(file, advice, () => writeFile(file, text, { flag: "wx" }))

/** Is the mode of a file that its owner alone may read, because it holds keys. */
export const ownersOnly = 0o600

/** Replaces a file in one step: whoever reads it finds the old text or the new one. */
export const replaceText = (file: string, text: string, advice: string, mode = 0o666): Effect.Effect<void, Refusal> =>
  attempt(file, advice, async () => {
    const next = `${file}.${process.pid}.tmp`
    try {
      await writeFile(next, text, { mode })
      await rename(next, file)
    } catch (error) {
      await rm(next, { force: true })
      throw error
    }
  })
