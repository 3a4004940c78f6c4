import { vi } from "@effect/vitest"
import { callSite } from "../../src/internal/call/callSite.ts"

/**
 * Runs before each file of tests. Only so many calls per second are shown where
 * they were made, and files share a process: a file that starts in a second in
 * which the one before it made thousands of calls would get errors without
 * their caller. Two changes of the clock begin a second that is the file's own.
 */
const clock = vi.spyOn(Date, "now").mockReturnValue(0)
callSite(() => {})
clock.mockRestore()
