import type { CleaningEntry } from '../entry';
import { advanced, toggle } from '../option-kinds';

export const unicodeRepair = {
  id: 'unicode-repair',
  version: 1,
  label: 'Garbled characters',
  help: 'Repairs text that was decoded wrongly on its way, such as "sÃ³lo" for "sólo".',
  citation: 'Speer 2019, ftfy, doi:10.5281/zenodo.2591652; options as datatrove sets them',
  options: {
    quotes: advanced(toggle('Straight quotes', false, 'Makes curly quotes straight.')),
    ligatures: advanced(toggle('Ligatures', false, 'Writes ligatures such as "ﬁ" as letters.')),
    width: advanced(toggle('Width', false, 'Makes full-width and half-width characters usual ones.')),
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).unicodeRepairCode,
} as const satisfies CleaningEntry;
