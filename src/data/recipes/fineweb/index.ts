import type { RecipeEntry } from '../entry';

export const webPages = {
  id: 'fineweb',
  version: 1,
  label: 'web pages (FineWeb)',
  help: "Text from the web: FineWeb's filters in FineWeb's order, English, near duplicates out, addresses masked.",
  citation: 'Penedo et al. 2024, "The FineWeb Datasets"',
  options: {},
  steps: [
    { id: 'unicode-repair' },
    { id: 'markup' },
    { id: 'unicode-nfc' },
    { id: 'control-characters' },
    { id: 'white-space' },
    { id: 'language', options: { keep: 'en' } },
    { id: 'gopher-repetition' },
    { id: 'gopher-quality' },
    { id: 'c4-lines' },
    { id: 'fineweb-quality' },
    { id: 'empty-documents' },
    { id: 'exact-duplicates' },
    { id: 'near-duplicates' },
    { id: 'pii', options: { phone: false, card: false, iban: false, key: false } },
  ],
} as const satisfies RecipeEntry;
