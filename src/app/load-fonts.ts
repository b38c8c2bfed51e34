/**
 * Brings every part of the typewriter face (Latin, Greek, Cyrillic...) while the page is idle. A model writes any character, and a part that arrived in
 * the middle of a run would lay the whole page out anew.
 */
export function loadSampleFonts(): void {
  for (const face of document.fonts) {
    // Not there, not needed: the system's own face stands in.
    if (face.family.includes('JetBrains Mono')) face.load().catch(() => {});
  }
}
