import type { CleaningEntry } from '../entry';
import { toggle, whole } from '../option-kinds';

export const boilerplate = {
  id: 'boilerplate',
  version: 1,
  label: 'Boilerplate lines',
  help: 'Removes lines of navigation, cookie notices and policies, and lines that stand in many documents.',
  citation: 'Raffel et al. 2020, arXiv:1910.10683, 2.2; Lee et al. 2022, arXiv:2107.06499',
  options: {
    notices: toggle('Notices', true, 'Short lines about cookies, privacy, copyright, sharing and signing in.'),
    navigation: toggle('Navigation', true, 'Lines of menu words or of short entries between bars and arrows.'),
    commonIn: whole(
      'Lines in so many documents',
      0,
      1e6,
      'Removes lines that stand in at least so many documents; 0 looks for none. Takes a pass over the corpus more.',
      'documents',
    ),
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).boilerplateCode,
} as const satisfies CleaningEntry;
