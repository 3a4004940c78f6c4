/**
 * The version in package.json, which a test compares with it: reading the file
 * at run time would tie the package to runtimes that have one.
 */
export const version = "0.1.0"
