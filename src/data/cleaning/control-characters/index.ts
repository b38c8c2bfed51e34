import type { CleaningEntry } from '../entry';

export const controlCharacters = {
  id: 'control-characters',
  version: 1,
  label: 'Control characters',
  help: 'Removes characters that nobody sees and that would waste tokens.',
  citation: 'Unicode 16, general categories Cc and Cf',
  options: {
    control: {
      type: 'toggle',
      label: 'Control codes',
      help: 'C0 and C1 codes except white space.',
      default: true,
    },
    invisible: {
      type: 'toggle',
      label: 'Zero-width characters',
      help: 'Zero-width spaces, byte-order marks and soft hyphens; joiners stay, because emoji and many scripts need them.',
      default: true,
    },
    direction: {
      type: 'toggle',
      label: 'Direction marks',
      help: 'Marks and overrides of writing direction; Arabic and Hebrew texts may need them.',
      default: false,
      advanced: true,
    },
  },
  reasons: [],
  sees: 'text',
  onByDefault: true,
  load: async () => (await import('./step')).controlCharactersCode,
} as const satisfies CleaningEntry;
