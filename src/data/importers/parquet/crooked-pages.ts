/** Thrown for pages that are not what they or their column state. */
export class CrookedPages extends Error {}
