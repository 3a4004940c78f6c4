import type { Run } from "../rounds.ts"

/** Makes a contestant, for a server at this address where there is one. */
export type Contest = Readonly<Record<string, (apiUrl: string) => Run | Promise<Run>>>

/** Names the contests whose contestants have a process each. Modules are loaded where they are used. */
export const contests = {
  success: async (): Promise<Contest> => (await import("./success.ts")).inOneProgram,
  promises: async (): Promise<Contest> => (await import("./success.ts")).asPromises,
  traced: async (): Promise<Contest> => (await import("./success.ts")).traced,
  refused: async (): Promise<Contest> => (await import("./refused.ts")).refused,
  repeated: async (): Promise<Contest> => (await import("./repeated.ts")).repeated,
  trigger: async (): Promise<Contest> => (await import("./trigger.ts")).trigger,
  oneInFlight: async (): Promise<Contest> => (await import("./sockets.ts")).inFlight(1),
  manyInFlight: async (): Promise<Contest> => (await import("./sockets.ts")).inFlight(64)
}

export type ContestName = keyof typeof contests

export const isContest = (name: string): name is ContestName => Object.hasOwn(contests, name)
