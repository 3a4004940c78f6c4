/**
 * Repeats the version in package.json; a test compares the two. Reading that
 * file at run time would tie the package to runtimes with a file system.
 */
export const version = "0.1.0"
